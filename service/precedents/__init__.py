"""Precedent cases: what clusters did, who paid, and what came of it."""
