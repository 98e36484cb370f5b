"""How numbers, days and moments are written, by language."""
