"""The document scanner as the settings name it: built, checked without a scan, listed with what is plugged in."""

from dataclasses import replace

import pytest
from msgspec import structs

from kiosk import settings as settings_files
from kiosk.clock import SystemClock
from kiosk.devices.found import Found
from kiosk.devices.paper_scanner import CameraScanner, FilePaperScanner, MemoryPaperScanner, SaneScanner
from kiosk.settings import PaperScanner
from kiosk.visit.reports import DeviceSeen
from kiosk.wiring import build
from kiosk.wiring.check import WRONG, check
from kiosk.wiring.devices import glasses, listing, trying
from tests.visit.walking import ROOT

CAMERA = Found(
    kind="camera", port="/dev/v4l/by-id/usb-One-video-index0", also=("/dev/video0",), unit="usb-One"
)
FLATBED = Found(kind="scanner", port="test:0", name="Noname frontend-tester", unit="test:0")


@pytest.fixture
def point(tmp_path):
    read = settings_files.read(ROOT / "config", ROOT, tmp_path / "state")

    def named(*, provisioned=False, **wanted):
        kiosk = structs.replace(read.kiosk, paper_scanner=PaperScanner(**wanted), provisioned=provisioned)
        return replace(read, kiosk=kiosk)

    return named


@pytest.fixture
def sane(tmp_path, monkeypatch):
    (tmp_path / "dll.conf").write_text("test\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(tmp_path))


@pytest.mark.parametrize(
    ("wanted", "kind"),
    [
        ({}, MemoryPaperScanner),
        ({"kind": "sane"}, SaneScanner),
        ({"kind": "camera", "device": "/dev/video0"}, CameraScanner),
        ({"kind": "camera"}, MemoryPaperScanner),
        ({"kind": "file"}, FilePaperScanner),
    ],
)
def test_what_the_settings_name_is_built(point, wanted, kind):
    assert isinstance(build.paper_scanner(point(**wanted), SystemClock()), kind)


def test_a_provisioned_kiosk_takes_no_folder_for_a_scanner(point):
    with pytest.raises(build.WiringError) as refused:
        build.paper_scanner(point(kind="file", provisioned=True), SystemClock())
    assert refused.value.code == "file-twin-refused"
    assert glasses.asked(point(kind="file", provisioned=True))[0]


class TestAsked:
    def test_is_content_where_none_is_named_or_pictures_are(self, point):
        assert glasses.asked(point()) == (False, "document scanner: none; no paper is copied")
        wrong, said = glasses.asked(point(kind="file"))
        assert not wrong
        assert said.endswith("glass, for trying out")

    @pytest.mark.parametrize("device", ["", "test:0"])
    def test_opens_the_flatbed_without_a_scan(self, point, sane, device):
        wrong, said = glasses.asked(point(kind="sane", device=device))
        assert (wrong, said) == (False, f"document scanner: flatbed, {device or 'the first that is found'}")

    def test_says_of_a_flatbed_that_is_not_there_how_to_find_one(self, point, sane):
        assert glasses.asked(point(kind="sane", device="test:9")) == (
            True,
            "document scanner: test:9 is not there; `scanimage -L` names those that are",
        )

    def test_says_of_a_camera_what_is_amiss(self, point, tmp_path):
        assert glasses.asked(point(kind="camera"))[1].endswith("names no device")
        missing = glasses.asked(point(kind="camera", device=str(tmp_path / "video0")))
        assert missing == (
            True,
            f"document scanner: camera, {tmp_path / 'video0'}, which is not plugged in",
        )
        (tmp_path / "video0").touch()
        assert not glasses.asked(point(kind="camera", device=str(tmp_path / "video0")))[0]

    @pytest.mark.parametrize(("kind", "package"), [("sane", "sane-utils"), ("camera", "ffmpeg")])
    def test_names_the_package_that_is_missing(self, point, tmp_path, monkeypatch, kind, package):
        monkeypatch.setenv("PATH", str(tmp_path))
        wrong, said = glasses.asked(point(kind=kind, device="/dev/null"))
        assert wrong
        assert said.endswith(f"install it: apt install {package}")

    def test_is_a_part_of_the_check(self, tmp_path, sane):
        config = tmp_path / "config"
        config.mkdir()
        for name in ("kiosk.toml", "point.toml"):
            (config / name).write_bytes((ROOT / "config" / name).read_bytes())
        (config / "overlay.toml").write_text('[kiosk.paper_scanner]\nkind = "sane"\ndevice = "test:9"\n')
        said = []
        assert check(config, ROOT, tmp_path / "state", said.append) == WRONG
        assert any(line.startswith("✗ document scanner: test:9 is not there") for line in said)


class TestForTheHelper:
    def test_its_row_stands_between_the_scanner_and_the_sound(self, point, sane):
        seen = listing.seen(point(kind="sane", device="test:0"), plugged=tuple)
        assert [(each.what, each.state) for each in seen][:2] == [("scanner", "not-used"), ("glass", "here")]
        seen = listing.seen(point(kind="sane", device="test:9"), plugged=tuple)
        assert seen[1] == DeviceSeen("glass", "absent")

    def test_has_no_row_where_none_is_named(self, point):
        assert "glass" not in {each.what for each in listing.seen(point(), plugged=tuple)}

    def test_a_probe_opens_it(self, point, sane):
        said = []
        assert trying.probe_glass(point(kind="sane", device="test:0"), said.append) == 0
        assert trying.probe_glass(point(kind="sane", device="test:9"), said.append) == 1
        assert trying.probe_glass(point(), said.append) == 0
        assert said[0] == "✓ document scanner: flatbed, test:0"
        assert said[1].startswith("✗ document scanner: test:9 is not there")
        assert said[2] == "document scanner: none; no paper is copied"


class TestList:
    def told(self, settings, *there, scanners=()):
        said = []
        status = listing.tell(settings, said.append, plugged=lambda: there, scanners=lambda: scanners)
        return status, said

    def test_shows_which_camera_is_used(self, point):
        _, said = self.told(point(kind="camera", device=CAMERA.port), CAMERA)
        assert f"  {CAMERA.port}  ← document scanner" in said
        assert f"✓ document scanner: camera, {CAMERA.port}" in said

    def test_shows_which_flatbed_is_used_by_its_name_or_as_the_first(self, point):
        for device in ("test:0", ""):
            _, said = self.told(point(kind="sane", device=device), scanners=(FLATBED,))
            assert "  test:0  (Noname frontend-tester)  ← document scanner" in said
            assert "✓ document scanner: sane, test:0" in said

    def test_names_the_flatbeds_as_scanimage_does(self, point, sane):
        said = []
        listing.tell(point(kind="sane", device="test:1"), said.append, plugged=tuple)
        assert "  test:0  (Noname frontend-tester)" in said
        assert "  test:1  (Noname frontend-tester)  ← document scanner" in said
        assert "✓ document scanner: sane, test:1" in said

    def test_misses_what_is_not_plugged_in(self, point):
        for wanted, words in (
            ({"kind": "camera", "device": CAMERA.port}, f"camera, {CAMERA.port}, which is not plugged in"),
            ({"kind": "sane", "device": "test:1"}, "sane, test:1, which is not plugged in"),
            ({"kind": "sane"}, "sane, the first, which is not plugged in"),
        ):
            status, said = self.told(point(**wanted), scanners=(FLATBED,) if "device" in wanted else ())
            assert status == 1
            assert f"✗ document scanner: {words}" in said

    def test_cannot_tell_without_scanimage(self, point):
        status, said = self.told(point(kind="sane"), scanners=None)
        assert status == 1
        assert "✗ document scanner: sane, but scanimage is not installed" in said

    def test_says_that_none_is_used(self, point):
        assert "✓ document scanner: none, no paper is copied" in self.told(point(), CAMERA)[1]
