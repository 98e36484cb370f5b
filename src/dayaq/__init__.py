"""Dayaq: the national plan against human trafficking, and the people it protects."""
