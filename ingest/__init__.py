"""Files in, passages out: no vectors, no network."""
