"""Adapters of the helpline's channels: a webhook in, an event; a reply, a request out. Pure functions."""
