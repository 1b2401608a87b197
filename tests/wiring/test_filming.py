"""The film that a ward shares: its slides, its sound, its captions, and what is said where it cannot be made."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk import cli
from kiosk.pictures import Fonts, Pictures
from kiosk.presenter.showing import slide_told
from kiosk.procedures.films import captions
from kiosk.visit.slides import slides
from kiosk.visit.states import Asked
from kiosk.wiring.authoring import filming
from kiosk.wiring.authoring.slides import SIZES, Frame, SlidePen
from tests.caches import lend
from tests.visit.walking import catalogue, texts

ROOT = Path(__file__).parents[2]
CODE = "1.001193"


def told(procedure, language):
    for slide in slides(procedure, Asked(procedure=procedure.code)):
        one = slide_told(procedure, slide, texts(), language)
        second = slide_told(procedure, slide, texts(), "vi").sentence if language == "km" else ""
        yield Frame(one.picture, one.sentence, second)


def ask(state, *words):
    return cli.main(["--state", str(state), "content", "video", *map(str, words)])


def probed(path):
    entries = "stream=codec_name,codec_type,width,height,pix_fmt,duration:format=duration,size"
    command = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.fixture(scope="module")
def fonts(caches):
    return Fonts(caches / "fonts")


@pytest.fixture(scope="module")
def pictures(caches, fonts):
    return Pictures(ROOT / "assets" / "illustrations", caches / "pictures", fonts=fonts)


@pytest.fixture(scope="module")
def film(tmp_path_factory, caches, compiled):
    folder = tmp_path_factory.mktemp("film")
    lend(caches, folder / "cache")
    shutil.copy(compiled, folder)
    assert ask(folder, CODE, "--lang", "vi", "--out", folder / "khai-sinh.mp4") == 0
    return folder / "khai-sinh.mp4"


@pytest.mark.full
def test_it_plays_on_any_phone_and_is_small(film):
    found = probed(film)
    picture, sound = sorted(found["streams"], key=lambda one: one["codec_type"], reverse=True)
    assert (picture["codec_name"], picture["pix_fmt"]) == ("h264", "yuv420p")
    assert (picture["width"], picture["height"]) == SIZES["landscape"]
    assert sound["codec_name"] == "aac"
    assert abs(float(picture["duration"]) - float(sound["duration"])) < 0.3
    assert int(found["format"]["size"]) < 3_000_000
    content = film.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "it begins to play before all of it has come"


def test_its_captions_follow_the_slides_to_the_end(film):
    said = captions(film.with_suffix(".srt").read_text(encoding="utf-8"))
    assert [one.text for one in said] == [one.caption for one in told(catalogue().procedures[CODE], "vi")]
    assert all(before.end == after.start for before, after in itertools.pairwise(said))
    assert abs(said[-1].end - float(probed(film)["format"]["duration"])) < 0.3


def test_each_picture_of_it_is_the_slide_of_its_caption(film, pictures, fonts, tmp_path):
    said = captions(film.with_suffix(".srt").read_text(encoding="utf-8"))
    pen = SlidePen(pictures, fonts, SIZES["landscape"], "Phường Đông Hưng Thuận")
    for number, frame in list(enumerate(told(catalogue().procedures[CODE], "vi")))[::5]:
        middle = (said[number].start + said[number].end) / 2
        shot = tmp_path / f"{number}.png"
        command = ["ffmpeg", "-v", "error", "-ss", str(middle), "-i", str(film), "-frames:v", "1", str(shot)]
        subprocess.run(command, check=True)
        with Image.open(shot) as seen:
            away = ImageChops.difference(seen.convert("L"), pen.draw(frame).convert("L"))
        assert sum(away.histogram()[64:]) / (away.width * away.height) < 0.003


def test_it_is_loud_enough_for_a_kitchen_and_never_clipped(film):
    command = ["ffmpeg", "-hide_banner", "-i", str(film), "-af", "volumedetect", "-f", "null", "-"]
    heard = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    level = {name: float(heard.partition(f"{name}_volume: ")[2].split()[0]) for name in ("mean", "max")}
    assert -26 < level["mean"] < -14
    assert level["max"] < -1


def test_no_words_run_off_a_slide_of_any_procedure(pictures, fonts):
    for size in SIZES.values():
        pen = SlidePen(pictures, fonts, size, "-")
        for procedure in catalogue().procedures.values():
            for language in ("vi", "km", "en"):
                for frame in told(procedure, language):
                    assert pen.spare(frame) >= 0, (size, procedure.code, frame)


def test_what_is_missing_or_unknown_is_said_in_plain_words(tmp_path, caches, capsys, monkeypatch):
    lend(caches, tmp_path / "cache")
    out = tmp_path / "a.mp4"
    assert ask(tmp_path, "9.999999", "--out", out) == 2
    assert ask(tmp_path, CODE, "--out", tmp_path / "a.avi") == 2
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert ask(tmp_path, CODE, "--out", out) == 1
    said = capsys.readouterr().out.splitlines()
    assert "there is no procedure of this code" in said[0]
    assert "ends in .mp4" in said[1]
    assert "ffmpeg is not installed" in said[2]
    assert not out.exists()


def test_a_film_that_fails_leaves_nothing_behind(tmp_path, caches, capsys, monkeypatch):
    lend(caches, tmp_path / "cache")
    monkeypatch.setattr(filming, "_made", lambda *_given: None)
    assert ask(tmp_path, CODE, "--out", tmp_path / "a.mp4") == 1
    assert "could not make the film" in capsys.readouterr().out
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) in ([], [".sqlite3"])
