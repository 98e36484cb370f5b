"""With whom and with what: partners and agreements, other countries, money, shared resources, research."""
