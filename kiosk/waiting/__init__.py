"""The queue at the point: who waits, who is called next, who is served. There is nobody's name in it."""
