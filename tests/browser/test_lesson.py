"""The whole story as a class has it, in real browsers, in both languages."""

import pytest
from playwright.sync_api import Page, expect

from classroom.lesson.state.enums import Moment, Phase
from tests.browser.lesson_room import CROWD, DESK, IN_BOTH_LANGUAGES, Classroom, NewContext
from tests.browser.running import Running
from tests.browser.screens import WRITE
from tests.browser.waiting import until_it_moves, until_ready
from tests.browser.walk import AUDIENCES, write_walk

pytestmark = pytest.mark.browser
LOOKED_AT = {*Phase} - {Phase.DEBRIEF} | {Moment.LOOKING_BACK}  # something of every phase
NOTE_WHAT_MOVES = """
  globalThis.moved = [];
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...how) { globalThis.moved.push(this.textContent); return animate.apply(this, how); };
"""


@IN_BOTH_LANGUAGES
def test_a_class_plays_the_whole_story(server: Running, new_context: NewContext, language: str) -> None:
    room = Classroom(server, new_context, language)
    _arrive(room)
    _agree(room)
    _first_vote(room)
    _harmful_choice(room)
    _sentence(room)
    _another_way_than_the_vote(room)
    _cards(room)
    _sleeping_phone(room)
    _other_ways(room)
    _end(room)
    assert {f"{audience} {moment}" for audience in AUDIENCES for moment in LOOKED_AT} <= room.looked
    assert room.complaints.found == []
    assert not room.faults, "\n".join(room.faults)
    if WRITE:
        write_walk(room.page(DESK), language)


def _arrive(room: Classroom) -> None:
    room.come_by_the_gate()
    room.open_wall()
    by_typing, by_qr, by_link = (
        room.open_phone(path) for path in ("/", f"/R/{room.code}", f"/r/{room.code}")
    )
    room.look_at(by_typing, "phone", "enter")
    by_typing.locator("#code").fill(f" {room.code[:3]} {room.code[3:].lower()}")
    by_typing.locator("[data-enter] button").tap()
    room.look_at(by_qr, "phone", "join")
    for phone in (by_typing, by_qr, by_link):
        room.join(phone)
    room.let_the_crowd_in()
    expect(room.desk.locator("[data-phones]")).to_have_text(str(CROWD + 3))
    expect(room.wall.locator("[data-window][data-lit]")).to_have_count(CROWD + 3)
    room.settle()


def _agree(room: Classroom) -> None:
    for _ in range(5):
        room.press()
        assert room.phase == "agreements"
    for phone in room.phones:
        phone.locator("#help-open").tap()
        expect(phone.locator("#help")).to_contain_text("Meester Tim")
        room.look_at(phone, "phone", "help-sheet")
        phone.locator("#help button").tap()
        expect(phone.locator("#help")).to_be_hidden()


def _first_vote(room: Classroom) -> None:
    """A vote with everything that happens in one: undone, paused, changed, reloaded, and closed too early."""
    changing, reloading, _ = room.phones
    while room.moment() != "question":
        room.press()
    room.looks = False  # An opening can be undone for ten seconds only.
    room.press()
    room.press("#do-undo")
    room.looks = True
    assert room.moment() == "question"
    room.press()
    assert room.phase == "voting"
    room.answer(changing, 0)
    changing.evaluate("() => scrollTo(0, 100)")
    room.look_at(changing, "phone", "voted")
    room.answer(reloading, 3)
    _look_back(changing)
    changing.locator("[data-kind=vote] [data-change]").tap()
    room.answer(changing, 2)
    room.press("#do-pause")
    assert room.moment() == "paused"
    room.press()
    reloading.reload()
    expect(reloading.locator("[data-kind=vote] [data-stored]")).to_be_visible()
    _close_too_early(room)
    room.answer_all([2])
    room.press()
    for phase in ("revealed", "outcome"):
        room.press()
        assert room.phase == phase
    sent = room.wall.locator(".outcome .turn-mine .bubble")
    expect(sent.last).to_be_visible()
    expect(room.wall.locator(".narrator")).to_have_count(0)
    while not room.wall.locator(".lampion").count():
        room.press()
    expect(room.wall.locator(".narrator")).to_be_visible()
    for _ in range(2):
        room.press()
        assert room.phase == "talking"
    expect(room.wall.locator("#screen")).not_to_contain_text("%")


def _look_back(phone: Page) -> None:
    """A pupil looks at the answer for three seconds; then the phone is like every other."""
    phone.locator("[data-kind=vote] [data-look]").tap()
    expect(phone.locator("[data-kind=vote] [data-mine] p")).to_be_visible()
    expect(phone.locator("[data-kind=vote] [data-mine] p")).to_have_count(0)


def _close_too_early(room: Classroom) -> None:
    room.crowd_answers([2], 5)
    room.desk.locator("#do-primary").click()
    expect(room.desk.locator("#sure")).to_be_visible()
    room.look_at(room.desk, "desk", "sure")
    room.desk.locator("#sure button[value=wait]").click()
    expect(room.desk.locator("#sure")).to_be_hidden()
    assert room.phase == "voting"


