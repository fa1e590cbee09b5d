"""Model says what a story is: values that a file fills and that nothing changes; it imports nothing of Wissel."""
