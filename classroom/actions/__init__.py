"""Actions are what a person can do: each one decides with lesson, saves in one write, and then announces."""
