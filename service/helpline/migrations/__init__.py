"""Steps that bring the helpline's database up to date."""
