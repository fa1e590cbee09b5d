"""Every message about a story file, in English, by code. Other languages are in the translations."""


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - like N_
    """Mark words for one and words for more; they are looked up together, by number."""
    return one, many


def N_(msgid: str) -> str:  # noqa: N802 -- the name that translators' tools look for
    """Mark a text for translation and leave it as it is."""
    return msgid


_FILE = {
    "empty_file": N_("There is nothing in this file."),
    "not_utf8": N_("The file is not saved as UTF-8. Save it again with that encoding."),
    "not_readable": N_("The file cannot be opened. Whoever runs Wissel must be allowed to read it."),
    "too_large": N_("The file is larger than {limit} KiB. Make two stories of it."),
    "too_deep": N_("Parts stand inside parts more than {limit} deep. No story needs that."),
    "too_many_parts": N_("The file has more than {limit} parts. Make two stories of it."),
    "text_too_large": N_("One text is longer than {limit} signs. Make it shorter."),
    "unprintable": N_("There is an invisible sign on this line. Delete the line and type it again."),
    "anchor": N_(
        "'&' and '*' as references are not used here. Put the text in quotes, or write it out again."
    ),
    "tag": N_("A word that starts with '!' is not used here. Put the text in quotes."),
    "merge_key": N_("'<<' is not used here. Write the lines out again."),
    "second_document": N_("A second '---' starts another file here. One file holds one story."),
    "tab": N_("This line starts with a tab. Use spaces."),
    "quote_open": N_("A quotation mark opens here and is never closed."),
    "escape": N_("A backslash stands before a sign that cannot follow it. Write two backslashes, or none."),
    "colon": N_(
        "There is a colon too many here, or this line is indented further than the line above."
        " Put the text in quotes, or line it up."
    ),
    "no_colon": N_("This line lacks a colon, or it belongs to the text above and must be indented further."),
    "bracket_open": N_("A bracket opens here and is not closed, or a comma is missing between its parts."),
    "first_sign": N_("A text cannot start with this sign unless it is in quotes."),
    "indent": N_("This line does not line up with the lines above. Count the spaces in front of it."),
    "not_parts": N_("A file starts with names and colons, such as 'title:'. This one does not."),
    "odd_key": N_("In front of a colon stands one name, nothing else."),
    "and_more": N_("There is more to change than these {limit} things. Mend them, and check again."),
    "double_key": N_("'{name}' stands here for the second time; it was on line {first}. Keep one."),
}

_SHAPE = {
    "format_missing": N_(
        "'format' is missing here. Write 'format: 1' at the top: it tells how to read the file."
    ),
    "format_other": N_("This Wissel reads 'format: 1'. A story in another format is for a newer Wissel."),
    "needs_languages": N_(
        "'{field}' has a line below it for each language of the story: 'nl:' and the text, 'en:' and the text."
        " Only in a story of one language may the text stand here by itself."
    ),
    "missing": N_("'{field}' is missing here."),
    "empty": N_("Nothing stands behind '{field}'. Fill it in, or delete the line."),
    "no_key": N_("'{name}' is not something this part knows."),
    "no_key_guess": N_("'{name}' is not something this part knows. Did you mean '{guess}'?"),
    "not_a_number": N_("'{field}' is a number, such as 2. '{value}' is not."),
    "not_yes_or_no": N_("'{field}' is either true or false. '{value}' is neither."),
    "not_a_date": N_("'{field}' is a date, such as 2026-11-22. '{value}' is not."),
    "not_one_of": N_("'{field}' cannot be '{value}'. It is one of: {names}."),
    "not_one_of_guess": N_("'{field}' cannot be '{value}'. Did you mean '{guess}'? It is one of: {names}."),
    "needs_list": N_("'{field}' is a list: put each part on a line of its own that starts with '- '."),
    "needs_one_text": N_("'{field}' is one text, without parts of its own."),
    "needs_parts": N_("'{field}' has parts of its own, each on a line below it: {names}."),
    "needs_names": N_("'{field}' has lines of its own below it, each with a name and a colon."),
    "at_least": N_("'{field}' must be {limit} or more. It is {value}."),
    "at_most": N_("'{field}' must be {limit} or less. It is {value}."),
    "too_few": N_("'{field}' needs {limit} or more. It has {number}."),
    "too_many": N_("'{field}' may have {limit} at most. It has {number}."),
    "too_long": N_("'{field}' may have {limit} signs at most."),
    "name_shape": N_(
        "'{value}' cannot be a name here. Use small letters, digits and _, and start with a letter."
    ),
    "fact_shape": N_(
        "'{value}' is not the name of a fact. Write help., law. or fact. and a name: help.image."
    ),
    "fact_source": N_(
        "A fact has its softer words, its source and its dates, unless its status is 'own_rule'; then it has none of them."
    ),
    "ages_shape": N_("'{value}' are not ages. Write them as 12-14."),
    "time_shape": N_("'{value}' is not a time. Write it as 21:30."),
    "covers_shape": N_(
        "'{value}' is not on the coverage list. Write S or N and a number, and the sentence that carries it."
    ),
    "tel_shape": N_("'{value}' is not a telephone number. Write digits and spaces: 0800 1234."),
    "url_shape": N_("'{value}' is not a web address. It starts with https://."),
    "parts_shape": N_("'{value}' does not name parts. Write one letter for each part: AB or ABC."),
    "not_understood": N_("'{value}' cannot be understood as '{field}'."),
    "to_or_go": N_("Say in one way where this leads: with 'to' or with 'go', not both and not neither."),
    "one_way_on": N_("This scene goes on in two ways. Keep one: choices, or to / go, or ending."),
    "dead_end": N_("The story stops here. Add choices, 'to', or 'ending'."),
    "ending_needs_debrief": N_("An ending has a debrief, and only an ending has one."),
    "choices_need_ask": N_(
        "Choices have an 'ask' above them: the question to the class. Without choices there is none."
    ),
    "poll_goes_on": N_(
        "A poll changes nothing, so a scene with one goes on by 'to' or 'go', not by choices."
    ),
    "build_goes_on": N_(
        "A sentence that the class builds changes nothing in the story, so its scene goes on by 'to' or 'go',"
        " without choices and without a poll."
    ),
    "says_or_photo": N_("A message has a text ('says') or a photo ('photo: hidden'), one of the two."),
    "allow_because": N_("A rule is silenced with a reason: 'allow' and 'because' stand together."),
    "notes_in_parts": N_(
        "What the teacher reads of a scene has parts now: 'before' (how to tell it), 'say', 'hear' with 'when' and 'say',"
        " 'after_result', 'more' with 'about' and 'text', and 'never'. Put each sentence under the part that it is for."
    ),
    "too_many_countries": N_("The scenes name more than 20 countries. Leave most of them to 'elsewhere'."),
    "place_hour": N_("'place' and 'hour' stand together: where the scene is, and when."),
    "countries_elsewhere": N_(
        "A scene for some countries ('countries') names the scene for all others ('elsewhere'), and only then."
    ),
}

