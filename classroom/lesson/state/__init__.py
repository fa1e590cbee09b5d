"""State is where a class stands and how it came there; it turns one playthrough into another and judges nothing."""
