"""``kiosk ticket sample``: a ticket with made-up content as a picture, and as the bytes that a printer is sent."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.devices import escpos
from kiosk.devices.capabilities import Capabilities
from kiosk.pictures import Fonts, PictureError
from kiosk.procedures.faults import CatalogueError
from kiosk.settings import Settings
from kiosk.texts import TextError
from kiosk.tickets.ports import Slip
from kiosk.wiring import content
from kiosk.wiring.papers.arguments import Say
from kiosk.wiring.papers.samples import Samples, Wish
from kiosk.wiring.showing import gallery

GOOD, IMPOSSIBLE = 0, 2


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
    pictures = gallery(settings)
    catalogue, texts = content.serve(settings, pictures).catalogue, content.read_texts(settings)
    samples = Samples(settings, catalogue, texts, pictures, Fonts(settings.cache / "fonts"))
    wish = Wish(
        kind=asked.kind,
        today=asked.today or SystemClock().now().date(),
        width=asked.width,
        language=asked.lang,
        procedure=asked.procedure or "",
        reprint=asked.reprint,
        trial=asked.trial,
    )
    return samples.slip(wish)


def _write(asked: argparse.Namespace, slip: Slip, say: Say) -> None:
    if asked.png is not None:
        slip.picture.save(asked.png, "PNG")
        say(f"✓ {asked.png}: {slip.picture.width} x {slip.picture.height} dots")
    if asked.raw is not None:
        bands = b"".join(escpos.encoded(slip, Capabilities(native_qr=asked.native_qr)))
        asked.raw.write_bytes(escpos.INIT + bands + escpos.FEED_AND_CUT)
        say(f"✓ {asked.raw}: {asked.raw.stat().st_size:,} bytes")
