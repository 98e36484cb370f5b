"""The shape of what people write in this room; who may write it is asked by the actions."""
