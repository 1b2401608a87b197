"""Drawing for people: the picture checklist of a procedure, and all pictures on one sheet."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk import settings as settings_files
from kiosk.pictures import Fonts, PictureError, contact
from kiosk.tickets import board as boards
from kiosk.tickets import card as cards
from kiosk.wiring import content
from kiosk.wiring.authoring.arguments import POINTING, Say
from kiosk.wiring.authoring.refusing import plainly
from kiosk.wiring.authoring.writing import GOOD, IMPOSSIBLE, pictures_of
from kiosk.wiring.showing import gallery


def card(asked: argparse.Namespace, say: Say) -> int:
    """Draw the checklist of a procedure, or the board for pointing, as PDF; as many pages of A4 as it needs."""
    if asked.out.suffix.lower() != ".pdf":
        say(f"✗ {asked.out}: the name of a file that ends in .pdf is expected")
        return IMPOSSIBLE
    return plainly(asked.code, lambda: _card(asked, say), say)


def _card(asked: argparse.Namespace, say: Say) -> int:
    settings = settings_files.read(asked.config, asked.root, asked.state)
    pictures = gallery(settings)
    catalogue = content.serve(settings, pictures).catalogue
    texts, fonts = content.read_texts(settings), Fonts(settings.cache / "fonts")
    if asked.code == POINTING:
        board = boards.board_text(catalogue, settings.point, texts, asked.lang)
        pages = boards.draw(board, pictures, fonts)
    else:
        procedure = catalogue.procedure(asked.code)
        hue = catalogue.event(procedure.event).hue
        text = cards.card_text(procedure, hue, settings.point, texts, asked.lang)
        pages = cards.draw(text, pictures, fonts)
    cards.save(pages, asked.out)
    say(f"✓ {asked.out}: {len(pages)} {'page' if len(pages) == 1 else 'pages'}")
    return GOOD


def sheet(asked: argparse.Namespace, say: Say) -> int:
    """Lay out all pictures: in colour, in grey, and as the ticket prints them."""
    out: Path = asked.out
    if out.suffix.lower() != ".png":
        say(f"✗ {out}: the name of a file that ends in .png is expected")
        return IMPOSSIBLE
    fonts = Fonts(Path(asked.state) / "cache" / "fonts")
    try:
        drawn = contact.sheets(pictures_of(asked), fonts)
        for number, page in enumerate(drawn.pages, 1):
            path = out if number == 1 else out.with_stem(f"{out.stem}-{number}")
            page.save(path, "PNG")
            say(f"✓ {path}")
    except (PictureError, OSError) as broken:
        say(f"✗ {out.name}: {broken}")
        return IMPOSSIBLE
    for name, sentence in drawn.undrawn:
        say(f"✗ {name}: {sentence}")
    return 1 if drawn.undrawn else GOOD
