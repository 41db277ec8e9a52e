"""What the rooms share that keep something about people: the database apart from the library, and its audit trail."""
