"""People doing their work in a real browser, on the product as `make run` starts it."""
