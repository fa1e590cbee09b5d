"""Queries find rooms, who sits in them, who may open them and what they can play; they read and never write."""
