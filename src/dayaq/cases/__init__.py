"""The confidential core: people, their cases, who may read what, and everything done for them."""
