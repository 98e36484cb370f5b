"""May this person keep a facility, ask for a place, answer, write in a stay, learn an address?"""
