"""What every room stands on: text, periods, scoping, constraints. Knows no domain."""
