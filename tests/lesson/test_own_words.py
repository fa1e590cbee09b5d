"""What a class said in the story is said once more at the end: its own words, of its own way, and nothing that did harm."""

from classroom.languages import Language
from classroom.lesson.commands import Act
from classroom.lesson.screens.class_work import own_words_of
from classroom.lesson.screens.context import ScreenContext
from classroom.lesson.screens.parts import Contact
from classroom.lesson.screens.wall import wall_screen
from classroom.lesson.state.enums import Moment, Phase
from classroom.lesson.state.playthrough import Playthrough
from classroom.storage import shelf
from classroom.story.model.parts import Text
from classroom.story.model.scenario import Scenario
from tests.lesson.classes import HARMFUL_WINS, STORY, A, B, C, begun, closed, do, onward, shown, until
from tests.lesson.moments import moments_of
from tests.lesson.test_screens import TODAY
from tests.lesson.test_sentence_building import at_sentence, part

ALOUD = ("Hulp halen: “help even mee”", "Meedoen: “stuur door”", "Niets doen")


def saying(*says: str) -> Scenario:
    """Give the small story with these words in its first choices."""
    evening = STORY.scenes["avond"]
    said = [
        choice.model_copy(update={"says": Text(nl=words)})
        for choice, words in zip(evening.choices, says, strict=True)
    ]
    scenes = STORY.scenes | {"avond": evening.model_copy(update={"choices": tuple(said)})}
    return STORY.model_copy(update={"scenes": scenes})


def words(playthrough: Playthrough) -> str | None:
    context = ScreenContext(playthrough, 1, "BCD234", "", Contact("Tim", "12"), {}, shelf.facts("nl"))
    return own_words_of(context, Language.NL)


def test_what_the_class_chose_to_say_is_quoted() -> None:
    playthrough = until(shown(begun(saying(*ALOUD))), "next_scene")
    assert words(playthrough) == "help even mee"


def test_what_did_harm_what_nobody_said_and_what_the_teacher_chose_are_not_quoted() -> None:
    story = saying(*ALOUD)
    harmful = shown(begun(story), HARMFUL_WINS)
    while harmful.place.phase is not Phase.OUTCOME:
        is_voting = harmful.place.phase is Phase.VOTING
        harmful = closed(harmful, HARMFUL_WINS) if is_voting else onward(harmful)
    assert words(harmful) is None
    assert words(until(shown(begun(story), {C: 24}), "next_scene")) is None
    chosen = do(until(begun(story), "open_vote"), Act.CHOOSE, A)
    assert words(until(chosen, "next_scene")) is None


def test_a_sentence_that_the_class_built_is_quoted_before_what_it_chose_later() -> None:
    built = part(part(at_sentence(), B), C)
    assert words(built) == "Lotte heeft niks fout gedaan. en doe morgen normaal tegen haar, allemaal"


def test_equal_ways_are_quoted_alike_however_many_went_them() -> None:
    story = saying(*ALOUD)
    said = {words(until(shown(begun(story), votes), "next_scene")) for votes in ({A: 24}, {A: 13, B: 11})}
    assert said == {"help even mee"}


def test_the_quote_stands_beside_the_sentence_to_take_home_alone_in_front_of_where_it_ended() -> None:
    seen: dict[Moment, set[tuple[bool, bool]]] = {}
    for at in moments_of("de_foto_in_de_groepsapp"):
        context = ScreenContext(at, 1, "BCD234", "", Contact("Tim", "12"), {}, shelf.facts("nl"))
        screen = wall_screen(context, Language.NL, TODAY)
        if screen.debrief:
            seen.setdefault(screen.moment, set()).add((bool(screen.debrief.own), bool(screen.scenery)))
    assert (True, True) in seen[Moment.TAKE_HOME]
    assert seen[Moment.LOOKING_BACK] == seen[Moment.DISCUSSION] == {(False, True)}
