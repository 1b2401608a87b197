"""5,000 screens in a row, of every kind and in three languages; prints by how many megabytes the memory moved.

Drawn without a display. What comes before fills what is kept on purpose, fonts (those of Khmer alone take 25 MB),
textures, plates: every tenth screen of each language, then 500 in a row. The 5,000 are held against where that ends.
"""

import tempfile
from itertools import chain, count, cycle, islice
from pathlib import Path

import msgspec

from kiosk.clock import SystemClock
from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.every_screen import every_screen
from kiosk.presenter.scene import Scene
from kiosk.presenter.view import encode
from kiosk.procedures.hours import hours_of
from kiosk.procedures.load import load
from kiosk.settings import read
from kiosk.texts import read as read_texts
from kiosk.ui.app import KivyFace
from tests.visit.walking import ROOT

TENTH, FILLED, THEN, EVERY = 10, 500, 5000, 100
PAGE = 4096
SIZE = 1280, 800


class Link:
    """Brings views; nobody listens."""

    def send(self, _raw):
        """Drop a touch."""

    def subscribe(self, on_view):
        self.show = on_view


def views(folder):
    """Return what fills the memory, and then every screen in three languages, over and over."""
    settings = read(ROOT / "config", ROOT, folder)
    scene = Scene(
        load(ROOT / "assets" / "procedures"),
        read_texts(ROOT / "assets" / "texts"),
        settings.point,
        settings.kiosk.languages,
        SystemClock().now(),
        trial=True,
        hours=hours_of(settings.point),
        on_duty="Anh Tài",
    )
    every = [view for language in ("vi", "km", "en") for view in every_screen(scene, language)]
    row = cycle(every)
    return [*every[::TENTH], *islice(row, FILLED)], islice(row, THEN)


def megabytes():
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1e6


def main():
    with tempfile.TemporaryDirectory(prefix="kiosk-flat-") as folder:
        cache, link = ROOT / ".cache" / "pictures", Link()
        pictures = Pictures(ROOT / "assets" / "illustrations", cache)
        face = KivyFace(
            link, pictures, Fonts(cache), SIZE, 3.81, SystemClock(), offscreen=True, home=Path(folder)
        )
        face.start()
        serial, measured = count(1), []
        first, then = views(Path(folder))
        for at, view in enumerate(chain(first, then), start=-len(first)):
            link.show(encode(msgspec.structs.replace(view, serial=next(serial))))
            face.settle()
            if at >= 0 and at % EVERY == 0:
                measured.append(megabytes())
        face.stop()
    print(max(abs(one - measured[0]) for one in measured))


if __name__ == "__main__":
    main()
