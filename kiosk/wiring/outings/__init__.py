"""``kiosk event``: a team's day in a hamlet, begun at the office and ended there."""
