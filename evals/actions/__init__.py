"""How good next actions are, on public data."""
