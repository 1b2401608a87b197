"""The printed slip: final words in, a 1-bit image out.

A slip holds no personal data: there is no field for a name, a personal number or an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.slip_parts import SCALE, Face, FontFiles, Letters, MonoPictures, Paper, scaled
from kiosk.wire.checkdigits import SecretDigits

_MOST_ROWS = 4000
"""Half a metre of paper; a slip takes 100 to 220 mm."""
_TICK = "glyphs/yes"


@dataclass(frozen=True, slots=True)
class Words:
    """The same words twice: Vietnamese, and the visit's language below when it is another."""

    vi: str
    second: str = ""
    """English or Khmer (breaks at U+200B), "" for none."""


@dataclass(frozen=True, slots=True)
class Promise:
    """When the result is expected. A dossier that the desk has not received yet has none."""

    heading: Words
    """ "Dự kiến có kết quả"."""
    dates: tuple[str, ...]
    """Large: "Thứ Năm", "26 tháng 11"."""
    picture: str = "due-date"
    """The leaf of the day, in the visit's language."""
    note: Words | None = None
    """ "Tính từ lúc cán bộ nhận"."""
    law: Words | None = None
    """What the law gives, where the ward promises an earlier day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipText:
    """Everything that is printed, in the order of the paper from top to bottom."""

    point: str
    ward: str
    banner: Words | None = None
    """White on black: "Đã lập hồ sơ"; a tick is drawn before it when ``banner_tick``."""
    banner_tick: bool = False
    picture: str
    """The procedure's drawing."""
    title: Words
    """The procedure's short official name: "Khai sinh"."""
    lines: tuple[str, ...] = ()
    """Small lines under the title: "Mã 1.001193", "Anh Tài giúp"."""
    number: str
    """ "A 027"."""
    issued: tuple[str, ...]
    """ "Thứ Bảy 21/11/2026", "9 giờ 42"."""
    promise: Promise | None = None
    pictures: tuple[str, ...] = ()
    """Up to three drawings of what to do next."""
    instructions: tuple[Words, ...] = ()
    secret: SecretDigits | None = field(default=None, repr=False)
    """The code and the digits below it; None prints neither."""
    foot: tuple[Words, ...] = ()
    trial: str = ""
    """On example keys: a black bar at the top and at the bottom, "TRIAL / BẢN THỬ"."""
    reprint: str = ""
    """On a second print: a black bar "In lại"."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The measures of one paper width, in dots. Nothing is set below 28."""

    head: Face
    small: Face
    second: Face
    banner: Face
    title: Face
    issued: Face
    digits: Face
    trial: Face
    number: tuple[Face, ...]
    dates: tuple[Face, ...]
    """The largest that fits is taken."""
    picture: int
    row_picture: int
    leaf: int
    module: int
    cell: int
    gap: int
    rule: int


def _sizes(width: Width) -> _Sizes:
    scale, face = SCALE[width], partial(scaled, width)

    return _Sizes(
        head=face(34, 800),
        small=face(28, 700),
        second=face(28, 600),
        banner=face(38, 800),
        title=face(36, 800),
        issued=face(30, 700),
        digits=face(34, 700),
        trial=face(32, 800),
        number=tuple(Face(round(px * width / 384), 800) for px in (120, 112, 96, 80, 64)),
        dates=tuple(face(px, 800) for px in (44, 40, 36, 32)),
        picture=round(116 * scale),
        row_picture=round(96 * scale),
        leaf=round(108 * scale),
        module={384: 8, 576: 11}[width],
        cell={384: 8, 576: 12}[width],
        gap=round(10 * scale),
        rule={384: 4, 576: 6}[width],
    )


def draw(text: SlipText, width: Width, pictures: MonoPictures, fonts: FontFiles) -> Slip:
    """Draw a slip of ``width`` dots; its height follows from the words.

    The code is a numeric QR of version 2, level H: 25x25 modules of >= 8 dots, 4 modules of white around.
    """
    sizes = _sizes(width)
    paper = Paper(width, _MOST_ROWS, Letters(fonts), pictures)
    paper.cloth(sizes.cell)
    paper.space(sizes.gap)
    _bars(paper, sizes, text.trial, text.reprint)
    _head(paper, sizes, text)
    _what(paper, sizes, text)
    if text.promise is not None:
        _promise(paper, sizes, text.promise)
    _next_step(paper, sizes, text)
    if text.secret is not None:
        _code(paper, sizes, text.secret)
    for words in text.foot:
        _words(paper, sizes, words, sizes.small)
    paper.space(sizes.gap)
    _bars(paper, sizes, text.trial)
    paper.cloth(sizes.cell)
    return paper.finished()


def _bars(paper: Paper, sizes: _Sizes, *texts: str) -> None:
    for text in texts:
        if text:
            paper.bar([(text, sizes.trial)], sizes.gap // 2)
            paper.space(sizes.gap)


def _head(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    paper.centred(text.point, sizes.head, sizes.gap // 2)
    paper.centred(text.ward, sizes.small)
    if text.banner is None:
        paper.rule(sizes.rule, sizes.gap)
        return
    paper.space(sizes.gap)
    lines = [(text.banner.vi, sizes.banner), (text.banner.second, sizes.second)]
    paper.bar(lines, sizes.gap, _TICK if text.banner_tick else "")
    paper.space(sizes.gap)


def _what(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    lines = [(text.title.vi, sizes.title), (text.title.second, sizes.second)]
    lines += [(line, sizes.small) for line in text.lines]
    paper.beside(text.picture, sizes.picture, lines, sizes.gap)
    paper.space(2 * sizes.gap)
    paper.number(text.number, paper.fitting([text.number], sizes.number, sizes.gap))
    paper.space(2 * sizes.gap)
    for line in text.issued:
        paper.centred(line, sizes.issued)


def _promise(paper: Paper, sizes: _Sizes, promise: Promise) -> None:
    paper.rule(sizes.rule, sizes.gap)
    _words(paper, sizes, promise.heading, sizes.issued)
    paper.space(sizes.gap // 2)
    face = paper.fitting(promise.dates, sizes.dates, sizes.leaf + 3 * sizes.gap)
    paper.beside(promise.picture, sizes.leaf, [(date, face) for date in promise.dates], sizes.gap)
    for words in (promise.note, promise.law):
        if words is not None:
            paper.space(sizes.gap // 2)
            _words(paper, sizes, words, sizes.small)


def _next_step(paper: Paper, sizes: _Sizes, text: SlipText) -> None:
    if not (text.pictures or text.instructions):
        return
    paper.rule(sizes.rule, sizes.gap)
    paper.picture_row(text.pictures, sizes.row_picture)
    paper.space(sizes.gap // 2)
    for words in text.instructions:
        _words(paper, sizes, words, sizes.issued)


def _code(paper: Paper, sizes: _Sizes, secret: SecretDigits) -> None:
    paper.rule(sizes.rule, sizes.gap)
    paper.code(secret, sizes.module)
    for line in secret.groups():
        paper.centred(line, sizes.digits)
    paper.space(sizes.gap)


def _words(paper: Paper, sizes: _Sizes, words: Words, face: Face) -> None:
    paper.centred(words.vi, face, sizes.gap // 2)
    paper.centred(words.second, sizes.second, sizes.gap // 2)
