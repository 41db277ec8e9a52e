"""Works of the literature for people who cite: search, references, collections."""
