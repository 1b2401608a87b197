"""``kiosk retire``: nothing that was told here, and no key, is left on this machine."""
