"""``kiosk content review``: a page on which a native reader corrects every Khmer text, and the way back."""
