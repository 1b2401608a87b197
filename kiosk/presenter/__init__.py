"""What every face shows and says, and the link that carries it."""
