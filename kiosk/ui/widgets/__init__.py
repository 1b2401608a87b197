"""What the screens are put together from: pure functions that return parts."""
