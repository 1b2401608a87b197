"""Where a film is shown: its pictures on the glass, and what of it has to be drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kivy.graphics import InstructionGroup, Rectangle
from kivy.graphics.texture import Texture
from msgspec import structs

from kiosk.presenter.view import Film, ScreenView
from kiosk.ui.paint.brush import colour
from kiosk.ui.paint.damage import Damage
from kiosk.ui.reel import Frame, Reel
from kiosk.visit.events import FilmBroken, FilmEnded, Touch

_MOST: Final = (1280, 720)
"""px: larger pictures are decoded smaller."""
_SILENT: Final = -1

Place = tuple[int, int, int, int]
"""Left, bottom, width and height in px."""


@dataclass(frozen=True)
class _Stood:
    """How far a film had come when another page was laid over it."""

    run: tuple[str, int]
    at: float
    """Seconds from its beginning."""
    turns: int
    """How often it had been shown to its end."""


class Projector:
    """Shows the film that a view asks for, as far as it has come. Painting thread only, but for ``wake``.

    ``wake`` lets an act happen soon on the painting thread, from any other; ``redraw`` asks for a frame; ``told``
    hears that another caption is due; ``on_act`` is given what the core must know.
    """

    def __init__(
        self,
        folder: Path | None,
        damage: Damage,
        soon: Callable[[Callable[[float], None]], None],
        redraw: Callable[[], None],
        told: Callable[[], None],
        on_act: Callable[[Touch], None],
    ) -> None:
        self._folder, self._damage, self._soon = folder, damage, soon
        self._redraw, self._told, self._on_act = redraw, told, on_act
        self._film: Film | None = None
        self._reel: Reel | None = None
        self._stood: _Stood | None = None
        """The film that another page lies over."""
        self._caption = _SILENT
        self._turns = 0
        """How often the film has been shown to its end."""
        self._group: InstructionGroup | None = None
        self._place: Place = (0, 0, 0, 0)
        self._ground = "#FFFFFF"
        self._texture: Any = None
        self._waiting = False

    @property
    def shows(self) -> bool:
        """Tell whether a picture of a film is on the glass."""
        return self._texture is not None

    # --- following the views --------------------------------------------------------------------------------

    def follow(self, view: ScreenView) -> None:
        """Begin, stop or go on as this view says; how far a film has come is known only while a page lies over it."""
        film = view.film
        if film is None or _run(film) != (_run(self._film) if self._film is not None else None):
            self._put_away()
        if film is None:
            self._stood = self._stood if view.lies_over else None
            return
        self._film = film
        if self._reel is None:
            self._begin(film)
        else:
            self._reel.play(plays=film.plays)

    def captioned(self, view: ScreenView) -> ScreenView:
        """Return the view with what is said in its film just now as its detail."""
        if view.film is None or not view.film.captions:
            return view
        captions = view.film.captions
        text = captions[self._caption].text if 0 <= self._caption < len(captions) else ""
        return structs.replace(view, detail=text)

    def _begin(self, film: Film) -> None:
        stood, self._stood = self._stood, None
        goes_on = stood is not None and stood.run == _run(film)
        self._turns = stood.turns if stood is not None and goes_on else 0
        self._open(film, stood.at if stood is not None and goes_on else 0.0)

    def _open(self, film: Film, start: float) -> None:
        folder = self._folder or Path()
        self._caption = _caption_at(film, start)
        self._reel = Reel(folder / film.file, self._changed, most=_MOST, start=start, silent=film.silent)
        self._reel.play(plays=film.plays)
        self._reel.start()

    def _put_away(self) -> None:
        if self._reel is not None and self._film is not None:
            self._reel.close()
            self._stood = _Stood(_run(self._film), self._reel.at, self._turns)
        self._film = self._reel = self._texture = self._group = None
        self._caption = _SILENT

    # --- pictures -------------------------------------------------------------------------------------------

    def stand_in(self, group: InstructionGroup, place: Place, ground: str) -> None:
        """Let ``group`` draw the film in ``place``, as large as its shape allows; nothing before its first picture."""
        self._group, self._place, self._ground = group, place, ground
        if self._texture is not None:
            self._hang(self._texture)

    def _changed(self) -> None:
        """On the film's own thread: there is something new."""
        if not self._waiting:
            self._waiting = True
            self._soon(self._take)

    def _take(self, _dt: float) -> None:
        self._waiting = False
        reel, film = self._reel, self._film
        if reel is None or film is None:
            return
        frame = reel.take()
        if frame is not None:
            self._paint(frame)
            caption = _caption_at(film, frame.at)
            if caption != self._caption:
                self._caption = caption
                self._told()
        if reel.outcome:
            self._reel = None
            self._finished(film, reel)

    def _finished(self, film: Film, reel: Reel) -> None:
        """Tell the core; a film that is shown several times begins anew by itself until then."""
        if reel.outcome == "broken":
            self._on_act(FilmBroken(film.file))
            return
        self._turns += 1
        if self._turns < film.turns:
            self._open(film, 0.0)
        else:
            self._on_act(FilmEnded(film.file))

    def _paint(self, frame: Frame) -> None:
        if self._texture is None or self._texture.size != frame.size:
            self._texture = Texture.create(size=frame.size, colorfmt="rgba")
            self._texture.flip_vertical()
            if self._group is not None:
                self._hang(self._texture)
        self._texture.blit_buffer(bytes(frame.pixels), colorfmt="rgba", bufferfmt="ubyte")
        x, y, w, h = self._place
        self._damage.touch((x, y, x + w, y + h))
        self._redraw()

    def _hang(self, texture: Any) -> None:
        """Put the picture into its place, in its own shape."""
        if self._group is None:
            return
        x, y, w, h = self._place
        share = min(w / texture.width, h / texture.height)
        wide, high = round(texture.width * share), round(texture.height * share)
        self._group.clear()
        self._group.add(colour(self._ground))
        self._group.add(Rectangle(pos=(x, y), size=(w, h)))
        self._group.add(colour("#FFFFFF"))
        where = (x + (w - wide) // 2, y + (h - high) // 2)
        self._group.add(Rectangle(texture=texture, pos=where, size=(wide, high)))


def _run(film: Film) -> tuple[str, int]:
    return film.file, film.times


def _caption_at(film: Film, at: float) -> int:
    """Return which caption is due; the last that has begun, if several are."""
    due = [place for place, one in enumerate(film.captions) if one.start <= at < one.end]
    return due[-1] if due else _SILENT
