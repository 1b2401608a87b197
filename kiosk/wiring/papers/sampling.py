"""A sample of each kind of ticket, made by what makes the real ones. Everything on it is made up."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from kiosk.clock import VIETNAM, SystemClock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.ids import SeededIds
from kiosk.pictures import Fonts, PictureError
from kiosk.procedures import Catalogue
from kiosk.procedures.deadlines import Due, due
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.hours import hours_of
from kiosk.procedures.types import Procedure
from kiosk.settings import Settings
from kiosk.texts import FALLBACK, TextError, Texts
from kiosk.tickets.checklist import checklist_text, draw_checklist
from kiosk.tickets.number_words import NumberFacts, number_text
from kiosk.tickets.ports import Slip
from kiosk.tickets.secret import new_secret
from kiosk.tickets.slip import draw
from kiosk.tickets.words import Facts, slip_text
from kiosk.wiring import content
from kiosk.wiring.papers.arguments import Say

GOOD, IMPOSSIBLE = 0, 2
_AT = time(9, 42)
_KEPT_FOR = timedelta(days=30)
_NUMBER, _HELPER = "A 012", "Anh Tài"
_AHEAD, _MINUTES = 3, 20
_SEED = 1


@dataclass(frozen=True)
class _Known:
    """What the kiosk knows before anybody comes."""

    settings: Settings
    catalogue: Catalogue
    texts: Texts


def sample(asked: argparse.Namespace, settings: Settings, say: Say) -> int:
    """Write the sample asked for, as bytes, as a picture, or both. Returns GOOD or IMPOSSIBLE."""
    if refusal := _refusal(asked):
        say(f"✗ {refusal}")
        return IMPOSSIBLE
    try:
        slip = _drawn(asked, settings)
        _write(asked, slip, say)
    except CatalogueError as broken:
        unknown = broken.code == "unknown_procedure"
        say(f"✗ {'There is no procedure of this code.' if unknown else broken.code}")
        return IMPOSSIBLE
    except (PictureError, TextError) as broken:
        say(f"✗ The ticket cannot be drawn: {broken}")
        return IMPOSSIBLE
    except OSError as broken:
        say(f"✗ {broken.filename}: this file cannot be written ({broken.strerror}).")
        return IMPOSSIBLE
    return GOOD


def _refusal(asked: argparse.Namespace) -> str:
    """Return what is wrong with the files asked for, as a sentence, or ""."""
    raw: Path | None = asked.raw
    png: Path | None = asked.png
    if raw is None and png is None:
        return "Say where to write it: --raw OUT.bin, --png OUT.png or both."
    if png is not None and png.suffix.lower() != ".png":
        return f"{png}: the name of a file that ends in .png is expected."
    if raw is not None and png is not None and raw.absolute() == png.absolute():
        return f"{raw}: two files are asked for, so they need two names."
    return ""


def _drawn(asked: argparse.Namespace, settings: Settings) -> Slip:
    pictures = content.gallery(settings)
    known = _Known(settings, content.serve(settings, pictures).catalogue, content.read_texts(settings))
    fonts = Fonts(settings.cache / "fonts")
    issued = datetime.combine(asked.today or SystemClock().now().date(), _AT, VIETNAM)
    if asked.kind == "list":
        procedure = _procedure(asked, issued, known)
        papers = checklist_text(procedure, procedure.papers, asked.lang, settings.point, known.texts)
        mark = known.texts.say(FALLBACK, "slip.trial") if asked.trial else ""
        return draw_checklist(replace(papers, trial=mark), asked.width, pictures, fonts)
    if asked.kind == "queue":
        facts = NumberFacts(
            number=_NUMBER,
            issued=issued,
            first=False,
            language=asked.lang,
            reprint=asked.reprint,
            trial=asked.trial,
            ahead=_AHEAD,
            minutes=_MINUTES,
        )
        text = number_text(facts, settings.point, known.texts)
    else:
        text = slip_text(_facts(asked, issued, known), settings.point, known.texts)
    return draw(text, asked.width, pictures, fonts)


def _facts(asked: argparse.Namespace, issued: datetime, known: _Known) -> Facts:
    procedure = _procedure(asked, issued, known)
    return Facts(
        kind="receipt" if asked.kind == "kept-here" else asked.kind,
        number=_NUMBER,
        issued=issued,
        procedure=procedure,
        language=asked.lang,
        received=asked.kind in {"receipt", "home-visit"},
        due=_due(procedure, issued, known),
        expires=(issued + _KEPT_FOR).date() if asked.kind == "resume" else None,
        helper=_HELPER,
        reprint=asked.reprint,
        trial=asked.trial,
        secret=new_secret(SeededIds(_SEED).random_bytes),
    )


def _procedure(asked: argparse.Namespace, issued: datetime, known: _Known) -> Procedure:
    """Return the one asked for, or the first with papers and an expected day, on which most is printed.

    Raises CatalogueError for an unknown code.
    """
    if asked.procedure:
        return known.catalogue.procedure(asked.procedure)
    every = [each for each in known.catalogue.procedures.values() if each.papers]
    return next((each for each in every if _due(each, issued, known).expected), every[0])


def _due(procedure: Procedure, issued: datetime, known: _Known) -> Due:
    return due(issued, procedure.time, hours_of(known.settings.point).calendar.works)


def _write(asked: argparse.Namespace, slip: Slip, say: Say) -> None:
    if asked.png is not None:
        slip.picture.save(asked.png, "PNG")
        say(f"✓ {asked.png}: {slip.picture.width} x {slip.picture.height} dots")
    if asked.raw is not None:
        bands = b"".join(escpos.encoded(slip, Capabilities(native_qr=asked.native_qr)))
        asked.raw.write_bytes(escpos.INIT + bands + escpos.FEED_AND_CUT)
        say(f"✓ {asked.raw}: {asked.raw.stat().st_size:,} bytes")
