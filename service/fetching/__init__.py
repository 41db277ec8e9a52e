"""Originals of the catalogue from the web: fetched politely, kept with where they came from, never from inside."""
