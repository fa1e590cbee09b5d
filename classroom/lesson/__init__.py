"""Lesson decides what happens now: what a class does with a story. Pure, and may import only story."""
