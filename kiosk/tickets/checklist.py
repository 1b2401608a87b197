"""The printed list of papers to bring: a picture of each with a box to tick. Anybody may find it in the street.

It bears no number, no code and nobody's answer; it is no ticket, and nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.procedures.types import PaperNeeded, Procedure
from kiosk.settings import Point
from kiosk.texts import Texts
from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.slip_letters import Face, FontFiles
from kiosk.tickets.slip_parts import SCALE, MonoPictures, Paper, scaled

_MOST_ROWS = 3000
"""Cells."""
_SHORT = 60
"""Letters; what may be brought instead is left to the screen and the helper when it needs more words."""
_FEW = 4
"""Papers. Of more, only what each is and which must be the original stands on the paper: it grows too long."""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One paper: its official name for the counter, everything else in the words of whoever takes the list home."""

    picture: str
    official: str
    name: str
    """As people call it, "" where that is the official name."""
    form: str
    """ "Đem bản chính", "" where it does not matter on a long list."""
    instead: str = ""
    """What may be brought when it is missing, if that is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistText:
    """Everything that is printed, from top to bottom."""

    point: str
    ward: str
    heading: str
    picture: str
    title: str
    papers: tuple[ListedPaper, ...]
    foot: str
    trial: str = ""


def checklist_text(
    procedure: Procedure, papers: Sequence[PaperNeeded], language: str, point: Point, texts: Texts
) -> ChecklistText:
    """Return the words of a list: what the counter needs in Vietnamese, what the reader needs in ``language``."""
    few = len(papers) <= _FEW

    def listed(paper: PaperNeeded) -> ListedPaper:
        plain = paper.name.in_language(language)
        instead = paper.instead.in_language(language) if paper.instead else ""
        return ListedPaper(
            picture=paper.picture,
            official=paper.official,
            name=plain if plain.casefold() != paper.official.casefold() else "",
            form=texts.say(language, f"paper.{paper.form}") if few or paper.form != "either" else "",
            instead=instead if few and len(instead) <= _SHORT else "",
        )

    return ChecklistText(
        point=point.short_name,
        ward=point.ward.name,
        heading=texts.say(language, "card.papers"),
        picture=procedure.picture,
        title=procedure.printed,
        papers=tuple(listed(paper) for paper in papers),
        foot=texts.say(language, "list.foot"),
    )


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The measures of one paper width, in cells of two dots. Nothing is set below 28 dots."""

    head: Face
    ward: tuple[Face, ...]
    small: Face
    banner: Face
    title: Face
    name: Face
    mark: Face
    picture: int
    box: int
    cloth: int
    gap: int
    padding: int
    rule: int


def _sizes(width: Width) -> _Sizes:
    scale, face = SCALE[width], partial(scaled, width)

    return _Sizes(
        head=face(18, 800),
        ward=tuple(face(px, 600) for px in (16, 15, 14)),
        small=face(16, 600),
        banner=face(17, 800),
        title=face(19, 800),
        name=face(16, 800),
        mark=face(17, 800),
        picture=round(44 * scale),
        box=round(22 * scale),
        cloth={384: 3, 576: 4}[width],
        gap=round(5 * scale),
        padding=round(2 * scale),
        rule={384: 1, 576: 2}[width],
    )


def draw_checklist(text: ChecklistText, width: Width, pictures: MonoPictures, fonts: FontFiles) -> Slip:
    """Draw a list of ``width`` dots; its height follows from the papers."""
    sizes = _sizes(width)
    paper = Paper(width, fonts, pictures, _MOST_ROWS)
    paper.cloth(sizes.cloth)
    paper.space(sizes.gap)
    _trial(paper, sizes, text.trial)
    paper.centred(text.point, sizes.head)
    paper.centred(text.ward, paper.fitting([text.ward], sizes.ward))
    paper.space(sizes.gap)
    paper.pill([(text.heading, sizes.banner)], sizes.padding, filled=False)
    paper.space(sizes.gap)
    paper.beside(text.picture, sizes.picture, [(text.title, sizes.title)], sizes.gap)
    for each in text.papers:
        paper.rule(sizes.rule, sizes.gap)
        _listed(paper, sizes, each)
    paper.rule(sizes.rule, sizes.gap)
    paper.centred(text.foot, sizes.small)
    paper.space(sizes.gap)
    _trial(paper, sizes, text.trial)
    paper.cloth(sizes.cloth)
    return paper.finished()


def _listed(paper: Paper, sizes: _Sizes, each: ListedPaper) -> None:
    """Draw box and picture, and below the official name, what it is, how to bring it, what instead."""
    paper.boxed(sizes.box, each.picture, sizes.picture, sizes.gap)
    paper.space(sizes.gap // 2)
    paper.centred(each.official, sizes.name)
    for words in (each.name, each.form, each.instead):
        paper.centred(words, sizes.small)


def _trial(paper: Paper, sizes: _Sizes, text: str) -> None:
    if text:
        paper.pill([(text, sizes.mark)], sizes.padding, filled=True)
        paper.space(sizes.gap)
