"""The small parts a story is built of: texts, people, messages, conditions."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, model_validator

from classroom.languages import Language
from classroom.story.model.markers import Braced, Defines, Names
from classroom.story.model.names import FACT, NAME

Id = Annotated[str, Field(pattern=NAME)]
SceneId = Annotated[Id, Names("scene")]
PersonId = Annotated[Id, Names("person")]
FindId = Annotated[Id, Names("find")]
GaugeId = Annotated[Id, Names("gauge")]
RuleId = Annotated[Id, Names("rule")]
CountryId = Annotated[Id, Names("country")]
FactId = Annotated[str, Field(pattern=FACT), Names("fact")]
Letter = Literal["A", "B", "C", "D"]
# What a scene carries of the coverage list, with the sentence that carries it: S5, or "S5 Doorsturen is delen."
Covered = Annotated[str, Field(pattern=r"^[SN]\d{1,2}( \S.*)?$", max_length=400), Braced()]
Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), Braced()]


class Part(BaseModel):
    """A piece of a story: never changed once read, and strict about what it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


# No key of a file: the languages of a text stand beside what else it has.
IN_LANGUAGES = "[languages]"


class Text(Part):
    """One text in every language of the story, or one for `all` of them.

    In a file each language is a key by itself. In a story of one language the text may stand there without it; the reader
    says `only` which language that is.

    `answers` names the rules of language that this text answers, after somebody in the story broke them. `allow` names
    those that it may break itself, and `because` tells reviewers why.
    """

    model_config = ConfigDict(populate_by_name=False)

    by_language: dict[Language, Phrase] = Field(default_factory=dict, alias=IN_LANGUAGES)
    all: Phrase | None = None
    redo: tuple[Language, ...] = ()
    answers: tuple[RuleId, ...] = ()
    allow: tuple[RuleId, ...] = ()
    because: str | None = None

    if TYPE_CHECKING:

        def __init__(self, **_said: Any) -> None: ...

    @model_validator(mode="before")
    @classmethod
    def _by_language(cls, said: Any, info: ValidationInfo) -> Any:
        only = (info.context or {}).get("only")
        if only and said and isinstance(said, str):
            said = {only: said}
        if not isinstance(said, dict):
            return said
        in_languages = {language: said[language] for language in Language if said.get(language) is not None}
        rest = {key: value for key, value in said.items() if key not in set(Language)}
        return {IN_LANGUAGES: in_languages} | rest

    @model_validator(mode="after")
    def _allowed_with_a_reason(self) -> "Text":
        if bool(self.allow) != bool(self.because):
            raise ValueError("allow_because")
        return self

    def __hash__(self) -> int:
        return hash((*self.wordings(),))

    def in_(self, language: Language) -> str:
        """Give the text in this language, or in another one when this one is missing."""
        return self.by_language.get(language) or self.all or next(iter(self.by_language.values()), "")

    def has(self, language: Language) -> bool:
        """Tell whether the text was written in this language."""
        return bool(self.by_language.get(language) or self.all)

    def wordings(self) -> Iterator[tuple[str, str]]:
        """Give each wording with its key: a language, or `all`."""
        yield from self.by_language.items()
        if self.all:
            yield "all", self.all


def is_text(said: Any) -> bool:
    """Tell whether this, as it stands in a file, is one text: in the language of the story, or in several."""
    return isinstance(said, str) or (isinstance(said, dict) and bool({*Language, "all"} & said.keys()))


class Pronoun(StrEnum):
    """How a character is spoken of."""

    SHE = "she"
    HE = "he"
    THEY = "they"


class Plays(StrEnum):
    """What somebody in a story is to the image, the message or the threat."""

    TARGET = "target"
    RECEIVER = "receiver"
    FORWARDER = "forwarder"
    THREATENS = "threatens"
    BYSTANDER = "bystander"
    FRIEND = "friend"
    PARTNER = "partner"
    ADULT = "adult"


class Place(StrEnum):
    """Where a scene is. Each is drawn on the wall, in `templates/projector/places/`."""

    HOME = "home"
    SCREEN = "screen"
    KITCHEN = "kitchen"
    FIELD = "field"
    STOP = "stop"
    BIKES = "bikes"
    CORRIDOR = "corridor"
    CANTEEN = "canteen"


class Hour(StrEnum):
    """When a scene is, as it can be seen outside."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


class Name(Part):
    """A name that a character may also carry, when a pupil in the class has the first one."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    pronoun: Pronoun | None = None


