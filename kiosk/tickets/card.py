"""The printable checklist of a procedure: what to know, what to bring, what happens, in pictures on A4."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from kiosk.procedures.facts import Fact
from kiosk.tickets.card_parts import (
    DPI,
    INK,
    LINE,
    SOFT,
    WHITE,
    ColourPictures,
    Drawing,
    Styled,
    mm,
    points,
)
from kiosk.tickets.card_words import CardPaper, CardText, Heading, card_text
from kiosk.tickets.slip_letters import Face, FontFiles

__all__ = ["CardText", "card_text", "draw", "save"]

_MARGIN, _FOOT = mm(14), mm(20)
_GAP = mm(4)
_SMALL, _BODY, _NAME = Face(points(12), 500), Face(points(13), 700), Face(points(16), 700)
_LABEL, _HEADING, _TITLE = Face(points(11.5), 600), Face(points(17), 800), Face(points(26), 800)
_ORIGINAL, _COPY, _PERHAPS = "#E3F0E2", "#E3EDFA", "#FFF1C9"
_MOST_ACROSS = 5
"""Steps side by side; more than that stand in rows of three or four."""
_LINE_OF_NOTES = mm(10)


def draw(text: CardText, pictures: ColourPictures, fonts: FontFiles) -> list[Image.Image]:
    """Draw the pages of a card, A4 at 200 dots an inch, in colours that stay apart in grey."""
    drawing = _Drawing(text, pictures, fonts)
    drawing.head()
    drawing.facts()
    drawing.papers()
    drawing.steps()
    drawing.notes()
    return drawing.finished()


def save(pages: Sequence[Image.Image], out: Path) -> None:
    """Write the pages as one PDF; raises OSError."""
    unfinished = out.with_name(f".{out.name}.part")
    first, *rest = pages
    try:
        with unfinished.open("wb") as file:
            first.save(file, "PDF", save_all=True, append_images=rest, resolution=DPI, quality=92)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


class _Drawing(Drawing):
    """One card being drawn."""

    def __init__(self, text: CardText, pictures: ColourPictures, fonts: FontFiles) -> None:
        super().__init__(pictures, fonts, _MARGIN, _FOOT)
        self._text = text

    def head(self) -> None:
        """Cloth, point and ward, then the picture on its tile's colour and the names beside it."""
        strip, text = self._strip(), self._text
        strip.cloth(0, mm(2.5))
        place = text.point if text.ward in text.point else f"{text.point} · {text.ward}"
        y = strip.text((0, mm(8)), [(place, _BODY, SOFT)], strip.width) + _GAP
        side = mm(32)
        left = side + mm(7)
        words: list[Styled] = [
            (text.title, _TITLE, INK),
            (text.official, _BODY, SOFT),
            (text.code, _SMALL, SOFT),
        ]
        height = max(side, strip.height_of(words, strip.width - left))
        strip.panel((0, y), (side, side), text.hue, line=mm(0.5), corner=mm(4))
        strip.panel((mm(4), y + mm(4)), (side - mm(8), side - mm(8)), WHITE, corner=side // 2)
        strip.picture(text.picture, side - mm(10), (mm(5), y + mm(5)))
        top = y + (height - strip.height_of(words, strip.width - left)) // 2
        strip.text((left, top), words, strip.width - left)
        self._pages.add(strip.finished(y + height + mm(5)))

    def facts(self) -> None:
        """Two facts a row; the last one alone has the whole width."""
        facts = self._text.facts
        for start in range(0, len(facts), 2):
            self._pages.add(self._fact_row(facts[start : start + 2]))
        self._pages.add(self._strip().finished(_GAP))

    def _fact_row(self, facts: Sequence[Fact]) -> Image.Image:
        strip = self._strip()
        strip.rule(0, mm(0.25))
        side, column = mm(13), (strip.width + _GAP) // 2 if len(facts) > 1 else strip.width
        room = column - side - 2 * _GAP
        words: list[list[Styled]] = [[(f.label, _LABEL, SOFT), (f.value, _BODY, INK)] for f in facts]
        height = max(side, *(strip.height_of(each, room) for each in words)) + mm(3)
        for place, (fact, each) in enumerate(zip(facts, words, strict=True)):
            left = place * column
            strip.picture(fact.picture, side, (left, (height - side) // 2))
            strip.text((left + side + _GAP, (height - strip.height_of(each, room)) // 2), each, room)
        return strip.finished(height)

    def papers(self) -> None:
        """One row a paper; the heading stays with the first."""
        text = self._text
        rows = [self._paper_row(paper) for paper in text.papers] or [self._nothing(text.no_papers)]
        self._pages.add(self._heading(text.papers_heading), rows[0])
        for row in rows[1:]:
            self._pages.add(row)

    def _heading(self, heading: Heading) -> Image.Image:
        strip = self._strip()
        words: list[Styled] = [(heading.words, _HEADING, WHITE)]
        height = strip.height_of(words, strip.width) + mm(2)
        strip.panel((0, mm(2)), (strip.width, height), INK, corner=mm(2))
        strip.text((mm(5), mm(3)), words, strip.width - mm(10))
        if heading.beside:
            beside: list[Styled] = [(heading.beside, _SMALL, WHITE)]
            room = self._letters.width(heading.beside, _SMALL)
            top = mm(2) + (height - strip.height_of(beside, room)) // 2
            strip.text((strip.width - room - mm(5), top), beside, room + 1)
        return strip.finished(height + mm(4))

    def _nothing(self, words: str) -> Image.Image:
        strip = self._strip()
        return strip.finished(strip.text((0, mm(2)), [(words, _NAME, INK)], strip.width) + mm(3))

    def _paper_row(self, paper: CardPaper) -> Image.Image:
        strip = self._strip()
        box, side, chip = mm(10), mm(22), mm(42)
        left = box + side + 2 * _GAP
        room = strip.width - left - chip - _GAP
        words: list[Styled] = [(paper.name, _NAME, INK), (paper.official, _SMALL, SOFT)]
        words += [(said, _SMALL, INK) for said in (paper.instead, paper.where) if said]
        chips = [(paper.form, _ORIGINAL if paper.is_original else _COPY), (paper.perhaps, _PERHAPS)]
        heights = [strip.height_of([(said, _LABEL, INK)], chip - mm(4)) + mm(2) for said, _ in chips if said]
        tall = sum(heights) + mm(1.5) * (len(heights) - 1)
        height = max(side, strip.height_of(words, room), tall) + mm(3)
        strip.panel((0, (height - box) // 2), (box, box), WHITE, line=mm(0.6), corner=mm(1.5))
        strip.picture(paper.picture, side, (box + _GAP, (height - side) // 2))
        strip.text((left, (height - strip.height_of(words, room)) // 2), words, room)
        y = (height - tall) // 2
        for (said, fill), high in zip([each for each in chips if each[0]], heights, strict=True):
            at = (strip.width - chip, y)
            strip.panel(at, (chip, high), fill, line=mm(0.25), corner=mm(2))
            strip.text((at[0] + mm(2), y + mm(1)), [(said, _LABEL, INK)], chip - mm(4), centre=True)
            y += high + mm(1.5)
        strip.rule(height, mm(0.25))
        return strip.finished(height + mm(0.25))

    def steps(self) -> None:
        """Three pictures a row, numbered; the heading stays with the first row."""
        steps = list(enumerate(self._text.steps, 1))
        across = max(len(steps), 3) if len(steps) <= _MOST_ACROSS else 4 if len(steps) % 3 else 3
        rows = [self._step_row(steps[at : at + across], across) for at in range(0, len(steps), across)]
        if rows:
            gap = self._strip().finished(_GAP)
            self._pages.add(gap, self._heading(self._text.steps_heading), rows[0])
        for row in rows[1:]:
            self._pages.add(row)

    def _step_row(self, steps: Sequence[tuple[int, tuple[str, str]]], across: int) -> Image.Image:
        strip = self._strip()
        column, side = strip.width // across, mm(110 // across)
        room = column - mm(6)
        bottom = 0
        for place, (number, (picture, said)) in enumerate(steps):
            left = place * column
            strip.picture(picture, side, (left + (column - side) // 2, mm(2)))
            strip.disc((left + mm(1), mm(3)), mm(8), str(number), _BODY)
            below = strip.text((left + mm(3), mm(3) + side), [(said, _BODY, INK)], room, centre=True)
            bottom = max(bottom, below)
        return strip.finished(bottom + mm(3))

    def notes(self) -> None:
        """Lines to write on, as many as the last page has room for, if at least three."""
        least = 3
        room = self._pages.left - _GAP - mm(8)
        count = min(room // _LINE_OF_NOTES, 6)
        if count < least:
            return
        strip = self._strip()
        strip.text((0, _GAP), [(self._text.notes, _LABEL, SOFT)], strip.width)
        for line in range(1, count + 1):
            strip.rule(_GAP + mm(4) + line * _LINE_OF_NOTES, mm(0.25), LINE)
        self._pages.add(strip.finished(_GAP + mm(6) + count * _LINE_OF_NOTES))

    def finished(self) -> list[Image.Image]:
        """Return the pages with code, day of the last look and page number at their feet."""
        count = len(self._pages)
        return self._pages.finished([self._foot(number, count) for number in range(1, count + 1)])

    def _foot(self, number: int, count: int) -> Image.Image:
        strip, text = self._strip(), self._text
        strip.rule(mm(2), mm(0.25))
        page = text.page.format(page=number, pages=count)
        told = f"{text.code} · {text.checked if number == 1 else text.printed}"
        room = self._letters.width(page, _LABEL) + 1
        line, *more = self._letters.wrap(told, _LABEL, strip.width - room - mm(8))
        strip.text((0, mm(4)), [(f"{line} …" if more else line, _LABEL, SOFT)], strip.width - room)
        strip.text((strip.width - room, mm(4)), [(page, _LABEL, SOFT)], room)
        return strip.finished(_FOOT - mm(4))
