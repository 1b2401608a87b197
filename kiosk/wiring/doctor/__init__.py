"""``kiosk doctor``: the ten usual troubles of a kiosk, found on the spot, and what to do about each."""
