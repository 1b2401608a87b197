"""Installing a release that has been proven: made in a folder of its own, tried, switched to, kept or left."""
