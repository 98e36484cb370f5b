"""The pages of the mechanism: each asks as the person who opened it, and keeps nothing afterwards."""
