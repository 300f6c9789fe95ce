"""Summaries held against what people wrote and against what was done."""
