"""One thin script a screen; the file name is the address."""
