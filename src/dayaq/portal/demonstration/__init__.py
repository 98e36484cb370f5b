"""A fictional nation at work: accounts and three years of reporting, the same at every load.

Nobody in it exists. It is loaded only in demonstration mode and only into an empty database.
"""
