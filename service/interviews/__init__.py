"""Talks about eligibility that can be left and taken up again: what was told, what is asked next, what came of it."""
