"""Whoever tries to get out of the portal's window, in real Chromium behind its proxy, on a screen with openbox."""

import os
import signal
from pathlib import Path

import pytest

from kiosk.devices.portal import window
from kiosk.devices.portal.window import lacking
from kiosk.engine.portal_ports import PortalFile, PortalOpened, PortalRefused
from tests.portal_screen import SIZE, Keeper, Screen, as_root, browsers, portal, until
from tests.portal_site import SECRET, Site

pytestmark = pytest.mark.xdist_group("portal")
HOSTS = ("127.0.0.1",)
PAPER = PortalFile("1-giay-chung-sinh.pdf", b"%PDF " + SECRET)


ELSEWHERE = ("home", "root", "work", "var/tmp", "var/lib", "etc/passwd")


class Attack:
    def __init__(self):
        self.site = Site()
        self.screen = Screen()
        self.keeper = Keeper([self.site.url])
        self.portal, self.clipboard = portal(self.screen, self.keeper)

    def opens(self, page, files=()):
        self.site.forget()
        assert self.portal.open(f"{self.site.url}/{page}", HOSTS, files) == PortalOpened()
        assert self.site.heard(lambda told: told == "ready")

    def touched(self, page):
        self.opens(page)
        self.touch()

    def touch(self):
        """Touch the page, again where it was not listening yet."""
        for _ in range(10):
            self.screen.touch()
            if self.site.heard(lambda told: told == "touched", 1):
                return
        pytest.fail("the page hears no touch")

    def dialog(self):
        """Touch what opens the file dialog, and wait for its list."""
        self.touch()
        assert until(lambda: len(self.screen.windows()) == 2)

    def hands_over_the_first(self):
        """Touch the first paper of the list, then what opens it, until the site has something: a list comes late."""
        for _ in range(10):
            x, y, width, height = max(self.screen.windows(), key=lambda place: place[1])
            self.screen.touch(x + 240, y + 83)
            self.screen.touch(x + width - 49, y + height - 23)
            if self.site.heard(lambda told: told == "paper", 1):
                return
        pytest.fail("no paper arrives")

    def root(self):
        """The files as the browser sees them."""
        return Path(f"/proc/{browsers(self.site.url)[0]}/root")

    def close(self):
        self.portal.close()
        self.keeper.close()
        self.screen.close()
        self.site.close()


@pytest.fixture(scope="module")
def whole():
    made = Attack()
    yield made
    made.close()


@pytest.fixture
def attack(whole):
    yield whole
    whole.portal.close()


