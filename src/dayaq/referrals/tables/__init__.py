"""The lists of the mechanism: references, states, clocks; never what is told."""
