"""Search quality, through the door that users have: see ``python -m evals.retrieval --help``."""
