"""Shelters and assistance centres: a bed tonight, and nobody learns where."""
