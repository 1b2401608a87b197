"""The Support Point Kiosk: a resident is walked through a public procedure, a helper finishes it with them."""
