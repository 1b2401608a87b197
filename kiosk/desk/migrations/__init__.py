"""The steps by which the desk's tables came to be."""
