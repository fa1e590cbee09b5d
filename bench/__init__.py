"""Bench measures Wissel beside the least that the same machine could do. See README.md in this folder."""
