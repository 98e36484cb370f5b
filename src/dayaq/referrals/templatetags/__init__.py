"""How the mechanism is shown."""
