"""Which scheme components a profile qualifies for, and for how much."""
