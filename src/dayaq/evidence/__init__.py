"""Indicators: declared by rooms, computed from records, released as counts."""
