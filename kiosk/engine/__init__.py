"""The loop: an event is permitted, stepped, its effects are carried out, the new screen goes to every face."""
