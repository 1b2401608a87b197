"""Everything a kiosk says: collected, built, checked, written down for recording and recorded."""
