"""Prompting is what the desk tells a teacher at each moment: what to say, what comes next, and whether there is time."""
