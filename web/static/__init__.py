"""Style and vendored scripts."""
