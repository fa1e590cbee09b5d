"""Votes put a question to the class and close it, by phone or on paper; what was answered does not outlive the close."""
