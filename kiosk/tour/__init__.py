"""Plays a journey through a face as a person would, then reads its end back from the desk and the disk."""
