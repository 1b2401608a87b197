"""The kiosk's disk: one SQLite file, one module a table, and the memory twins of every store."""
