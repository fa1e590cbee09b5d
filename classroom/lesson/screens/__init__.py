"""Screens are what each audience may see, drawn from a playthrough; what is not in `types` cannot reach a template."""
