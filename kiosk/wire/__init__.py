"""Versioned messages that kiosk and desk share. Bodies are MessagePack of the Structs in ``messages``."""
