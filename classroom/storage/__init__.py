"""Storage remembers: rows, queries and the one writer. It knows what a room is, never what may happen in it."""
