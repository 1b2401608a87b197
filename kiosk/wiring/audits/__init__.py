"""``kiosk audit``: what helpers have done at this machine, and whether the record of it is whole."""
