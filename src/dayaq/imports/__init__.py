"""Many rows at once from Excel: read, judged row by row, stored whole or given back with remarks."""