def in_its_half(windows):
    return all(x >= SIZE[0] // 2 and x + width <= SIZE[0] for x, _, width, _ in windows)


def test_no_other_host_is_reached_by_picture_by_script_or_by_going_there(attack):
    attack.touched("leave")
    assert attack.site.heard(lambda told: told == "tried")
    assert until(lambda: "127.0.0.2" in " ".join(attack.screen.titles()))
    assert not attack.site.others


def test_a_pop_up_of_another_host_stays_empty(attack):
    attack.touched("pop-up")
    assert attack.site.heard(lambda told: told == "tried")
    until(lambda: len(attack.screen.windows()) > 1, 1)
    assert not attack.site.others
    assert in_its_half(attack.screen.windows())


@pytest.mark.full
def test_nothing_is_downloaded(attack):
    attack.touched("download")
    assert attack.site.heard(lambda told: told == "tried")
    found = [
        path for place in ("tmp", "papers", "dev/shm") for path in (attack.root() / place).rglob("*tai-ve*")
    ]
    assert not found


@pytest.mark.parametrize("page", ["file", pytest.param("source", marks=pytest.mark.full)])
def test_a_page_opens_neither_files_nor_sources(attack, page):
    attack.touched(page)
    attack.site.heard(lambda told: told == "still", 2)
    assert not [title for title in attack.screen.titles() if "view-source" in title or "etc" in title]
    assert in_its_half(attack.screen.windows())
    assert attack.portal.is_open()


def test_what_belongs_to_another_program_is_blocked_and_nobody_is_asked_about_it(attack):
    attack.touched("scheme")
    # The page that says so bears the address as its title; where one is asked, the page stays as it was. Which of the
    # three comes last: the first such page may stand before the script has come to the others.
    blocked = (["tel:113"], ["mailto:a@b.example"], ["vneid://x"])
    assert until(lambda: attack.screen.titles() in blocked), attack.screen.titles()


@pytest.mark.parametrize(
    ("address", "shown"),
    [("file:///usr/share/common-licenses/BSD", "BSD"), ("data:text/html,<title>inside</title>", "inside")],
)
def test_even_a_kiosk_that_was_broken_into_shows_no_file_and_no_page_of_its_own(
    attack, monkeypatch, address, shown
):
    monkeypatch.setattr(window, "amiss", lambda *_: None)
    assert attack.portal.open(address, HOSTS, ()) == PortalOpened()
    assert until(lambda: attack.screen.titles() in ([address], [shown]))
    assert attack.screen.titles() == [address]


def test_nothing_is_printed(attack):
    attack.touched("print")
    assert attack.site.heard(lambda told: told == "still")
    assert "printing" not in attack.site.told


@pytest.mark.parametrize("page", ["second", "full"])
def test_no_window_lies_over_the_answers(attack, page):
    attack.touched(page)
    assert attack.site.heard(lambda told: told == "tried"), (attack.site.told, attack.screen.windows())
    assert "full" not in attack.site.told
    assert in_its_half(attack.screen.windows())


def test_keys_open_nothing_else(attack):
    attack.opens("empty")
    for keys in (
        "ctrl+n",
        "ctrl+shift+n",
        "ctrl+t",
        "ctrl+u",
        "ctrl+o",
        "ctrl+p",
        "F12",
        "F11",
        "shift+Escape",
    ):
        attack.screen.do("key", keys)
    attack.screen.do("key", "F5")
    attack.site.forget()
    assert attack.site.heard(lambda told: told == "ready")
    assert len(attack.screen.windows()) == 1
    assert in_its_half(attack.screen.windows())


def test_of_all_papers_the_browser_and_its_file_dialog_see_those_of_the_one_shot_folder(attack):
    attack.opens("paper", (PAPER,))
    attack.dialog()
    assert until(lambda: in_its_half(attack.screen.windows()))
    root = attack.root()
    assert [(path.name, path.read_bytes()) for path in (root / "papers").iterdir()] == [
        (PAPER.name, PAPER.data)
    ]
    assert not any((root / place).exists() for place in ELSEWHERE)


def test_a_paper_that_is_chosen_in_the_file_dialog_arrives_byte_for_byte_and_no_other(attack):
    chosen = PortalFile("1-giay-chung-sinh.pdf", b"%PDF-1.7 " + bytes(range(256)) * 1000)
    attack.opens("paper", (chosen, PortalFile("2-to-khai.pdf", b"%PDF " + SECRET)))
    attack.dialog()
    attack.hands_over_the_first()
    assert attack.site.papers == [chosen.data]
    assert until(lambda: len(attack.screen.windows()) == 1)
    attack.portal.close()
    assert not attack.keeper.left()


def test_the_page_reads_no_clipboard_though_a_person_pastes_from_it(attack):
    attack.clipboard.put("Trần Thị Ví Dụ")
    attack.touched("read")
    assert attack.site.heard(lambda told: told.startswith(("read", "refused")))
    assert not [told for told in attack.site.told if "Trần" in told]
    attack.portal.close()
    attack.clipboard.put("Trần Thị Ví Dụ")
    attack.touched("paste")
    attack.screen.do("key", "ctrl+v")
    assert attack.site.heard(lambda told: told == "pasted Trần Thị Ví Dụ")
    attack.clipboard.clear()
    attack.site.forget()
    attack.screen.do("key", "ctrl+v")
    attack.screen.do("type", "x")
    assert attack.site.heard(lambda told: told == "pasted x")
    assert not [told for told in attack.site.told if "Trần" in told]


def test_a_crash_of_the_browser_is_noticed_and_leaves_nothing(attack):
    attack.opens("empty", (PAPER,))
    assert attack.keeper.left()
    os.kill(browsers(attack.site.url)[0], signal.SIGKILL)
    assert until(lambda: not attack.portal.is_open())
    assert until(lambda: not attack.keeper.left())
    attack.opens("empty")


def test_closing_ends_all_of_it_and_deletes_all_of_it(attack):
    attack.clipboard.put("Trần Thị Ví Dụ")
    attack.opens("empty", (PAPER,))
    attack.portal.close()
    assert not attack.portal.is_open()
    assert not attack.keeper.left()
    assert until(lambda: not browsers(attack.site.url), 2)


def test_nothing_outlives_a_kiosk_that_dies(attack):
    attack.opens("empty", (PAPER,))
    attack.portal._let_go()
    assert until(lambda: not attack.keeper.left())
    assert until(lambda: not browsers(attack.site.url))


def test_a_keeper_that_is_killed_leaves_no_paper_of_anybody(attack):
    attack.opens("empty", (PAPER,))
    (keeper,) = attack.keeper.keeping()
    as_root("kill", "-KILL", keeper)
    assert until(lambda: not browsers(attack.site.url))
    left = [path for folder in attack.keeper.left() for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in left if SECRET in path.read_bytes()]
    assert until(lambda: not attack.portal.is_open())
    assert attack.keeper.left()
    attack.opens("empty")
    assert len(attack.keeper.left()) == 1  # the new window's own


def test_without_a_policy_of_roots_own_nothing_is_opened(attack):
    assert lacking(attack.keeper.socket) == ""
    as_root("chmod", "666", attack.keeper.policy)
    try:
        assert attack.portal.open(f"{attack.site.url}/empty", HOSTS, ()) == PortalRefused("not-ready")
        assert lacking(attack.keeper.socket) == "policy"
    finally:
        as_root("chmod", "644", attack.keeper.policy)


def test_without_a_keeper_nothing_is_opened(attack, tmp_path):
    attack.portal._keeper, kept = tmp_path / "none.sock", attack.portal._keeper
    try:
        assert attack.portal.open(f"{attack.site.url}/empty", HOSTS, ()) == PortalRefused("not-ready")
    finally:
        attack.portal._keeper = kept
    assert lacking(tmp_path / "none.sock") == "keeper"
