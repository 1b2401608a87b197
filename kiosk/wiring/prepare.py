"""Making all that can be made before somebody comes: compiled code, pictures, fonts, voices, the example ward."""

from __future__ import annotations

import compileall
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.devices.voice import EspeakVoice
from kiosk.dossier.errors import KeyFileError
from kiosk.ids import SystemIds
from kiosk.pictures import Fonts, PictureError
from kiosk.presenter.every_screen import every_screen
from kiosk.presenter.out_of_order import StillLink, out_of_order
from kiosk.presenter.scene import Scene
from kiosk.procedures import Catalogue
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.hours import hours_of
from kiosk.procedures.types import Text
from kiosk.settings import Settings
from kiosk.texts import TextError, Texts
from kiosk.wiring import content, example_ward

Say = Callable[[str], None]
KHMER_WEIGHTS = (400, 700)
SPOKEN = ("vi", "en")
EVERY = 3.0
"""Seconds between lines of progress."""


def prepare(settings: Settings, say: Say, *, voices: bool = True) -> int:
    """Make what is missing; quick when nothing is. Returns 0, or 1 with one plain sentence about what broke.

    ``voices``: False leaves each clip to be made when it is first heard.
    """
    try:
        settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        compile_code(Path(__file__).parents[1])
        example_ward.make(settings, SystemIds(), SystemClock())
        say(f"example ward: badges and PINs in {example_ward.folder(settings) / example_ward.BADGES}")
        pictures = content.gallery(settings)
        texts = content.read_texts(settings)
        served = content.serve(settings, pictures)
        fonts = Fonts(settings.cache / "fonts")
        for weight in KHMER_WEIGHTS:
            fonts.path("Khmr", weight)
        say("fonts: ready")
        _pictures(settings, served.catalogue, texts)
        say("pictures: ready")
        if voices:
            say(f"voices: {_voices(settings, served.catalogue, texts, say)} clips ready")
    except (KeyFileError, PictureError, CatalogueError, TextError, OSError) as broken:
        say(f"not ready: {broken}")
        return 1
    return 0


def compile_code(folder: Path) -> None:
    """Compile the modules in a folder where that is still to be done; one that may not be written stays as it is.

    A kiosk that may not write beside its own code would else compile it at every start, which takes half of it.
    """
    compileall.compile_dir(folder, quiet=2)


def _pictures(settings: Settings, catalogue: Catalogue, texts: Texts) -> None:
    """Draw every picture at the sizes that this machine's screens use; quick when nothing has changed."""
    from kiosk.ui.app import KivyFace

    screen = settings.kiosk.screen
    scene = Scene(
        catalogue,
        texts,
        settings.point,
        settings.kiosk.languages,
        SystemClock().now(),
        trial=True,
        hours=hours_of(settings.point),
        on_duty="-",
    )
    face = KivyFace(
        StillLink(out_of_order(texts)),
        content.gallery(settings),
        Fonts(settings.cache / "fonts"),
        (screen.width, screen.height),
        screen.px_per_mm,
        SystemClock(),
        offscreen=True,
        home=settings.cache / "kivy",
    )
    face.prepare(view for view in every_screen(scene, "vi"))


def _voices(settings: Settings, catalogue: Catalogue, texts: Texts, say: Say) -> int:
    voice = EspeakVoice(
        recordings=settings.root / "assets" / "voices",
        cache=settings.cache / "voices",
        passing=settings.cache / "voices",
    )
    return made_of(fixed_texts(catalogue, texts), voice, say)


def made_of(spoken: Iterable[tuple[str, str]], voice: EspeakVoice, say: Say) -> int:
    """Make the clips of these (text, language), one a processor at a time; return how many there are."""
    made, told = 0, SystemClock().monotonic()
    makers = ThreadPoolExecutor(os.cpu_count())
    try:
        for clip in makers.map(lambda one: voice.prepare(*one), spoken):
            made += clip is not None
            if SystemClock().monotonic() - told > EVERY:
                told = SystemClock().monotonic()
                say(f"  {made} clips")
    finally:
        makers.shutdown(cancel_futures=True)  # whoever breaks it off does not wait for thousands of clips
    return made


def fixed_texts(catalogue: Catalogue, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield (text, language) of everything that a screen can say and that is nobody's own answer."""
    for language in SPOKEN:
        for message_id in texts.message_ids():
            text = texts.say(language, message_id)
            if "{" not in text:
                yield text, language
        for part in catalogue_texts(catalogue):
            yield part.in_language(language), language


def catalogue_texts(catalogue: Catalogue) -> Iterator[Text]:
    """Yield every text of the catalogue that is shown to a resident."""
    for event in catalogue.events:
        yield event.name
        for apart in event.apart:
            yield apart.ask
            yield from (choice.label for choice in apart.choices)
    for procedure in catalogue.procedures.values():
        yield from (procedure.name, procedure.short, *(step.say for step in procedure.steps))
        yield from (paper.name for paper in procedure.papers)
        for question in procedure.questions:
            yield from (question.ask, question.label)
            yield from (choice.label for choice in question.choices)
            if question.hint is not None:
                yield question.hint
