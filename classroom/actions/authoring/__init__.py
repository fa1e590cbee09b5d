"""Authoring is what a trainer does to stories that are kept: they are begun, saved, taken back, published; nothing that was typed is lost."""