class Character(Part):
    """Somebody in the story. Texts write `{id}`, `{id.subject}`, `{id.object}`, `{id.possessive}`."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    pronoun: Pronoun
    swap: tuple[Name, ...] = Field(default=(), max_length=10)
    role: Text | None = None
    plays: Plays | None = None


class Readers(StrEnum):
    """Who has read a line of a chat, as far as a phone can tell."""

    EVERYBODY = "everybody"
    SOME = "some"
    NOBODY = "nobody"


class Message(Part):
    """One line in a chat. A photo is never shown: it is always the same grey tile.

    Before it these people are seen `typing`, for as long as the teacher likes; below it stands who it is `read_by`, and how
    many put `thumbs` up.
    """

    typing: tuple[PersonId, ...] = Field(default=(), max_length=4)
    from_: PersonId = Field(alias="from")
    says: Text | None = None
    photo: Literal["hidden"] | None = None
    time: Annotated[str, Field(pattern=r"^\d{1,2}:\d{2}$")] | None = None
    deleted: bool = False
    read_by: Readers | None = None
    thumbs: Annotated[int, Field(ge=1, le=30)] | None = None
    only: Literal["phones", "projector", "teacher"] | None = None

    @model_validator(mode="after")
    def _says_or_photo(self) -> "Message":
        if (self.says is None) == (self.photo is None):
            raise ValueError("says_or_photo")
        return self


class Condition(Part):
    """What must all be true of the tray and the gauges. For 'or', write another line of `go`."""

    has: tuple[FindId, ...] = Field(default=(), max_length=6)
    lacks: tuple[FindId, ...] = Field(default=(), max_length=6)
    at_least: dict[GaugeId, int] = Field(default_factory=dict)
    at_most: dict[GaugeId, int] = Field(default_factory=dict)

    def holds(self, tray: frozenset[str], gauges: dict[str, int]) -> bool:
        """Tell whether a class with this tray and these gauges meets the condition."""
        return (
            tray.issuperset(self.has)
            and tray.isdisjoint(self.lacks)
            and all(gauges[name] >= least for name, least in self.at_least.items())
            and all(gauges[name] <= most for name, most in self.at_most.items())
        )


class Fork(Part):
    """One line of `go`: the first that fits is taken; the last has no `if`."""

    if_: Condition | None = Field(default=None, alias="if")
    to: SceneId


class Gauge(Part):
    """Something that goes up and down in the story; never a score of the class."""

    name: Text
    from_: Annotated[int, Field(ge=0, le=5)] = Field(alias="from")
    max: Annotated[int, Field(ge=1, le=5)] = 5


class Thought(Part):
    """An inner voice, shown when the desk asks for it."""

    of: PersonId
    says: Text


class Prompts(Part):
    """Questions to talk about: on consent, and on what the receiver is responsible for."""

    consent: tuple[Text, ...] = Field(min_length=1)
    receiver: tuple[Text, ...] = Field(min_length=1)


class Cards(Part):
    """Cards that the class sorts aloud into piles; the teacher moves them, nobody votes."""

    ask: Text
    piles: tuple[Text, ...] = Field(min_length=2, max_length=4)
    cards: tuple[Text, ...] = Field(min_length=2, max_length=12)


class Poll(Part):
    """A question that changes nothing in the story."""

    kind: Literal["choose", "scale"] = "choose"
    ask: Text
    options: tuple[Text, ...] = Field(min_length=2, max_length=5)


class Reply(Part):
    """What comes back for the sentence made of these parts, named by their letters."""

    parts: Annotated[str, Field(pattern=r"^[A-D]{2,3}$"), Names("option")]
    says: Text


class Build(Part):
    """A sentence that the class makes out of parts in quick votes, and what comes back for it."""

    by: PersonId
    answered_by: PersonId
    parts: tuple[Annotated[tuple[Text, ...], Field(min_length=2, max_length=4), Defines("option")], ...] = (
        Field(min_length=2, max_length=3)
    )
    replies: tuple[Reply, ...]


class Debrief(Part):
    """What an ending is talked about with. Help and law stand in the facts file of the country.

    `six` is asked beside the six circumstances that make sharing an image something to answer for; the wall lists them.
    """

    responsible: Text
    helped: Text
    sentence: Text
    questions: tuple[Text, ...] = Field(min_length=1, max_length=6)
    six: Text | None = None
    help: tuple[FactId, ...] = Field(min_length=1)
