"""The desk where administrators keep the directory and the accounts."""
