"""The terminal face: prints a ScreenView as text and reads choices by number. Runs every journey without a screen.

What can be chosen is numbered; ``.3`` chooses the third thing, a plain ``3`` does so too where nothing is to be
typed. Everything else is the typed answer; where letters bring up suggestions, a line shows them first and the
same line once more is the answer.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

from kiosk.presenter.ink import stroke
from kiosk.presenter.ports import FaceInput, FaceLink, encode_input
from kiosk.presenter.view import Button, Entry, ScreenView, decode
from kiosk.texts import Texts
from kiosk.visit.events import (
    Answer,
    AnswerPart,
    EnterBadge,
    EnterPin,
    EnterTicket,
    EnterYear,
    FilmBroken,
    Touch,
    Type,
)

DONT_KNOW = "?"
"""Typed where something is to be put in: no answer, where the question allows it."""
CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Wipes the terminal and its scroll-back: nothing of the last resident stays above."""

YEAR_DIGITS = 4
MOST_DIGITS = 8
"""Of a point on a pad."""
LOOK = 0.1
"""Seconds after which a typed line is noticed at the latest."""


class TerminalFace:
    """Shows the latest view and sends what a line says."""

    def __init__(self, link: FaceLink, texts: Texts, write: Callable[[str], None]) -> None:
        self._link = link
        self._texts = texts
        self._write = write
        self._views: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.view: ScreenView | None = None
        """What is shown now."""

    def start(self) -> None:
        """Begin to receive screens."""
        self._link.subscribe(self._views.put)

    def catch_up(self, wait: float = 0.0) -> bool:
        """Show the latest screen that has arrived; False when there was none."""
        latest: bytes | None = None
        try:
            latest = self._views.get(timeout=wait) if wait else self._views.get_nowait()
            while True:
                latest = self._views.get_nowait()
        except queue.Empty:
            if latest is None:
                return False
        before, self.view = self.view, decode(latest)
        if before is None or _painted(before) != _painted(self.view):
            self._write(CLEAR + "\n".join(lines(self.view, self._texts)) + "\n")
        self._pass_over(self.view)
        return True

    def _pass_over(self, view: ScreenView) -> None:
        """Ask for slides, whose sentences can be printed: nobody sees a film here."""
        if view.film is not None:
            unseen = FilmBroken(view.film.file)
            self._link.send(encode_input(FaceInput(event=unseen, source="glass", serial=view.serial)))

    def clear(self) -> None:
        """Leave nothing on the terminal, scroll-back included."""
        self._write(CLEAR)

    def answer(self, line: str) -> bool:
        """Send what the line chooses or types; False when it is neither."""
        view = self.view
        if view is None:
            return False
        event = self._event(view, line.strip())
        if event is None:
            self._write(self._texts.say(view.language, "terminal.unknown") + "\n")
            return False
        self._link.send(encode_input(FaceInput(event=event, source="glass", serial=view.serial)))
        return True

    def press(self, button_id: str) -> bool:
        """Press the button of this id, as journeys do; False when it is not there or asleep."""
        found = [each for each in buttons(self.view) if each.id == button_id] if self.view else []
        if not found or found[0].state == "off" or self.view is None:
            return False
        given = FaceInput(event=found[0].event, source="glass", serial=self.view.serial)
        self._link.send(encode_input(given))
        return True

    def _event(self, view: ScreenView, line: str) -> Touch | None:
        if view.pad is not None and "," in line:
            return _stroke(line)
        offered = [each for each in buttons(view) if each.state != "off"]
        number = line.removeprefix(".")
        if number.isdecimal() and (line.startswith(".") or view.entry is None):
            place = int(number) - 1
            return offered[place].event if 0 <= place < len(offered) else None
        if view.entry is None or not line:
            return None
        if view.entry.live and view.entry.kind != "name" and view.entry.value != line:
            return Type(view.entry.question, line)
        return typed(view.entry, line)


def _stroke(line: str) -> Touch | None:
    """Return what a line of points draws (``100,500 900,500``: thousandths of the pad), or None when it is none."""
    pairs = [pair.partition(",") for pair in line.split()]
    if not all(x.isdecimal() and y.isdecimal() and len(x + y) <= MOST_DIGITS for x, _, y in pairs):
        return None
    return stroke([(int(x), int(y)) for x, _, y in pairs])


