"""How cases are shown."""
