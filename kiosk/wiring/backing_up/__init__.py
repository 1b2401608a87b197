"""``kiosk backup``: what the ward does not have yet, sealed, in a second place."""
