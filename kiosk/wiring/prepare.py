"""Making all that can be made before somebody comes: compiled code, pictures, fonts, voices, the example ward."""

from __future__ import annotations

import compileall
from collections.abc import Callable
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.dossier.errors import KeyFileError
from kiosk.ids import SystemIds
from kiosk.pictures import Fonts, PictureError
from kiosk.presenter.every_screen import to_prepare
from kiosk.presenter.out_of_order import StillLink, out_of_order
from kiosk.presenter.scene import Scene
from kiosk.procedures import Catalogue
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.hours import hours_of
from kiosk.settings import Settings
from kiosk.texts import FALLBACK, TextError, Texts
from kiosk.wiring import content, example_ward
from kiosk.wiring.papers.arguments import KINDS
from kiosk.wiring.papers.samples import Samples, Wish
from kiosk.wiring.showing import gallery
from kiosk.wiring.unseen import unseen_face
from kiosk.wiring.voices import building
from kiosk.wiring.voices.said import Repertoire

Say = Callable[[str], None]
KHMER_WEIGHTS = (400, 700)


def prepare(settings: Settings, say: Say, *, voices: bool = True) -> int:
    """Make what is missing; quick when nothing is. Returns 0, or 1 with one plain sentence about what broke.

    ``voices``: False leaves each clip to be made when it is first heard.
    """
    try:
        settings.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        compile_code(Path(__file__).parents[1])
        example_ward.make(settings, SystemIds(), SystemClock())
        say(f"example ward: badges and PINs in {example_ward.folder(settings) / example_ward.BADGES}")
        pictures = gallery(settings)
        texts = content.read_texts(settings)
        served = content.serve(settings, pictures)
        fonts = Fonts(settings.cache / "fonts")
        for weight in KHMER_WEIGHTS:
            fonts.path("Khmr", weight)
        say("fonts: ready")
        _pictures(settings, served.catalogue, texts)
        _tickets(settings, Samples(settings, served.catalogue, texts, pictures, fonts), served.catalogue)
        say("pictures: ready")
        if voices:
            _voices(settings, served.catalogue, texts, say)
            say("voices: ready")
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
    face = unseen_face(settings, StillLink(out_of_order(texts)), settings.kiosk.screen)
    face.prepare(to_prepare(scene))


def _tickets(settings: Settings, samples: Samples, catalogue: Catalogue) -> None:
    """Draw what stands on this machine's tickets and lists, so that the first of each is as quick as any."""
    width, today = settings.kiosk.printer.width_dots, SystemClock().now().date()
    for kind in KINDS:
        for procedure in catalogue.procedures if kind in {"receipt", "list"} else ("",):
            samples.slip(Wish(kind=kind, today=today, width=width, procedure=procedure))


def _voices(settings: Settings, catalogue: Catalogue, texts: Texts, say: Say) -> None:
    """Build the clips of the first language; those of others, being made as fast as they are asked for, can wait."""
    building.build(settings, Repertoire(catalogue, texts, settings), (FALLBACK,), say)
