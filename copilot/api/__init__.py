"""The HTTP doors, one file each."""
