"""``kiosk roster``: who may sign in at this machine, and taking a newer list from a stick."""
