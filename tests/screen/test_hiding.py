"""One key hides what a helper is at, wherever it stands on the glass, and what counts down has room beside it."""

from msgspec import structs

from kiosk.presenter.every_screen import every_screen
from kiosk.visit.events import Hide
from tests.visit.walking import scene

WANTED = {"workbench", "devices", "calling"}


def helpers_pages():
    """One view of each layout that a helper may hide."""
    found = {}
    for view in every_screen(scene(), "vi"):
        if view.hide is not None:
            found.setdefault(view.layout, view)
        if set(found) >= WANTED:
            break
    return found


def test_one_key_hides_every_page_of_a_helpers(screen):
    pages = helpers_pages()
    assert set(pages) >= WANTED
    for layout, view in pages.items():
        screen.link.given.clear()
        screen.show(structs.replace(view, locks="Tự khoá sau 0:28"))
        assert "hide" in screen.face.targets(), layout
        assert "Tự khoá sau 0:28" in screen.face.words(), layout
        screen.face.pause()
        screen.face.key("f12")
        assert Hide() in screen.link.events, layout
