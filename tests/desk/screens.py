"""`python -m tests.desk.screens DIR`: pictures of ward IT's pages, of no true ward, for deploy/README.md."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

from msgspec import structs

from kiosk.desk.setup import prepare
from kiosk.dossier.seal import KioskSigner
from kiosk.ids import KioskId
from tests.desk.conftest import WARD

STATIC = Path(__file__).parents[2] / "kiosk" / "desk" / "static"
WIDTH = 1300
PAGES = {"it-machines": ("/may/", 800), "it-enrolment": ("/ghi-danh/", 520)}
"""By the picture's name: the page, and as how much of it is shown, in pixels."""
FACE = "@font-face {{ font-family: 'Be Vietnam Pro'; font-weight: {}; src: url({}); }}"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def people_the_ward():
    """Let some machines have sent how they are."""
    from kiosk.desk import models
    from tests.desk.test_fleet import WELL, Kiosk

    key = WARD.known.key
    troubles = {
        "may-1": {},
        "may-2": {"printer": "out-of-paper"},
        "may-3": {"condition": structs.replace(WELL, disk_mb=300)},
        "may-4": {"waiting": 3, "condition": structs.replace(WELL, oldest_hours=30, version="2026.10.2")},
    }
    first = models.Kiosk.objects.get(kiosk_id=WARD.known.kiosk_id)
    for number, (name, changes) in enumerate(troubles.items()):
        models.Kiosk.objects.create(
            ward=first.ward,
            kiosk_id=name,
            public_key=first.public_key,
            point=f"khu-pho-{40 + number}",
            series="ABCD"[number],
        )
        ward = SimpleNamespace(site=WARD.site, clock=WARD.clock, known=KioskSigner(KioskId(name), key))
        Kiosk(ward).beat(**changes)
    models.Kiosk.objects.exclude(kiosk_id__in=troubles).delete()


def page(client, path, folder):
    """Fetch a page and make it stand by itself."""
    text = client.get(path, follow=True).content.decode()
    fonts = Path(find_spec("fontpkg_be_vietnam_pro").submodule_search_locations[0]) / "files"
    faces = "".join(
        FACE.format(weight, (fonts / f"BeVietnamPro-{name}.ttf").as_uri()) for weight, name in WEIGHTS.items()
    )
    text = re.sub(
        r'<link[^>]*href="[^"]*static/([^"?]+\.css)[^"]*"[^>]*>',
        lambda found: f"<style>{(STATIC / Path(found[1]).name).read_text(encoding='utf-8')}</style>",
        text,
    )
    file = folder / "page.html"
    file.write_text(text.replace("</head>", f"<style>{faces}</style></head>"), encoding="utf-8")
    return file


def main(folder):
    from django.test import Client

    from kiosk.desk.models import Officer

    prepare(WARD.site)
    people_the_ward()
    client = Client(headers={"host": "localhost"})
    client.force_login(Officer.objects.get(role="it").user)
    for name, (path, height) in PAGES.items():
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={folder / 'browser'}", f"--window-size={WIDTH},{height}",
             f"--screenshot={folder / name}.png", page(client, path, folder).as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