def typed(entry: Entry, text: str) -> Touch | None:
    """Return the event for a typed text, or None when it cannot be one (a year without digits)."""
    if entry.send == "ticket":
        return EnterTicket(text)
    if entry.send == "badge":
        return EnterBadge(text)
    if entry.send == "pin":
        return EnterPin(text)
    if entry.send == "year":
        return EnterYear(int(text)) if text.isdecimal() and len(text) <= YEAR_DIGITS else None
    if text == DONT_KNOW:
        return Answer(entry.question, "")
    return AnswerPart(entry.question, entry.part, text) if entry.part else Answer(entry.question, text)


def buttons(view: ScreenView) -> tuple[Button, ...]:
    """Return everything that can be touched on a screen, in reading order."""
    return tuple(_buttons(view))


def _buttons(view: ScreenView) -> Iterator[Button]:
    yield from (button for card in view.papers for button in card.buttons)
    yield from (row.button for row in view.rows if row.button is not None)
    yield from (section.button for section in view.sections if section.button is not None)
    yield from view.choices
    # What only completes letters is no help where a whole line is typed.
    yield from (each for each in view.suggestions if not isinstance(each.event, Type))
    yield from view.side_choices
    foot = view.footer
    last = (view.go_on, view.previous_page, view.next_page, view.hide)
    yield from (each for each in last if each is not None)
    places = (foot.back, foot.again, foot.language, foot.look, foot.help, foot.signs, foot.start_over)
    yield from (each for each in places if each is not None)


def lines(view: ScreenView, texts: Texts) -> Iterator[str]:
    """Yield the screen as lines of text."""
    top = [view.header.trial, view.header.point, view.header.where, view.header.helper or view.holder]
    yield " | ".join(part for part in top if part)
    if view.header.steps:
        yield "●" * view.header.step + "○" * (view.header.steps - view.header.step)
    yield ""
    yield from (part for part in (view.big, view.question, view.detail, view.code) if part)
    if view.banner is not None:
        yield f"{'i' if view.banner.tone == 'calm' else '!'} {view.banner.text}"
    yield ""
    for row in view.rows:
        mark = {"missing": "✗", "doubt": "?", "ok": "✓"}.get(row.mark, "·")
        yield f"  {mark} {row.label}: {row.value}{f' ({row.note})' if row.note else ''}"
    if view.pad is not None:
        yield f"  [{view.pad.text}] {'✎' * len(view.pad.strokes)}"
    for step in view.path:
        yield f"  {({'done': '✓', 'now': '▶', 'to-come': '·'})[step.state]} {step.text}"
    for card in view.papers:
        yield f"  {({True: '✓', False: '✗', None: '·'})[card.has]} {card.name}"
        more = card.told or (card.hint if card.has is False else "")
        if more:
            yield f"      {more}"
    belongs = _belongs(view)
    offered = [each for each in buttons(view) if each.state != "off"]
    for place, button in enumerate(offered, 1):
        words = f"{belongs.get(button.id, '')}{button.text}{f' - {button.hint}' if button.hint else ''}"
        yield f"  {place:2}. {words}{' ✓' if button.state == 'chosen' else ''}"
    yield ""
    yield texts.say(view.language, "terminal.choose")


def _belongs(view: ScreenView) -> dict[str, str]:
    """Return, by button, the name of the paper, row or section that it stands beside."""
    named = {button.id: f"{card.name}: " for card in view.papers for button in card.buttons}
    named |= {row.button.id: f"{row.label}: " for row in view.rows if row.button is not None}
    return named | {one.button.id: f"{one.name}: " for one in view.sections if one.button is not None}


def _painted(view: ScreenView) -> object:
    """What is visible in text: everything but serial and speech."""
    return [
        getattr(view, name)
        for name in view.__struct_fields__
        if name not in {"serial", "speech", "speaking", "words"}
    ]


def run(face: TerminalFace, read_line: Callable[[], str]) -> None:
    """Show and read until the input ends (``read_line`` raises EOFError); leave an empty terminal.

    Lines are read beside the showing: a screen that comes while nobody types is shown all the same.
    """
    face.start()
    face.catch_up(wait=5.0)
    typed_lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(read_line, typed_lines), name="keyboard", daemon=True)
    reader.start()
    try:
        while (line := _next_line(face, typed_lines)) is not None:
            if line.strip():
                face.answer(line)
            while face.catch_up(wait=0.3):
                continue
    finally:
        face.clear()


def _read(read_line: Callable[[], str], typed_lines: queue.SimpleQueue[str | None]) -> None:
    try:
        while True:
            typed_lines.put(read_line())
    except EOFError:
        return
    finally:
        typed_lines.put(None)


def _next_line(face: TerminalFace, typed_lines: queue.SimpleQueue[str | None]) -> str | None:
    while typed_lines.empty():
        face.catch_up(wait=LOOK)
    return typed_lines.get()
