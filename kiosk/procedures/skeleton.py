"""The beginning of a new procedure file: every key with a remark, and ``???`` where the author's words belong."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

from kiosk.procedures.check.wording import TO_FILL_IN
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.types import LifeEvent

REQUESTER = "requester"
"""The block that asks about the person who applies."""
_REMARKS = 50
"""The column of remarks."""
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,31}")
_TEXT = f'{{vi: "{TO_FILL_IN}", en: "{TO_FILL_IN}", km: "{TO_FILL_IN}"}}'

_HEAD = """\
# {code}: what stands behind # is a remark. Write over every {fill}; `kiosk content check` tells what is still open.
# What nobody knows for certain is not guessed: leave fee, time and result out, and the kiosk says "ask the officer".
format: 1
kind: {kind}
code: "{code}"
event: {event}  # the tile; one of: {events}
{apart}name: {text}  # what it is called on the screen
official: "{fill}"  # the full official name
short: {text}  # at most 3 words, for the top of the screen
printed: "{fill}"  # the short official name, for the ticket
picture: document-other  # a drawing in assets/illustrations; `kiosk content sheet` shows them
words: []  # what people also call it: [giấy này, giấy kia]
who: {text}  # who may use it, in one short sentence
authority: {text}  # who does it: the ward's office, the police, ...
# fee: {text}
# time: {{statute: 5}}                             # working days; 0: the same day
# result: {text}
receive: []  # any of counter, point, home; none: "ask the officer"
proxy: {{allowed: ask}}  # may somebody else come: yes, family, no, ask
filing:
  channels: [{channel}]  # any of desk, portal, counter
"""
_PAPERS = """\

papers:  # what to bring; papers: [] when nothing is needed
  - id: citizen_card
    name: {text}
    official: "Thẻ căn cước"
    picture: citizen-card
    form: original  # original, copy, either or scan
    # instead: {text}  # what may be brought when it is missing
    # where: {text}  # where to get it
"""
_STEPS = """\

steps:  # what happens, one short sentence and one picture each
  - {{say: {text}, picture: help}}
"""
_APPLICANT = """\
applicant:  # which questions tell who applies
  name: requester_name
"""
_BLOCK = """\

sections:
  - block: requester  # what blocks/requester.yaml asks of the person who applies
  - id: matter
    name: {text}
    official: "{fill}"
    picture: document-other

questions:
  - block: requester
"""
_OWN = """\

sections:
  - id: matter
    name: {text}
    official: "{fill}"
    picture: document-other

questions:
  - id: requester_name
    section: matter
    type: full_name
    ask: {{vi: "Bà con tên gì?", en: "What is your name?", km: "{fill}"}}
    label: {{vi: "Tên", en: "Name", km: "{fill}"}}
    official: "Họ, chữ đệm, tên người yêu cầu"
    picture: man
    card_fills: name
"""
_QUESTION = """\
  - id: first_question  # small letters; never changed once the procedure is in use
    section: matter
    type: text  # full_name, date, choice, yes_no, count ...: README.md names all
    ask: {text}  # at most 9 words
    label: {text}  # at most 3 words
    official: "{fill}"  # the label on the official form
    picture: question-mark
    optional: true  # "don't know" is an answer
"""
_FOOT = """\

source: "{fill}"  # where the facts were read
effective_from: "{today}"  # since when they hold
checked_on: "{today}"  # when somebody last looked
confidence: L  # H certain, M one source, L to be asked
"""


def skeleton(
    code: str,
    kind: Literal["form", "refer"],
    events: Sequence[LifeEvent],
    blocks: Collection[str],
    today: date,
) -> str:
    """Return the text of a new file; raises CatalogueError ("bad_code") for what can't be a code.

    ``events``: the tiles, at least one; the new procedure stands under the first until told otherwise.
    ``blocks``: the names of the blocks that there are.
    """
    if not _CODE.fullmatch(code):
        raise CatalogueError("bad_code")
    parts = [_HEAD]
    if kind == "form":
        parts += [_APPLICANT, _PAPERS, _BLOCK if REQUESTER in blocks else _OWN, _QUESTION, _STEPS, _FOOT]
    else:
        parts += [_PAPERS, _STEPS, _FOOT]
    filled = "".join(parts).format(
        code=code,
        kind=kind,
        event=events[0].id,
        events=", ".join(event.id for event in events),
        apart=_apart(events[0]),
        text=_TEXT,
        fill=TO_FILL_IN,
        channel="desk" if kind == "form" else "counter",
        today=today.isoformat(),
    )
    return "".join(f"{_aligned(line)}\n" for line in filled.splitlines())


def _aligned(line: str) -> str:
    """Return the line with the remark after its value in the column of remarks."""
    value, mark, remark = line.partition("  # ")
    return f"{value:<{_REMARKS}}  # {remark}" if mark and value.strip() else line


def _apart(event: LifeEvent) -> str:
    """Return remarks that show how the tile's sibling questions are answered."""
    if not event.apart:
        return ""
    first = event.apart[0]
    shown = f"  - {{question: {first.id}, among: [{', '.join(choice.id for choice in first.choices)}]}}"
    return f"# apart:                     # which answers to the tile's questions lead here\n# {shown}\n"
