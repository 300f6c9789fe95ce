"""Word lists that stay readable in the source."""


def wordset(text: str) -> frozenset[str]:
    """The words of a text, divided by white space."""
    return frozenset(text.split())
