"""On which screens Khmer texts stand, so few of them that each text is seen once, and their pictures."""

from __future__ import annotations

import io
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from kiosk.clock import SystemClock
from kiosk.presenter.every_screen import every_screen
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import ScreenView, encode
from kiosk.settings import REFERENCE_SCREEN, Settings
from kiosk.wiring import content
from kiosk.wiring.showing import gallery
from kiosk.wiring.unseen import unseen_face

_WIDTH: Final = 480
"""Pixels of a picture on the page."""
_QUALITY: Final = 55
_LEAST: Final = 4
"""Letters of a text that is looked for within a longer one."""
_PLACE: Final = re.compile(r"\{[^{}]*\}")
_NOT_SHOWN: Final = frozenset({"speech", "words", "event", "id", "language", "state", "layout"})
_KEYS: Final = frozenset({"keyboard", "date"})
"""Layouts whose keys carry the small words of a view."""

Draw = Callable[[ScreenView], bytes]
"""Draws a screen as a small JPEG."""


def chosen(views: Iterable[ScreenView], texts: Iterable[str]) -> list[tuple[ScreenView, list[str]]]:
    """Return screens on which these texts stand, each text with one of them, in the order of a visit.

    A text with places to be filled in is found by what stands around them.
    """
    finder, seen = _Finder(texts), list(views)
    held = [finder.on(view) for view in seen]
    first: dict[int, list[str]] = defaultdict(list)
    left = set().union(*held) if held else set()
    for at in sorted(range(len(seen)), key=lambda one: len(held[one]), reverse=True):
        new = held[at] & left
        if new:
            left -= new
            first[at] = [text for text in finder.texts if text in new]
    return [(seen[at], first[at]) for at in sorted(first)]


class _Finder:
    """Tells which texts a string holds; each string is looked through once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(dict.fromkeys(texts))
        self._whole = {text for text in self.texts if not _PLACE.search(text)}
        self._long = [text for text in self._whole if len(text) >= _LEAST]
        self._filled = {text: _pattern(text) for text in self.texts if _PLACE.search(text)}
        self._known: dict[str, set[str]] = {}

    def on(self, view: ScreenView) -> set[str]:
        found: set[str] = set()
        for string in _strings(view):
            if string not in self._known:
                self._known[string] = self._in(string)
            found |= self._known[string]
        return found

    def _in(self, string: str) -> set[str]:
        if string in self._whole:
            return {string}
        found = {text for text in self._long if text in string}
        return found | {text for text, pattern in self._filled.items() if pattern.search(string)}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".{1,60}?".join(re.escape(piece) for piece in _PLACE.split(text)), re.DOTALL)


def _strings(part: object) -> Iterator[str]:
    """Yield every text that is seen on a screen."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _strings(one)
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            if name not in _NOT_SHOWN:
                yield from _strings(getattr(part, name))
        if isinstance(part, ScreenView) and part.layout in _KEYS:
            yield from part.words.values()


class _Still:
    """A link over which nobody answers."""

    def send(self, raw: bytes) -> None:
        """Take no notice."""

    def subscribe(self, on_view: Callable[[bytes], None]) -> None:
        """Remember who shows the views."""
        self.show = on_view


def every(settings: Settings) -> Iterator[ScreenView]:
    """Yield every screen in Khmer, with nobody's answers in it, as a helper at the point would make it."""
    catalogue = content.serve(settings, gallery(settings)).catalogue
    scene = Scene(
        catalogue,
        content.read_texts(settings),
        settings.point,
        settings.kiosk.languages,
        SystemClock().now(),
        trial=False,
        on_duty="Anh Tài",
        pin_keys=tuple("5839201746"),
    )
    return every_screen(scene, "km")


def drawing(settings: Settings) -> Draw:
    """Return what draws screens by the program's own face, on a window that nobody sees."""
    from PIL import Image

    link = _Still()
    face = unseen_face(settings, link, REFERENCE_SCREEN)
    face.start()
    shown = 0

    def draw(view: ScreenView) -> bytes:
        nonlocal shown
        shown += 1
        link.show(encode(msgspec.structs.replace(view, serial=shown)))
        face.settle()
        with tempfile.TemporaryDirectory() as folder:
            face.screenshot(Path(folder) / "screen.bmp")
            with Image.open(Path(folder) / "screen.bmp") as image:
                small = image.convert("RGB").resize(
                    (_WIDTH, round(image.height * _WIDTH / image.width)), Image.Resampling.LANCZOS
                )
        out = io.BytesIO()
        small.save(out, "JPEG", quality=_QUALITY, optimize=True)
        return out.getvalue()

    return draw
