"""The pages that everybody shares, and those that join rooms."""
