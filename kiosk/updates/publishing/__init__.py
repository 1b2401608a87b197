"""What the publisher of releases runs, and no kiosk: keys, signed lists, archives. `deploy/release` is its command."""
