"""Whether a bot may be let loose: what it sends under attack, what it sends to ordinary customers, how it talks."""
