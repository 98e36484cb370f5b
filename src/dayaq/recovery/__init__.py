"""A life rebuilt: services and who gives them, the person's own plan, and what came of it."""
