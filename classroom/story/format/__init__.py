"""Format turns the text of a file into a story and back, or into every reason why it is none; it imports only model."""
