"""What ``kiosk update`` says to ward IT of what came of it."""

from __future__ import annotations

from typing import Final, assert_never

from kiosk.updates.installing.book import Came, Entry
from kiosk.updates.installing.bringing import Avoided
from kiosk.updates.installing.installer import Outcome, Waits
from kiosk.updates.ports import Trouble
from kiosk.updates.types import Refused, Unreached, UpToDate, Why

WHY: Final[dict[Why, str]] = {
    "signature": "it is not signed by those who may",
    "tampered": "it is not what was signed",
    "rolled-back": "it is older than what was seen here",
    "frozen": "the repository is out of date",
    "too-long": "it is longer than it may be",
    "too-slow": "the line is too slow",
    "malformed": "it cannot be read",
    "wrong-product": "it is for something else",
    "wrong-name": "its name is none of ours",
    "below-floor": "it is older than what may replace this release",
    "older-repository": "the repository is from before this release",
    "unreadable-store": "it could not read what is stored here",
    "no-way-back": "if it failed, this release could not read what it had stored",
    "archive": "its archive holds what none of ours does",
    "wheels": "it carries no libraries that this machine's Python could use",
    "content": "the check of its content finds errors",
    "disk": "this machine could not write it, or its root.json is not there",
}
TROUBLE: Final[dict[Trouble, str]] = {
    "start": "it did not come up",
    "late": "it did not come up in time",
    "journey": "its pages did not come as they must",
    "store": "it could not serve what is stored here",
    "unreadable-back": "what it made of the store, the release before could not serve",
    "machine": "it could not be tried: no room, no hidden screen, or nobody who tries it",
}
_TOLD: Final[dict[str, str]] = {str(code): told for code, told in (*WHY.items(), *TROUBLE.items())}
CAME: Final[dict[Came, str]] = {
    "installed": "✓ {name} serves; before it {former}",
    "gone-back": "✓ gone back to {name}, from {former}",
    "given-up": "✗ {name} was tried and not taken: {why}; {former} goes on serving",
    "rolled-back": "✗ {name} served badly: {why}; {former} serves again",
}


def of_entry(entry: Entry) -> str:
    """Say what came of an update."""
    return CAME[entry.came].format(name=entry.name, former=entry.former or "nothing", why=why(entry.code))


def of_outcome(outcome: Outcome | Avoided | Unreached | UpToDate, ring: int) -> str:
    """Say what came of looking for a release and taking it."""
    match outcome:
        case Entry():
            return of_entry(outcome)
        case Waits(name):
            return f"• {name} stands ready: it serves as soon as nobody stands before the kiosk"
        case Avoided(entry):
            told = f"left on {entry.at:%Y-%m-%d}: {why(entry.code) or 'somebody went back from it'}"
            return f"• {entry.name} was {told}; to try it again: kiosk update take --again"
        case UpToDate():
            return f"✓ nothing newer for ring {ring}"
        case Unreached() | Refused():
            return of_nothing("release", outcome)
    assert_never(outcome)


def of_nothing(what: str, why: Refused | Unreached) -> str:
    """Say why nothing was taken."""
    if isinstance(why, Refused):
        return f"✗ {what}: nothing taken, {WHY[why.code]} ({why.code})"
    return f"✗ {what}: nothing taken, the repository is not there now ({why.why})"


def why(code: str) -> str:
    """Say what stands behind a code of the book; "" for none."""
    return f"{_TOLD.get(code, 'it is not said why')} ({code})" if code else ""
