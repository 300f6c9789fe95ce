"""Runs suites against the copilot, scores what comes back, and compares runs: see ``python -m evals run --help``."""
