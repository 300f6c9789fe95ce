"""What we remember, in Redis."""
