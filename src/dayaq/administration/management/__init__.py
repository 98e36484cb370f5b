"""Commands about accounts, for an operator at the machine."""
