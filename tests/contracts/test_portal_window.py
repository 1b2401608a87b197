"""What every window of the official portal promises: Chromium on a screen, the twins in memory and in a folder."""

import os
import signal

import pytest

from kiosk.devices.portal import FilePortal, MemoryPortal
from kiosk.devices.portal.twins import OPEN
from kiosk.engine.portal_ports import MOST_FILE_BYTES, PortalFile, PortalOpened, PortalRefused
from tests.portal_screen import Keeper, Screen, browsers, portal, until
from tests.portal_site import Site

HOST = "portal.example"
PAGE = f"https://{HOST}/birth"


class Street:
    """The screen, the keeper and the site that every Chromium of these tests shares."""

    def __init__(self):
        self.site, self.screen = Site(), Screen()
        self.keeper = Keeper([self.site.url])

    def close(self):
        for part in (self.keeper, self.screen, self.site):
            part.close()


@pytest.fixture(scope="module")
def street():
    made = Street()
    yield made
    made.close()


class ChromiumRig:
    host = "127.0.0.1"

    def __init__(self, street):
        self.page = f"{street.site.url}/empty"
        self.window, _ = portal(street.screen, street.keeper)

    def crash(self):
        os.kill(browsers(self.page)[0], signal.SIGKILL)


class MemoryRig:
    host, page = HOST, PAGE

    def __init__(self, _folder):
        self.window = MemoryPortal()

    def crash(self):
        self.window.crash()


class FileRig:
    host, page = HOST, PAGE

    def __init__(self, folder):
        self.folder = folder / "portal"
        self.window = FilePortal(self.folder)

    def crash(self):
        (self.folder / OPEN).unlink()


@pytest.fixture(params=[ChromiumRig, MemoryRig, FileRig])
def rig(request, tmp_path):
    real = request.param is ChromiumRig
    made = request.param(request.getfixturevalue("street") if real else tmp_path)
    yield made
    made.window.close()


@pytest.fixture
def window(rig):
    return rig.window


def test_it_opens_once_and_closes(rig, window):
    assert not window.is_open()
    assert window.open(rig.page, (rig.host,), ()) == PortalOpened()
    assert window.is_open()
    assert window.open(rig.page, (rig.host,), ()) == PortalRefused("busy")
    window.close()
    assert not window.is_open()
    assert window.open(rig.page, (rig.host,), ()) == PortalOpened()


def test_closing_what_is_not_open_does_no_harm(window):
    window.close()
    window.close()
    assert not window.is_open()


def test_a_crash_is_noticed_and_it_can_be_opened_again(rig):
    rig.window.open(rig.page, (rig.host,), ())
    rig.crash()
    assert until(lambda: not rig.window.is_open())
    assert rig.window.open(rig.page, (rig.host,), ()) == PortalOpened()


@pytest.mark.parametrize(
    "url",
    [
        "http://portal.example/birth",
        "https://elsewhere.example/",
        "https://portal.example.elsewhere.example/",
        "https://elsewhere.example@portal.example/",
        "file:///etc/passwd",
        "view-source:https://portal.example/",
        "javascript:alert(1)",
        "https://portal.example/ --no-sandbox",
        "https://portal.example:port/",
        "--no-sandbox",
        "",
    ],
)
def test_an_address_that_is_not_of_its_hosts_is_refused(window, url):
    assert window.open(url, (HOST,), ()) == PortalRefused("address")
    assert not window.is_open()


@pytest.mark.parametrize("host", ["*", "", ".", "*.example", "portal.example\n", "Portal.example", "-x"])
def test_a_host_that_is_more_than_one_host_is_refused(window, host):
    assert window.open(PAGE, (HOST, host), ()) == PortalRefused("address")


@pytest.mark.parametrize(
    "name", ["../1.pdf", "a/b.pdf", ".pdf", "1.pdf.exe", "A.pdf", "1", "", "1.pdf\n", "-1.pdf"]
)
def test_a_file_that_could_lie_elsewhere_is_refused(window, name):
    assert window.open(PAGE, (HOST,), (PortalFile(name, b"x"),)) == PortalRefused("file")


def test_two_files_of_one_name_or_too_much_of_them_are_refused(rig, window):
    assert window.open(PAGE, (HOST,), (PortalFile("1.pdf", b"x"),) * 2) == PortalRefused("file")
    half = bytes(MOST_FILE_BYTES // 2)
    files = (PortalFile("1.pdf", half), PortalFile("2.pdf", half), PortalFile("3.pdf", b"x"))
    assert window.open(PAGE, (HOST,), files) == PortalRefused("file")
    assert window.open(rig.page, (rig.host,), files[:2]) == PortalOpened()


def test_what_is_in_a_file_never_prints():
    assert repr(PortalFile("1.pdf", b"Tran Thi Vi Du")) == "PortalFile(14 bytes)"


def test_the_file_twin_keeps_nothing_of_what_is_in_a_file(tmp_path):
    FilePortal(tmp_path).open(PAGE, (HOST,), (PortalFile("1-giay.pdf", b"Tran Thi Vi Du"),))
    assert (tmp_path / OPEN).read_text() == f"{PAGE}\n1-giay.pdf\n"


def test_a_point_without_a_portal_says_so():
    assert MemoryPortal(there=False).open(PAGE, (HOST,), ()) == PortalRefused("absent")