_NAMES = {
    "no_scene": N_("There is no scene '{name}'."),
    "no_scene_guess": N_("There is no scene '{name}'. Did you mean '{guess}'?"),
    "no_person": N_("'{name}' is not in the cast."),
    "no_person_guess": N_("'{name}' is not in the cast. Did you mean '{guess}'?"),
    "no_find": N_("'{name}' is not in the tray."),
    "no_find_guess": N_("'{name}' is not in the tray. Did you mean '{guess}'?"),
    "no_gauge": N_("'{name}' is not a gauge."),
    "no_gauge_guess": N_("'{name}' is not a gauge. Did you mean '{guess}'?"),
    "no_fact": N_("Nothing is known by the name '{name}'. These names there are: {names}."),
    "no_fact_guess": N_("Nothing is known by the name '{name}'. Did you mean '{guess}'?"),
    "no_rule": N_("There is no rule of language '{name}'."),
    "no_rule_guess": N_("There is no rule of language '{name}'. Did you mean '{guess}'?"),
    "no_country": N_("There is no facts file for the country '{name}'."),
    "no_country_guess": N_("There is no facts file for the country '{name}'. Did you mean '{guess}'?"),
    "fact_not_there": N_("The fact '{name}' is not known in: {countries}."),
    "elsewhere_national": N_("'{name}' is itself for some countries. 'elsewhere' names a scene for all."),
    "no_placeholder": N_("'{{{name}}}' is nobody in the cast."),
    "no_placeholder_guess": N_("'{{{name}}}' is nobody in the cast. Did you mean '{{{guess}}}'?"),
    "loose_brace": N_("A curly bracket stands alone here. Names are written as {{noor}}."),
    "landing_not_ending": N_(
        "The story comes down in '{name}' when time is short, but that scene is no ending."
    ),
    "no_else": N_("The last line of 'go' has no 'if': it is for every class that fits none of the others."),
    "else_too_early": N_(
        "This line of 'go' has no 'if', so the lines below it are never read. Move it to the end."
    ),
    "short_no_choice": N_("'short' is {name}, but this scene has no choice {name}."),
    "gauge_from": N_("This gauge starts at {value}, above its highest point, {limit}."),
    "no_reply": N_("Nothing comes back for the sentence '{value}' that can be made of these parts."),
    "reply_letters": N_("The reply to '{value}' fits no sentence that can be made of these parts."),
}

_WAYS = {
    "cycle": N_("The story goes round: {way}. The desk can already go back (What if?); let the story go on."),
    "unreachable": N_("No way leads to the scene '{name}'."),
    "shut_off": N_("Conditions make it impossible to reach the scene '{name}'."),
    "too_many_states": N_(
        "There are more than {limit} situations a class can be in: too many finds and gauges together."
        " Use fewer in conditions."
    ),
    "few_choices": N_("Only {number} choice(s) left here when the class has: {state}. Two are needed."),
    "choice_never": N_("No class can ever get choice {name}."),
    "line_never": N_("This line of 'go' can never be taken."),
    "stuck": N_("From here, no ending 'repaired' or 'partly' can be reached when the class has: {state}."),
    "no_way_back": N_(
        "Choice {name} does harm, and the next scene offers no way back. Add a choice there that is not harmful"
        " and can lead to an ending 'repaired' or 'partly'."
    ),
    "short_locked": N_("'short' takes choice {name}, but it is not available when the class has: {state}."),
    "short_harmful": N_("'short' takes choice {name}, and that choice does harm. Take another."),
    "short_too_long": N_(
        "The short form still has {number} votes on its longest way. Three at most: add 'short'."
    ),
    "too_many_votes": N_("The longest way has {number} votes. Five at most fit in a lesson."),
    "too_slow": N_("The longest way takes about {number} minutes. The story promises {limit}."),
    "short_too_slow": N_(
        "The short form takes about {number} minutes on its longest way. It must fit in {limit}."
    ),
}

