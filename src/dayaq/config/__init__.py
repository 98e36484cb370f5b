"""Settings, addresses and how the product is started. Imports all, imported by none."""
