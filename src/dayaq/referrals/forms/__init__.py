"""The shape of what people write in the mechanism; who may write it is asked by the actions."""
