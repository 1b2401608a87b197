"""What of people lies on this machine, said in plain words."""
