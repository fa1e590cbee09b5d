"""What a story is: scenes joined by choices, with all that a class may see of them."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from classroom.languages import Language
from classroom.story.model.markers import Defines, Names
from classroom.story.model.notes import Notes
from classroom.story.model.parts import (
    Build,
    Cards,
    Character,
    Condition,
    CountryId,
    Covered,
    Debrief,
    FactId,
    FindId,
    Fork,
    Gauge,
    GaugeId,
    Hour,
    Id,
    Letter,
    Message,
    Part,
    Place,
    Poll,
    Prompts,
    SceneId,
    Text,
    Thought,
)

LETTERS: tuple[Letter, ...] = ("A", "B", "C", "D")
OPTION_LETTERS = (*LETTERS, "E")  # a poll may have one option more than there may be choices
# Far more than a lesson has room for: what checks look at grows with these, and files come from strangers too.
SCENES = 200
CAST = 40
COUNTRIES = 20


class Ending(StrEnum):
    """How a story comes out. There is no bad ending: `open` means that help is under way."""

    REPAIRED = "repaired"
    PARTLY = "partly"
    OPEN = "open"


class Role(StrEnum):
    """What the leading character is to the image or the message."""

    RECEIVER = "receiver"
    BYSTANDER = "bystander"
    FRIEND = "friend"
    FORWARDER = "forwarder"
    PARTNER = "partner"


class Choice(Part):
    """One answer that the class can vote for, what comes of it, and where it leads.

    `then` is played, line by line, in the chat of the scene, or in another one if there is a `chat_name`; after it the
    `outcome` is what the narrator says. `tease` stands on the map when the class went another way: a line that makes curious and gives nothing away.
    """

    says: Text
    chat_name: Text | None = None
    then: tuple[Message, ...] = Field(default=(), max_length=8)
    outcome: Text | None = None
    tease: Text | None = None
    harmful: bool = False
    finds: tuple[FindId, ...] = ()
    changes: dict[GaugeId, Annotated[int, Field(ge=-3, le=3)]] = Field(default_factory=dict)
    if_: Condition | None = Field(default=None, alias="if")
    locked: Text | None = None
    to: SceneId | None = None
    go: tuple[Fork, ...] = ()

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.to is None) == (not self.go):
            raise ValueError("to_or_go")
        return self

    @property
    def forks(self) -> tuple[Fork, ...]:
        """Give every way out of this choice, `to` written as the fork that always fits."""
        return self.go or (Fork(to=self.to or ""),)


class Scene(Part):
    """One scene. It has exactly one way on: `choices`, or `to` / `go`, or it is an `ending`.

    A `place` stands with an `hour`. A scene with `countries` is played only in rooms of these; in all others `elsewhere`
    is played instead.
    """

    title: Text
    place: Place | None = None
    hour: Hour | None = None
    countries: tuple[CountryId, ...] = ()
    elsewhere: SceneId | None = None
    note: str | None = None
    teacher: Notes | None = None
    story: Text | None = None
    chat_name: Text | None = None
    chat: tuple[Message, ...] = ()
    prompts: Prompts | None = None
    thoughts: tuple[Thought, ...] = ()
    cards: Cards | None = None
    build: Build | None = None
    poll: Poll | None = None
    reflect: Text | None = None
    ask: Text | None = None
    predict: bool = False
    choices: Annotated[tuple[Choice, ...], Defines("choice")] = Field(default=(), max_length=4)
    short: Annotated[Letter, Names("choice")] | None = None
    to: SceneId | None = None
    go: tuple[Fork, ...] = ()
    ending: Ending | None = None
    debrief: Debrief | None = None
    landing: SceneId | None = None
    facts: tuple[FactId, ...] = ()
    sensitive: bool = False
    about_self: bool = False
    seconds: Annotated[int, Field(ge=10, le=600)] | None = None
    minutes: Annotated[float, Field(ge=0, le=15)] | None = None
    covers: tuple[Covered, ...] = ()

    @model_validator(mode="after")
    def _one_way_on(self) -> Self:
        if sum((bool(self.choices), bool(self.to or self.go), bool(self.ending))) != 1:
            raise ValueError("one_way_on")
        if self.to and self.go:
            raise ValueError("to_or_go")
        if bool(self.ending) != bool(self.debrief):
            raise ValueError("ending_needs_debrief")
        if bool(self.choices) != bool(self.ask):
            raise ValueError("choices_need_ask")
        if bool(self.countries) != bool(self.elsewhere):
            raise ValueError("countries_elsewhere")
        return self

    @model_validator(mode="after")
    def _where_and_when(self) -> Self:
        if bool(self.place) != bool(self.hour):
            raise ValueError("place_hour")
        return self

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        decides = bool(self.choices or self.ending)
        if self.poll and decides:
            raise ValueError("poll_goes_on")
        if self.build and (decides or self.poll):
            raise ValueError("build_goes_on")
        return self

    @property
    def forks(self) -> tuple[Fork, ...]:
        """Give the ways out of a scene without choices; an ending has none."""
        return self.go or ((Fork(to=self.to),) if self.to else ())


class Scenario(Part):
    """A whole story in every language it declares; the first is the one it was written in."""

    format: Annotated[int, Field(ge=1, le=1)]
    languages: tuple[Language, ...] = Field(min_length=1)
    title: Text
    subject: Text
    ages: Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]
    minutes: Annotated[int, Field(ge=20, le=120)]
    roles: tuple[Role, ...] = Field(min_length=1)
    goals: tuple[Text, ...] = Field(min_length=1, max_length=5)
    content_note: Text
    teacher: Text | None = None
    covers: tuple[Covered, ...] = ()
    licence: str = "CC-BY-SA-4.0"
    start: SceneId
    landing: SceneId
    cast: Annotated[dict[Id, Character], Defines("person")] = Field(min_length=1, max_length=CAST)
    tray: Annotated[dict[Id, Text], Defines("find")] = Field(default_factory=dict, max_length=6)
    gauges: Annotated[dict[Id, Gauge], Defines("gauge")] = Field(default_factory=dict, max_length=2)
    scenes: Annotated[dict[Id, Scene], Defines("scene")] = Field(min_length=1, max_length=SCENES)

    @model_validator(mode="after")
    def _few_countries(self) -> Self:
        if len({country for scene in self.scenes.values() for country in scene.countries}) > COUNTRIES:
            raise ValueError("too_many_countries")
        return self

    def landing_from(self, scene: str) -> str:
        return self.scenes[scene].landing or self.landing