_LESSON = {
    "no_language": N_("The text in '{language}' is missing here."),
    "extra_language": N_("There is a text in '{language}' here, but the story does not have that language."),
    "redo": N_("The text in '{language}' must follow a change in the other language."),
    "no_prompts": N_(
        "A scene with choices has 'prompts' to talk about: one on consent, one on the receiver."
    ),
    "about_self_note": N_("A scene 'about_self' has a 'note' that says why it cannot be about a character."),
    "no_help": N_("Every ending names help: add a fact whose name starts with 'help.'."),
    "no_predict": N_("No scene lets the class guess what most will say. Add 'predict: true' to one."),
    "few_endings": N_("A story has three endings or more: repaired, partly and open. Missing: {names}."),
    "same_place": N_(
        "The choice that turns out best is always {name}. Put it in another place in some scenes."
    ),
    "same_harm": N_("The choice that does harm is always {name}. Put it in another place in some scenes."),
    "distance": N_(
        "'{name}' speaks to the pupils themselves. Tell and ask of the people in the story."
        " What one of them says stands in quotation marks, and may say it."
    ),
    "name_written": N_(
        "The name '{name}' stands here itself, so it stays when the desk swaps names. Write {{{guess}}}."
    ),
    "long_choice": N_("A choice of {number} signs. It fits a phone up to {limit}."),
    "long_ask": N_("A question of {number} signs. It fits the wall up to {limit}."),
    "long_message": N_("A chat message of {number} signs. It fits the wall up to {limit}; make two of it."),
    "long_outcome": N_("An outcome of {number} words. Up to {limit} can be taken in at once."),
    "long_card": N_(
        "After played lines an outcome of {number} words. Up to {limit} fit the wall below them; let the lines tell the rest."
    ),
    "long_chat_name": N_("The name of a chat has {number} signs. Up to {limit} fit the phone on the wall."),
    "long_tease": N_("The line of a way that was not taken has {number} signs. Up to {limit} fit the wall."),
    "long_paragraph": N_("A paragraph of {number} words. Up to {limit} fit the wall; make two of it."),
}

_STANDARDS = {
    "no_pattern": N_("A pattern of the rule '{name}' cannot be read."),
    "rule_misses": N_("The rule '{name}' does not find this sentence."),
    "rule_finds": N_("The rule '{name}' finds '{found}' in this sentence, which is fine."),
    "language": N_("'{found}': {say} ({rule})"),
    "unanswered": N_(
        "'{found}' is said here, and a class can come to '{name}' without an answer to it."
        " Write 'answers: [{rule}]' at the text that answers it."
    ),
    "allow_idle": N_("Nothing here breaks the rule '{name}'. Take it out of 'allow'."),
    "one_language": N_("The story is not written in: {names}."),
    "to_translate": N_("To translate: {names}."),
    "no_tease": N_(
        "Choice {name} has no 'tease', the line beside it on the map of a class that went another way."
    ),
    "no_outcome": N_(
        "Choice {name} has no 'outcome' and no 'then': say what comes of it, its price as well."
    ),
    "scene_count": N_("The story has {number} scenes. A lesson has room for {least} to {most}."),
    "no_adult": N_("Nobody in 'cast' plays an adult. At least one adult does well."),
    "unprompted": N_("Nothing to talk about here: add 'prompts', on consent and on the receiver."),
    "note_lacks": N_("What the teacher reads of this scene lacks: {names}."),
    "no_six": N_(
        "The debrief of this ending does not ask which of the six circumstances are at work: add 'six', the question beside"
        " the list on the wall."
    ),
    "few_defensible": N_(
        "Only {number} choice(s) here do no harm when the class has: {state}. A kind pupil defends two or more."
    ),
    "predictions": N_(
        "The class guesses {least} to {most} times, in full or in short. Once on every way is enough."
    ),
    "hard_to_read": N_(
        "The scene texts in '{language}' have a reading ease of {number}. It is {limit} or more."
    ),
    "no_plays": N_(
        "Say what {name} is to the image or the threat: 'plays: target', 'forwarder', 'bystander' ..."
    ),
    "no_quote": N_("Write behind '{name}' the sentence of this scene that carries it."),
    "quote_gone": N_("The sentence behind '{name}' does not stand here any more: '{quote}'."),
}

MESSAGES = {**_FILE, **_SHAPE, **_NAMES, **_WAYS, **_LESSON, **_STANDARDS}
