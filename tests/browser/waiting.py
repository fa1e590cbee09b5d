"""Waiting no longer than a page needs: it is asked often, and what only lets time pass is skipped."""

from playwright.sync_api import Page, expect

from tests.browser.running import LONG

DEAD = 500  # milliseconds that what has just come cannot be pressed, as in `fresh.js`; `test_double_taps.py` lives through them
OFTEN = 20  # milliseconds


def until_ready(page: Page) -> None:
    """Let pass, on the clock of the page, the time in which what has just come cannot be pressed."""
    page.clock.fast_forward(DEAD)
    expect(page.locator(".is-fresh")).to_have_count(0)


def until_it_moves(page: Page, before: str) -> None:
    """Wait until a page that leads shows another version than this one."""
    _until(page, "(was) => document.querySelector('main')?.dataset.version !== was", before)


def until_at(page: Page, version: str) -> None:
    """Wait until a page shows this version."""
    _until(page, "(version) => document.querySelector('main')?.dataset.version === version", version)


def _until(page: Page, condition: str, argument: str) -> None:
    page.wait_for_function(condition, arg=argument, polling=OFTEN, timeout=LONG * 1000)
