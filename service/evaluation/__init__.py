"""Metrics and runs over question sets."""
