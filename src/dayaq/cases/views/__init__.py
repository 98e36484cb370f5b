"""The pages of this room: each asks as the person who opened it, and keeps nothing afterwards."""
