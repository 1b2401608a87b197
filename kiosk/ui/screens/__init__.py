"""One module a layout: a pure function from the view to parts. ``compose`` picks it."""
