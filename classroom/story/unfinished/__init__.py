"""Unfinished takes any tree, whatever is wrong with it, and makes, checks and draws of it what it can. Nothing of it is stored."""
