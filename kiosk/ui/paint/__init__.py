"""Kivy's brush: draws parts on the canvas and drops what is gone."""
