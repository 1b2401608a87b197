"""``kiosk enrol``: this machine's keys are made here, and the ward comes to know them."""
