"""What we say: replies, summaries, next actions."""
