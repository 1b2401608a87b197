"""Tickets: numbering, secret, drafts, layout of the slip, life cycle."""
