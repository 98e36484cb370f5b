"""Proposals on their way to an act, and the opinions asked on them."""
