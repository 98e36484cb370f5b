"""A multitude of fictional cases, to see how the product holds as a nation's register grows.

Told not through the actions, as the other stories are, but written straight into the tables, with keys,
seals and tokens as the product makes them: a million in minutes.
"""
