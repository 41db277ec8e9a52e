"""Texts that the service reads by name."""
