"""Checks judge a story and change nothing: each gives the problems that an author has to mend."""
