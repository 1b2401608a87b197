"""The printed list of papers to bring: a picture of each with a box to tick. Anybody may find it in the street.

It bears no number, no code and nobody's answer; it is no ticket, and nothing hangs on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.procedures.types import PaperNeeded, Procedure
from kiosk.settings import Point
from kiosk.texts import FALLBACK, Texts
from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.slip import Words
from kiosk.tickets.slip_parts import SCALE, Face, FontFiles, Letters, MonoPictures, Paper, scaled

_MOST_ROWS = 6000
_SHORT = 60
"""Letters; what may be brought instead is left to the screen and the helper when it needs more words."""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One paper: its official name for the counter, everything else in the words of whoever takes the list home."""

    picture: str
    official: str
    name: str
    """As people call it, "" where that is the official name."""
    form: str
    """ "Đem bản chính"."""
    instead: str = ""
    """What may be brought when it is missing, if that is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistText:
    """Everything that is printed, from top to bottom."""

    point: str
    ward: str
    heading: Words
    picture: str
    title: Words
    papers: tuple[ListedPaper, ...]
    foot: Words
    trial: str = ""


def checklist_text(
    procedure: Procedure, papers: Sequence[PaperNeeded], language: str, point: Point, texts: Texts
) -> ChecklistText:
    """Return the words of a list: what the counter needs in Vietnamese, what the reader needs in ``language``."""

    def both(message_id: str) -> Words:
        return Words(
            texts.say(FALLBACK, message_id), texts.say(language, message_id) if language != FALLBACK else ""
        )

    def listed(paper: PaperNeeded) -> ListedPaper:
        plain = paper.name.in_language(language)
        instead = paper.instead.in_language(language) if paper.instead else ""
        return ListedPaper(
            picture=paper.picture,
            official=paper.official,
            name=plain if plain.casefold() != paper.official.casefold() else "",
            form=texts.say(language, f"paper.{paper.form}"),
            instead=instead if len(instead) <= _SHORT else "",
        )

    return ChecklistText(
        point=point.short_name,
        ward=point.ward.name,
        heading=both("card.papers"),
        picture=procedure.picture,
        title=Words(procedure.printed, procedure.short.in_language(language) if language != FALLBACK else ""),
        papers=tuple(listed(paper) for paper in papers),
        foot=both("list.foot"),
    )


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The measures of one paper width, in dots. Nothing is set below 28."""

    head: Face
    small: Face
    second: Face
    banner: Face
    title: Face
    name: Face
    trial: Face
    picture: int
    box: int
    cell: int
    gap: int
    rule: int


def _sizes(width: Width) -> _Sizes:
    scale, face = SCALE[width], partial(scaled, width)

    return _Sizes(
        head=face(34, 800),
        small=face(28, 700),
        second=face(28, 600),
        banner=face(36, 800),
        title=face(36, 800),
        name=face(30, 700),
        trial=face(32, 800),
        picture=round(96 * scale),
        box=round(44 * scale),
        cell={384: 8, 576: 12}[width],
        gap=round(10 * scale),
        rule={384: 4, 576: 6}[width],
    )


def draw_checklist(text: ChecklistText, width: Width, pictures: MonoPictures, fonts: FontFiles) -> Slip:
    """Draw a list of ``width`` dots; its height follows from the papers."""
    sizes = _sizes(width)
    paper = Paper(width, _MOST_ROWS, Letters(fonts), pictures)
    paper.cloth(sizes.cell)
    paper.space(sizes.gap)
    _trial(paper, sizes, text.trial)
    paper.centred(text.point, sizes.head, sizes.gap // 2)
    paper.centred(text.ward, sizes.small)
    paper.space(sizes.gap)
    paper.bar([(text.heading.vi, sizes.banner), (text.heading.second, sizes.second)], sizes.gap)
    paper.space(sizes.gap)
    lines = [(text.title.vi, sizes.title), (text.title.second, sizes.second)]
    paper.beside(text.picture, sizes.picture, lines, sizes.gap)
    for each in text.papers:
        paper.rule(sizes.rule, sizes.gap)
        _listed(paper, sizes, each)
    paper.rule(sizes.rule, sizes.gap)
    paper.centred(text.foot.vi, sizes.small, sizes.gap // 2)
    paper.centred(text.foot.second, sizes.second, sizes.gap // 2)
    paper.space(sizes.gap)
    _trial(paper, sizes, text.trial)
    paper.cloth(sizes.cell)
    return paper.finished()


def _listed(paper: Paper, sizes: _Sizes, each: ListedPaper) -> None:
    """Draw box, picture and names in a row, and over the whole width below what of it to bring, and what instead."""
    names = [(each.official, sizes.name), (each.name, sizes.second)]
    paper.box_row(sizes.box, each.picture, sizes.picture, names, sizes.gap)
    paper.space(sizes.gap // 2)
    paper.centred(each.form, sizes.small, sizes.gap // 2)
    paper.centred(each.instead, sizes.second, sizes.gap // 2)


def _trial(paper: Paper, sizes: _Sizes, text: str) -> None:
    if text:
        paper.bar([(text, sizes.trial)], sizes.gap // 2)
        paper.space(sizes.gap)
