"""The steps that make the helpline's tables, in the order of their numbers. A released step is never changed."""
