"""What every document scanner promises: a flatbed by SANE, a camera by ffmpeg, the memory twin and the file twin."""

import threading
import time

import pytest

from kiosk.devices.paper_scanner import CameraScanner, FilePaperScanner, MemoryPaperScanner, SaneScanner
from tests.paper_pages import on_glass, page

A6 = (105, 148)
NEVER_DONE = ("--read-limit=yes", "--read-limit-size=1", "--read-delay=yes", "--read-delay-duration=200000")


@pytest.fixture(scope="module")
def glass():
    return on_glass(page(A6), 3, (130, 170))


def broken_off_while_it_scans(scanner):
    """Stop it again and again from another thread, until it has returned."""
    done = threading.Event()

    def stopping():
        while not done.wait(0.02):
            scanner.stop()

    hand = threading.Thread(target=stopping)
    hand.start()
    outcome = scanner.scan()
    done.set()
    hand.join()
    return outcome


class SaneRig:
    def __init__(self, folder):
        self.folder = folder
        self.extra = {"SANE_CONFIG_DIR": str(folder)}
        (folder / "dll.conf").write_text("test\npnm\n")

    def scanner(self, device, options=()):
        return SaneScanner(device, time.monotonic, options=options, extra=self.extra)

    def with_glass(self, glass):
        glass.save(self.folder / "glass.pgm")
        return self.scanner("pnm:0", ("--filename", str(self.folder / "glass.pgm")))

    def unplugged(self):
        return self.scanner("test:9")

    def broken_off(self, _glass):
        return broken_off_while_it_scans(self.scanner("test:0", NEVER_DONE))


class CameraRig:
    def __init__(self, folder):
        self.picture = folder / "table.pgm"

    def with_glass(self, glass, rate="25"):
        glass.save(self.picture)
        source = ("-re", "-f", "image2", "-framerate", rate, "-loop", "1")
        return CameraScanner(self.picture, time.monotonic, source=source)

    def unplugged(self):
        return CameraScanner(self.picture, time.monotonic)

    def broken_off(self, glass):
        return broken_off_while_it_scans(self.with_glass(glass, "1/10"))


class MemoryRig:
    def __init__(self, _folder):
        pass

    def with_glass(self, glass):
        return MemoryPaperScanner(glass)

    def unplugged(self):
        return MemoryPaperScanner()

    def broken_off(self, glass):
        scanner = self.with_glass(glass)
        scanner.meanwhile = scanner.stop
        return scanner.scan()


class FileRig(MemoryRig):
    def __init__(self, folder):
        self.folder = folder

    def with_glass(self, glass):
        glass.save(self.folder / "glass.pgm")
        return FilePaperScanner(self.folder)

    def unplugged(self):
        return FilePaperScanner(self.folder)


@pytest.fixture(params=[SaneRig, CameraRig, MemoryRig, FileRig])
def rig(request, tmp_path):
    return request.param(tmp_path)


def test_what_lies_there_comes_back_as_an_upright_page(rig, glass):
    outcome = rig.with_glass(glass).scan()
    assert (outcome.code, outcome.page.verdict) == ("scanned", "good")
    assert outcome.page.height_mm / outcome.page.width_mm == pytest.approx(A6[1] / A6[0], abs=0.02)


def test_a_scanner_that_is_not_there_is_absent(rig):
    assert rig.unplugged().scan().code == "absent"


def test_a_scan_that_is_broken_off_leaves_nothing(rig, glass):
    outcome = rig.broken_off(glass)
    assert (outcome.code, outcome.page) == ("cancelled", None)


def test_stopping_what_does_not_scan_does_nothing_to_the_next_scan(rig, glass):
    scanner = rig.with_glass(glass)
    scanner.stop()
    assert scanner.scan().code == "scanned"


def test_what_nobody_wants_any_more_is_not_begun(rig, glass):
    scanner = rig.with_glass(glass)
    assert scanner.scan(lambda: False).code == "cancelled"
    assert scanner.scan(lambda: True).code == "scanned"


def test_nothing_that_was_seen_is_written(rig, glass, tmp_path, tmp_path_factory, monkeypatch):
    scanner = rig.with_glass(glass)
    before = sorted(tmp_path.iterdir())
    passing = tmp_path_factory.mktemp("passing")
    monkeypatch.setenv("TMPDIR", str(passing))
    monkeypatch.chdir(passing)
    assert scanner.scan().code == "scanned"
    assert sorted(tmp_path.iterdir()) == before
    assert not list(passing.iterdir())
