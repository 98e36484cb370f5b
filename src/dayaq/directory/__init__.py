"""Bodies, regions, code lists, holidays and dated parameters."""
