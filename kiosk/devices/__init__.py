"""The things on the desk: printer, scanner, loudspeaker; each with a memory twin and a file twin."""
