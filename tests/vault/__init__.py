"""Tests of the vault: the wall, the safe, the keys."""
