"""The phone's queue: an answer is kept until the server has it, and the newest one is what it ends with."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from classroom.web.rendering.assets import JS

pytestmark = pytest.mark.browser

# A server that answers from a list, and a clock that does not wait.
RUN = """
async ({answers, choices, kept}) => {
  const sent = [], told = [], waits = [];
  let stored = kept;
  const box = new BallotBox({
    memory: { get: () => stored, set: (value) => { stored = value; } },
    tell: (state) => told.push(state),
    sleep: async (milliseconds) => { waits.push(milliseconds); },
    send: async (answer) => {
      sent.push([answer.round, answer.option, answer.n]);
      const next = answers.shift();
      if (next === "lost") throw new TypeError("no connection");
      return typeof next === "number" ? { status: next } : next;
    },
  });
  await Promise.all(choices.map(([round, option]) => box.choose(round, option)));
  await box.deliver();
  return { sent, told, waits, stored };
}
"""


@pytest.fixture
def queue(page: Page) -> Page:
    source = Path(JS / "vote.js").read_text(encoding="utf-8").replace("export ", "")
    page.goto("about:blank")
    page.add_script_tag(content=f"{source}\nwindow.BallotBox = BallotBox; window.waitAfter = waitAfter;")
    return page


def _run(
    page: Page, answers: list[Any], choices: list[list[str]], kept: dict[str, Any] | None = None
) -> dict[str, Any]:
    result: dict[str, Any] = page.evaluate(RUN, {"answers": answers, "choices": choices, "kept": kept})
    return result


def test_an_answer_that_arrives_is_sent_once(queue: Page) -> None:
    result = _run(queue, [204], [["r", "2"]])
    assert result["sent"] == [["r", "2", 1]]
    assert result["stored"] == {"round": "r", "option": "2", "n": 1, "stored": True}
    assert result["told"][-1] == "stored"


def test_an_answer_is_sent_again_until_the_server_has_it(queue: Page) -> None:
    result = _run(queue, ["lost", 503, 500, 204], [["r", "2"]])
    assert result["sent"] == [["r", "2", 1]] * 4
    assert len(result["waits"]) == 3
    assert result["told"][:4] == ["waiting", "failing", "unsaved", "failing"]
    assert result["stored"]["stored"] is True


def test_an_answer_that_is_behind_goes_above_the_stored_number(queue: Page) -> None:
    result = _run(queue, [{"status": 409, "n": 7}, 204], [["r", "0"]])
    assert result["sent"] == [["r", "0", 1], ["r", "0", 8]]
    assert result["waits"] == []


def test_a_changed_mind_overtakes_an_answer_that_is_still_under_way(queue: Page) -> None:
    result = _run(queue, [204, 204], [["r", "0"], ["r", "1"]])
    assert result["sent"] == [["r", "0", 1], ["r", "1", 2]]
    assert result["stored"] == {"round": "r", "option": "1", "n": 2, "stored": True}


def test_an_answer_survives_a_reload(queue: Page) -> None:
    kept = {"round": "r", "option": "1", "n": 3, "stored": False}
    assert _run(queue, [204], [], kept)["sent"] == [["r", "1", 3]]


@pytest.mark.parametrize(("status", "told"), [(410, "closed"), (403, "out"), (404, "out")])
def test_an_answer_that_comes_too_late_is_dropped_and_said_to_be(queue: Page, status: int, told: str) -> None:
    result = _run(queue, [status], [["r", "0"]])
    assert result["stored"] is None
    assert result["told"][-1] == told


def test_numbers_begin_anew_with_every_round(queue: Page) -> None:
    kept = {"round": "old", "option": "1", "n": 9, "stored": True}
    assert _run(queue, [204], [["new", "0"]], kept)["sent"] == [["new", "0", 1]]


def test_waiting_grows_from_half_a_second_to_about_five(queue: Page) -> None:
    shortest = queue.evaluate("[0, 1, 4, 20].map((tries) => waitAfter(tries, () => 0))")
    longest = queue.evaluate("[0, 1, 4, 20].map((tries) => waitAfter(tries, () => 1))")
    assert shortest == [375, 750, 3750, 3750]
    assert longest == [500, 1000, 5000, 5000]


@pytest.mark.parametrize("open_round", [None, "another"])
def test_once_its_round_is_over_a_phone_no_longer_knows_its_answer(
    queue: Page, open_round: str | None
) -> None:
    """What can be shown after the close could be asked for; while the vote is open an answer proves nothing."""
    over = "({ kept, round }) => { %s; new BallotBox({ memory }).over(round); return kept; }"
    memory = "const memory = { get: () => kept, set: (value) => { kept = value; } }"
    kept = {"round": "r", "option": "1", "n": 3, "stored": True}
    assert queue.evaluate(over % memory, {"kept": kept, "round": "r"}) == kept
    assert queue.evaluate(over % memory, {"kept": kept, "round": open_round}) is None