def _harmful_choice(room: Classroom) -> None:
    """A choice that does harm is talked about and voted on once more; meanwhile a late phone comes in."""
    room.decide([1])
    room.press()
    while room.moment() == "outcome":
        room.press()
    assert room.moment() == "harm"
    expect(room.wall.locator(".lampion")).to_have_count(0)
    room.press()
    for page, audience in ((room.wall, "wall"), (room.desk, "desk"), (room.phones[0], "phone")):
        room.look_at(page, audience, "pairs")
    late = room.open_phone(f"/r/{room.code}")
    room.join(late)
    expect(late.locator("[data-knock]")).to_be_visible()
    room.look_at(late, "phone", "knock")
    room.desk.locator("#do-admit").click()
    expect(late.locator("#live")).to_be_visible()
    room.settle()
    room.press()
    assert room.moment() == "pairs", "one question at a time"
    room.press()
    assert room.phase == "voting", "after talking about harm comes a new vote"
    room.decide([3, 3, 2])


def _sentence(room: Classroom) -> None:
    """Two quick votes make a message; it is sent, and somebody types and answers."""
    room.until("voting")
    expect(room.wall.locator(".sentence .piece")).to_have_count(3)
    for part in range(2):
        room.answer_all([1, 1, part])
        room.press()
        assert room.moment() == "part_closed"
        room.press()
    assert room.moment() == "sent"
    room.press()
    assert room.moment() == "answered"
    expect(room.wall.locator(".bubble")).to_have_count(2)
    expect(room.wall.locator("#screen")).not_to_contain_text("%")


def _wall_that_moves(room: Classroom) -> Page:
    """Give a second wall, on which things move; it keeps the words of each that a script moved."""
    wall = room.new_context(viewport=DESK, reduced_motion="no-preference").new_page()
    wall.add_init_script(NOTE_WHAT_MOVES)
    wall.goto(room.wall.url)
    expect(wall.locator("main")).to_have_attribute("data-version", room.version)
    return wall


def _cards(room: Classroom) -> None:
    """Cards are sorted by the desk, by button and by number key; an inner voice takes their place."""
    room.press()
    room.until("telling")
    room.until_there_are_cards()
    room.press("#do-sort")
    moving = _wall_that_moves(room)
    first = moving.locator("[data-next-card] [data-card]").inner_text()
    room.press("#card-0-1")
    expect(room.wall.locator("[data-next-card]")).to_have_count(1)
    expect(moving.locator("[data-pile='2'] [data-sorted]")).to_have_count(1)
    assert moving.evaluate("() => globalThis.moved") == [first], (
        "it goes to its pile before the eyes of the class"
    )
    moving.context.close()
    before = room.version
    until_ready(room.desk)
    room.desk.keyboard.press("3")
    until_it_moves(room.desk, before)
    room.settle()
    expect(room.wall.locator("[data-pile='2'] [data-sorted]")).to_have_count(1)
    expect(room.wall.locator("[data-pile='3'] [data-sorted]")).to_have_count(1)
    for card in range(2, 8):
        room.press(f"#card-{card}-0")
    expect(room.wall.locator("[data-next-card]")).to_have_count(0)
    room.press("#do-voice")
    assert room.moment() == "voices"


def _other_ways(room: Classroom) -> None:
    """The whole picture and the map of ways; one is looked at, stands beside the own way, and leads back."""
    room.until("ending")
    while room.moment() != "map":
        room.press()
    expect(room.wall.locator("[data-switch]")).to_have_count(4)
    expect(room.wall.locator("[data-endings]")).to_be_visible()
    room.press("#ways-title ~ ul button >> nth=0")
    assert room.phase == "outcome"
    room.until("talking")
    assert room.moment() == "sides"
    expect(room.wall.locator("[data-side]")).to_have_count(2)
    room.press()
    assert room.moment() == "map"
    kept = room.desk.evaluate("() => JSON.parse(localStorage.getItem('wissel-ways'))")
    assert len(kept) == 1
    assert kept[0]["seen"].count(".") == 6, "four decisions, one that was voted on again, and another way"


def _another_way_than_the_vote(room: Classroom) -> None:
    room.decide([0, 0, 1])
    room.desk.locator("#other-ways > summary").click()
    room.press("#other-B")
    assert room.phase == "outcome"
    expect(room.wall.locator("[data-came]")).to_be_visible()


def _sleeping_phone(room: Classroom) -> None:
    """A phone that slept through the opening of a vote has it when it wakes."""
    phone = room.phones[2]
    browser = phone.context.new_cdp_session(phone)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    room.asleep.append(phone)
    room.until("voting")
    room.crowd_answers([1, 1, 2])
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    room.asleep.remove(phone)
    room.settle()
    room.answer(phone, 1)
    room.answer_all([1, 1, 2])
    room.press()


def _end(room: Classroom) -> None:
    room.until("help")
    late = room.open_phone(f"/r/{room.code}")
    expect(late.locator("form[action$=join]")).to_be_visible()
    room.stay_for_the_help()
    room.press()
    assert room.phase == "ended"
    for phone in room.phones:
        expect(phone.locator("#help-open")).to_be_visible()
