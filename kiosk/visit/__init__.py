"""A resident's visit: states, events, the transition table, answers."""
