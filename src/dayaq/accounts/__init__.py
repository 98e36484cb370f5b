"""People who sign in, their bodies and their roles."""
