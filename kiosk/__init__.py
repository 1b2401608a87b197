"""The Support Point Kiosk: a resident is walked through a public procedure, a helper finishes it with them."""

VERSION = "0.1.0"
"""Of the program; the package takes it from here."""
