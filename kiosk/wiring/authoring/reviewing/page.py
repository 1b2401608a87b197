"""The page for a native reviewer: one HTML file that needs no network, read on a computer or corrected with a pen.

It speaks Vietnamese to the reviewer. Its button saves a file of corrections (see ``corrections``).
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.wiring.authoring.reviewing.breaks import shown
from kiosk.wiring.authoring.reviewing.drafts import Draft


@dataclass(frozen=True)
class Line:
    """Texts that are the same in both languages, corrected at once."""

    ids: tuple[str, ...]
    vietnamese: str
    khmer: str
    passed: bool
    """True where each of them has been passed."""


@dataclass(frozen=True)
class Group:
    """Lines that stand on one screen, or on none."""

    title: str
    picture: bytes
    """JPEG, or nothing."""
    lines: tuple[Line, ...]


def lines_of(drafts: Iterable[Draft]) -> list[Line]:
    """Return the texts, those that are the same together, in their order."""
    together: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        together.setdefault((draft.vietnamese, draft.khmer), []).append(draft)
    return [
        Line(tuple(one.id for one in same), vi, km, all(one.passed for one in same))
        for (vi, km), same in together.items()
    ]


def page(groups: Iterable[Group], made: str, font: bytes) -> str:
    """Return the page; ``made``: the day on which it was made; ``font``: a TrueType file with Khmer letters."""
    body = "\n".join(_group(at, group) for at, group in enumerate(groups, 1))
    empty = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
    letters = base64.b64encode(font).decode("ascii")
    return empty.replace("@FONT@", letters).replace("@MADE@", html.escape(made)).replace("@BODY@", body)


def _group(number: int, group: Group) -> str:
    picture = ""
    if group.picture:
        data = base64.b64encode(group.picture).decode("ascii")
        picture = f'<img alt="" src="data:image/jpeg;base64,{data}">'
    rows = "\n".join(_rows(group.lines))
    title = html.escape(group.title)
    group_of = f'<div class="group">{picture}<div class="lines">{rows}</div></div>'
    return f"<section><h2>{number}. {title}</h2>{group_of}</section>"


def _rows(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        was = shown(line.khmer)
        ids = html.escape(json.dumps(line.ids, ensure_ascii=False, separators=(",", ":")), quote=True)
        checked = " checked" if line.passed else ""
        more = f" (+{len(line.ids) - 1})" if len(line.ids) > 1 else ""
        yield (
            f'<div class="line" data-ids="{ids}" data-was="{html.escape(was, quote=True)}"'
            f' data-passed="{"1" if line.passed else ""}">'
            f'<p class="vi">{html.escape(line.vietnamese)}</p>'
            f'<p class="km" lang="km" contenteditable="true" spellcheck="false">{html.escape(was)}</p>'
            f'<label><input type="checkbox" class="right"{checked}> Đúng</label>'
            f'<p class="remark" contenteditable="true" data-hint="Ghi chú"></p>'
            f'<p class="id">{html.escape(line.ids[0])}{more}</p></div>'
        )
