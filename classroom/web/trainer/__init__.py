"""The workshop: where trainers write stories."""
