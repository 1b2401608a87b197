"""``kiosk content``: what keeps the catalogue. For a ward's officer who writes procedures and is no programmer."""
