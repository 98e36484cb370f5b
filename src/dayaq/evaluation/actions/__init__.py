"""What changes rows here."""
