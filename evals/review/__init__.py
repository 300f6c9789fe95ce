"""People label a blind sample of a run: right, small edit, wrong or harmful; and how far they agree."""
