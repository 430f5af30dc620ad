"""Speed, memory and quality, with the peers beside us."""
