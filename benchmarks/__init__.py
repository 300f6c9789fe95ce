"""Speed side by side with what a user would pick instead: run by command, never by CI, printed as ratios."""
