"""What a visit leaves is looked for wherever a program leaves things, and would be found."""

import os
import tempfile
import unicodedata
from pathlib import Path

import pytest

from kiosk import settings as settings_files
from kiosk.tour import run
from kiosk.tour.script import load_all
from kiosk.tour.traces import own_temporary_folder, traces
from kiosk.wiring.build import MEMORY
from tests.caches import lend

ROOT = Path(__file__).resolve().parents[2]
NAME = "Nguyễn Thị Vết Tích"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_name_is_found_in_what_a_file_holds_and_in_what_it_is_called(tmp_path, form, encoding):
    (tmp_path / "deep" / "down").mkdir(parents=True)
    name = unicodedata.normalize(form, NAME)
    (tmp_path / "deep" / "down" / "a.bin").write_bytes(b"\0x" + name.encode(encoding) + b"\0")
    (tmp_path / f"{name}.txt").touch()
    (tmp_path / "other").write_text("Trần", encoding="utf-8")
    assert traces([tmp_path], [NAME]) == sorted(["a.bin", f"{name}.txt"])
    assert traces([tmp_path], []) == []


def test_what_is_temporary_has_a_folder_of_its_own_for_this_process_and_for_what_it_starts():
    before = tempfile.gettempdir(), os.environ.get("TMPDIR")
    with own_temporary_folder() as around:
        assert Path(tempfile.mkdtemp()).parent == around.temporary == Path(os.environ["TMPDIR"])
        assert around.temporary in around.places()
    assert not around.temporary.exists()
    assert (tempfile.gettempdir(), os.environ.get("TMPDIR")) == before


def test_memory_and_a_browsers_own_folders_are_looked_at_when_something_is_in_them(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    old = tmp_path / "Downloads"
    old.mkdir()
    os.utime(old, (1, 1))
    with (
        own_temporary_folder() as around,
        tempfile.TemporaryDirectory(prefix="kiosk-traces-", dir=MEMORY) as shared,
    ):
        profile = tmp_path / ".config" / "chromium" / "Default"
        profile.mkdir(parents=True)
        found = around.places()
        assert {Path(shared), tmp_path / ".config" / "chromium"} <= set(found)
        assert old not in found


@pytest.mark.parametrize(
    "where",
    [
        "temporary",
        pytest.param("memory", marks=pytest.mark.full),
        pytest.param("home", marks=pytest.mark.full),
    ],
)
def test_a_journey_that_leaves_a_name_somewhere_is_not_as_declared(caches, tmp_path, monkeypatch, where):
    lend(caches, tmp_path / "cache")
    home = tmp_path / "home"
    (home / ".config" / "chromium").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(run, "private_words", lambda *_: [NAME])
    with tempfile.TemporaryDirectory(prefix="kiosk-traces-", dir=MEMORY) as shared:
        played = run._play

        def leaves(*given):
            played(*given)
            place = {"temporary": tempfile.gettempdir(), "memory": shared, "home": home / ".config/chromium"}[
                where
            ]
            (Path(place) / "left.log").write_text(NAME, encoding="utf-8")

        monkeypatch.setattr(run, "_play", leaves)
        settings = settings_files.read(ROOT / "config", ROOT, tmp_path / "state", tmp_path / "cache")
        from kiosk.tour.command import _for_tour

        out = tmp_path / "out"
        report = run.run(_for_tour(settings, out), load_all()["walk-away"], "vi", out, "terminal")
    assert report.faults == ["left.log holds an answer in clear"]
