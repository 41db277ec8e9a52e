"""Uploads: files that people send, a queue that survives a restart, and the worker that takes them in."""
