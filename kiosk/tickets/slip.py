"""The printed slip: final words in, a 1-bit picture out.

A slip holds no personal data: there is no field for a name, a personal number or an answer. What an officer needs
is Vietnamese; what to do next is said in the language of the visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.slip_letters import Face, FontFiles
from kiosk.tickets.slip_parts import SCALE, MonoPictures, Paper, scaled
from kiosk.wire.checkdigits import SecretDigits

_MOST_ROWS = 2000
"""Cells, half a metre of paper; a slip takes 100 to 220 mm."""
_TICK = "glyphs/yes"


@dataclass(frozen=True, slots=True)
class Promise:
    """When the result is expected. A dossier that the desk has not received yet has none."""

    heading: str
    """ "Dự kiến có kết quả"."""
    dates: tuple[str, ...]
    """Large: "Thứ Năm", "26 tháng 11"."""
    day: int
    """Of the month, on the calendar leaf."""
    note: str = ""
    """ "Tính từ lúc cán bộ nhận"."""
    law: str = ""
    """What the law gives, where the ward promises an earlier day."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next: a drawing, and the words below it."""

    picture: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipText:
    """Everything that is printed, in the order of the paper from top to bottom."""

    point: str
    ward: str
    banner: str = ""
    """How it stands: "Phường đã nhận"."""
    banner_done: bool = False
    """White on black and with a tick: it has happened. Else an empty frame."""
    picture: str = ""
    """The procedure's drawing."""
    title: str = ""
    """The procedure's short official name: "Khai sinh"."""
    lines: tuple[str, ...] = ()
    """Small lines under the title: "Mã 1.001193", "Anh Tài giúp". Without a title they are large: "Ưu tiên"."""
    filed: tuple[str, ...] = ()
    """Below these, over the whole width, since a code is read in one piece: "Mã trên Cổng:", "H29.17-261121-0001"."""
    number: str
    """ "A 027"."""
    issued: tuple[str, ...]
    """ "Thứ Bảy 21/11/2026", "9 giờ 42"."""
    promise: Promise | None = None
    steps: tuple[Step, ...] = ()
    secret: SecretDigits | None = field(default=None, repr=False)
    """The code and the digits below it; None prints neither."""
    foot: tuple[str, ...] = ()
    trial: str = ""
    """On example keys: a black mark at the top and at the bottom, "Bản thử"."""
    reprint: str = ""
    """On a second print: a black mark "In lại"."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The measures of one paper width, in cells of two dots. Nothing is set below 28 dots."""

    head: Face
    ward: tuple[Face, ...]
    small: Face
    banner: tuple[Face, ...]
    title: tuple[Face, ...]
    issued: Face
    instruction: Face
    digits: Face
    mark: Face
    number: tuple[Face, ...]
    dates: tuple[Face, ...]
    """The largest that fits is taken."""
    picture: int
    step: int
    large_step: int
    """Where no code takes the room."""
    leaf: int
    module: int
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
        banner=tuple(face(px, 800) for px in (17, 16)),
        title=tuple(face(px, 800) for px in (18, 17, 16)),
        issued=face(16, 600),
        instruction=face(17, 700),
        digits=face(16, 700),
        mark=face(17, 800),
        number=tuple(Face(round(px * width / 768), 800) for px in (112, 96, 80, 64)),
        dates=tuple(face(px, 800) for px in (19, 18, 17)),
        picture=round(56 * scale),
        step=round(52 * scale),
        large_step=round(80 * scale),
        leaf=round(44 * scale),
        module={384: 5, 576: 6}[width],
        cloth={384: 3, 576: 4}[width],
        gap=round(5 * scale),
        padding=round(2 * scale),
        rule={384: 1, 576: 2}[width],
    )


