"""The shape of what administrators enter; what is allowed and sound is asked by the actions."""
