"""``kiosk update``: what a repository has for this kiosk, and its ward's content taken from it."""