def draw(text: SlipText, width: Width, pictures: MonoPictures, fonts: FontFiles) -> Slip:
    """Draw a slip of ``width`` dots; its height follows from the words.

    The code is a numeric QR of version 2, level H: 25x25 modules of >= 8 dots, 4 modules of white around.
    """
    sizes = _sizes(width)
    paper = Paper(width, fonts, pictures, _MOST_ROWS)
    paper.cloth(sizes.cloth)
    paper.space(sizes.gap)
    _marks(paper, sizes, text.trial, text.reprint)
    _head(paper, sizes, text)
    _what(paper, sizes, text)
    if text.promise is not None:
        _promise(paper, sizes, text.promise)
    for step in text.steps:
        _step(paper, sizes, step, sizes.step if text.secret else sizes.large_step)
    if text.secret is not None:
        _code(paper, sizes, text.secret)
    _foot(paper, sizes, text)
    paper.space(sizes.gap)
    _marks(paper, sizes, text.trial)
    paper.cloth(sizes.cloth)
    return paper.finished()


def _marks(paper: Paper, sizes: _Sizes, *texts: str) -> None:
    for text in texts:
        if text:
            paper.pill([(text, sizes.mark)], sizes.padding, filled=True)
            paper.space(sizes.gap)


def _head(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    paper.centred(text.point, sizes.head)
    paper.centred(text.ward, paper.fitting([text.ward], sizes.ward))
    if not text.banner:
        paper.rule(sizes.rule, sizes.gap)
        return
    paper.space(sizes.gap)
    tick = _TICK if text.banner_done else ""
    face = paper.fitting([text.banner], sizes.banner, (8 if tick else 3) * sizes.gap)
    paper.pill([(text.banner, face)], sizes.padding, filled=text.banner_done, tick=tick)
    paper.space(2 * sizes.gap)


def _what(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    if text.title:
        _title(paper, sizes, text)
        paper.space(2 * sizes.gap)
    elif text.lines:
        for line in text.lines:
            paper.centred(line, sizes.title[0])
        paper.space(sizes.gap)
    paper.number(text.number, paper.fitting([text.number], sizes.number, sizes.gap))
    paper.space(2 * sizes.gap)
    for line in text.issued:
        paper.centred(line, sizes.issued)


def _title(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    """Set the title beside its picture, or over the whole width where that would take it more than one line."""
    lines = [(line, sizes.small) for line in text.lines]
    if paper.fits(text.title, sizes.title[0], sizes.picture + 3 * sizes.gap):
        lines.insert(0, (text.title, sizes.title[0]))
    else:
        paper.centred(text.title, paper.fitting([text.title], sizes.title))
        paper.space(sizes.gap // 2)
    paper.beside(text.picture, sizes.picture, lines, sizes.gap)
    if text.filed:
        paper.space(sizes.gap)
    for line in text.filed:
        paper.centred(line, paper.fitting([line], sizes.title + sizes.ward))


def _promise(paper: Paper, sizes: _Sizes, promise: Promise) -> None:
    paper.rule(sizes.rule, sizes.gap)
    paper.centred(promise.heading, sizes.issued)
    paper.space(sizes.gap // 2)
    face = paper.fitting(promise.dates, sizes.dates, sizes.leaf + 3 * sizes.gap)
    paper.leaf_beside(promise.day, sizes.leaf, [(date, face) for date in promise.dates], sizes.gap)
    paper.space(sizes.gap)
    paper.centred(promise.note, sizes.small)
    paper.centred(promise.law, sizes.small)


def _step(paper: Paper, sizes: _Sizes, step: Step, px: int) -> None:
    paper.rule(sizes.rule, sizes.gap)
    paper.picture(step.picture, px)
    paper.space(sizes.gap)
    for words in step.words:
        paper.centred(words, sizes.instruction)


def _code(paper: Paper, sizes: _Sizes, secret: SecretDigits) -> None:
    paper.space(sizes.gap)
    paper.rule(sizes.rule, 0)
    paper.code(secret, sizes.module)
    for line in secret.groups():
        paper.centred(line, sizes.digits)
    paper.space(sizes.gap)


def _foot(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    if text.foot and text.secret is None:
        paper.rule(sizes.rule, sizes.gap)
    for words in text.foot:
        paper.centred(words, sizes.small)
