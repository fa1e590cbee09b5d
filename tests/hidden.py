"""What no pupil sees on a screen that the class looks at, by selectors that a browser and a search in drawn text both know."""

# What is on the desk for the teacher alone; tests/browser/test_one_screen.py sees each of them there.
FOR_THE_TEACHER = {
    *("#notes-title", "#ahead-title", "#chip-facts", "#preview-title", "#more", "#hint"),
    *("[data-answered]", "[data-phones]", "[data-prompts]", ".heard"),
}
RESULT = "[data-share]"  # before it is shown
PROSE = ".prose:not(#aloud *)"
