"""Does it help, is it true, is it fast, did it get worse."""
