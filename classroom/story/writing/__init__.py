"""Writing is what an author does to a story that is not finished, whatever is wrong with it: nothing that was typed is lost."""
