"""The kiosk's side of the ward: the desk over HTTP, and a desk in memory."""
