"""``kiosk device``: what is plugged in, what it can do, and whether it works."""
