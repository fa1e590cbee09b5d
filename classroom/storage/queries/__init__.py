"""Queries find rooms, who sits in them and who may open them; they read and never write."""
