"""The loop: an event is permitted and stepped, its effects are carried out, every face gets the screen."""
