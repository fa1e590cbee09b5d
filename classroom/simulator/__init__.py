"""Simulator: a class that is not there, for whoever tries Wissel alone; it speaks HTTP from outside, as phones do, and imports no other layer."""
