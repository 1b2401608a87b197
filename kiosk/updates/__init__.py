"""Updates of the program and of its content: what may be taken, from where, and what must be proven first."""
