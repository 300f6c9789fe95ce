"""Your own closed tickets, asked again as if each of their answers were still to be written."""
