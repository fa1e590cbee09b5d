"""What the terminal says, in both languages. Nothing here tells who answered what: nobody would be told in class either."""

SENTENCES: dict[str, dict[str, str]] = {
    "joined": {
        "nl": "{phones} telefoons doen mee.",
        "en": "{phones} phones joined.",
    },
    "knocking": {
        "nl": "Het verhaal is al begonnen: laat de telefoons binnen aan het bureau.",
        "en": "The story has begun: let the phones in at the desk.",
    },
    "vote": {
        "nl": "Ronde {number}: {answered} antwoorden.",
        "en": "Round {number}: {answered} answered.",
    },
    "guess": {
        "nl": "Ronde {number}, wat zal de klas kiezen: {answered} antwoorden.",
        "en": "Round {number}, what will the class choose: {answered} answered.",
    },
    "build": {
        "nl": "Deel {number} van de zin: {answered} antwoorden.",
        "en": "Part {number} of the sentence: {answered} answered.",
    },
    "between": {
        "nl": "Een vraag tussendoor: {answered} antwoorden.",
        "en": "A question in between: {answered} answered.",
    },
    "cannot_vote": {
        "nl": "Ronde {number}: {letter} kan hier niet gekozen worden. De klas kiest zelf.",
        "en": "Round {number}: {letter} cannot be chosen here. The class decides itself.",
    },
    "cannot_build": {
        "nl": "Deel {number} van de zin: {letter} is er niet bij. De klas kiest zelf.",
        "en": "Part {number} of the sentence: there is no {letter}. The class decides itself.",
    },
    "back": {
        "nl": "Een telefoon viel weg en is terug.",
        "en": "A phone lost its connection and is back.",
    },
    "over": {
        "nl": "De les is voorbij.",
        "en": "The lesson is over.",
    },
    "stopped": {
        "nl": "Gestopt. De telefoons zijn weg.",
        "en": "Stopped. The phones have left.",
    },
    "starting": {
        "nl": "Wissel start met een lege klas in een eigen map.",
        "en": "Wissel starts with an empty class in a folder of its own.",
    },
    "ready": {
        "nl": (
            "\nDe les staat klaar. Open het bureau op deze computer; deze link werkt één keer.\n"
            "  {desk}\nDaar staat ook de knop die het bord opent; zet het bord ernaast.\n"
            "\nEr komen {phones} telefoons binnen. Zij wachten op het bureau.\n"
            "Een echte telefoon op dit netwerk mag erbij: de code staat op het bord.\n"
            "Ctrl+C stopt alles.\n"
        ),
        "en": (
            "\nThe lesson is ready. Open the desk on this computer; this link works once.\n"
            "  {desk}\nThe button that opens the wall is there too; put the wall beside the desk.\n"
            "\n{phones} phones are coming in. They wait for what the desk does.\n"
            "A real phone on this network may join: the code is on the wall.\n"
            "Ctrl+C stops everything.\n"
        ),
    },
    "stays": {
        "nl": "Het bureau blijft open. Ctrl+C stopt alles.",
        "en": "The desk stays open. Ctrl+C stops everything.",
    },
    "ended": {
        "nl": "\nAlles is gestopt.",
        "en": "\nEverything has stopped.",
    },
    "part_begins": {
        "nl": "Minuut {minute}: {part}",
        "en": "Minute {minute}: {part}",
    },
    "late": {
        "nl": "Minuut {minute}: de klok brengt de les naar de nabespreking.",
        "en": "Minute {minute}: the clock takes the lesson to the debrief.",
    },
    "part": {"nl": "Onderdeel", "en": "Part"},
    "telling": {"nl": "vertellen", "en": "telling"},
    "voting": {"nl": "stemmen", "en": "voting"},
    "result": {"nl": "uitslag", "en": "result"},
    "talking": {"nl": "praten", "en": "talking"},
    "minutes": {"nl": "minuten", "en": "minutes"},
    "lobby": {"nl": "Binnenkomen", "en": "Coming in"},
    "agreements": {"nl": "Afspraken", "en": "Agreements"},
    "ending": {"nl": "Einde van het verhaal", "en": "Ending of the story"},
    "debrief": {"nl": "Nabespreking", "en": "Debrief"},
    "help": {"nl": "Hulp", "en": "Help"},
    "in_all": {"nl": "Samen, van de {plan}", "en": "In all, of {plan}"},
    "no_start": {
        "nl": "Wissel startte niet.",
        "en": "Wissel did not start.",
    },
}


def sentence(language: str, name: str, **about: object) -> str:
    """Give a sentence in this language; English for one that we do not speak."""
    said = SENTENCES[name]
    return said.get(language, said["en"]).format(**about)
