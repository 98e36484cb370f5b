"""What happens in the mechanism: each act locks, asks, changes and writes down."""
