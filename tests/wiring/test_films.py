"""The folder of films is looked at again when something in it has changed, and not at every screen."""

import pytest

from kiosk.clock import ManualClock
from kiosk.engine.jobs import InlineJobs
from kiosk.procedures.films import NO_FILMS
from kiosk.wiring import films as films_of_point
from kiosk.wiring.films import EVERY, FilmFolder
from tests.engine.bench import MORNING


@pytest.fixture
def clock():
    return ManualClock(MORNING)


def folder(place, clock, **more):
    return FilmFolder(place, clock.monotonic, InlineJobs().submit, **more)


def test_a_film_that_a_ward_lays_there_is_found_while_the_kiosk_runs(tmp_path, clock):
    films = folder(tmp_path / "video", clock)
    assert films() == NO_FILMS
    (tmp_path / "video").mkdir()
    (tmp_path / "video" / "a.vi.mp4").write_bytes(b"-")
    (tmp_path / "video" / "a.vi.srt").write_text(
        "1\n00:00:00,000 --> 00:00:01,000\nChào.\n", encoding="utf-8"
    )
    assert films() == NO_FILMS
    clock.advance(EVERY)
    assert films().of("a", "vi").captions[0].text == "Chào."
    (tmp_path / "video" / "a.vi.mp4").unlink()
    clock.advance(EVERY)
    assert films().of("a", "vi") is None


def test_captions_in_another_writing_or_too_long_keep_no_film_from_being_seen(tmp_path, clock):
    (tmp_path / "a.mp4").write_bytes(b"-")
    (tmp_path / "a.srt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.mp4").write_bytes(b"-")
    (tmp_path / "b.srt").write_bytes(b"1\n00:00:00,000 --> 00:00:01,000\nx\n\n" * 6000)
    films = folder(tmp_path, clock)()
    assert films.of("a", "vi").captions == films.of("b", "vi").captions == ()


def test_clips_in_sign_language_lie_in_a_folder_of_their_own(tmp_path, clock):
    (tmp_path / "signs").mkdir()
    (tmp_path / "signs" / "home.webm").write_bytes(b"-")
    assert folder(tmp_path, clock)().signing(("home",)).file == "signs/home.webm"


def test_whoever_asks_reads_no_folder_a_worker_does(tmp_path, clock):
    (tmp_path / "a.mp4").write_bytes(b"-")
    waiting = []
    films = FilmFolder(tmp_path, clock.monotonic, waiting.append)
    assert films() == films() == NO_FILMS
    clock.advance(EVERY)
    assert films() == NO_FILMS
    assert len(waiting) == 1, "nobody looks again while somebody looks"
    waiting.pop()()
    assert films().of("a", "vi") is not None
    assert len(waiting) == 1


def test_captions_are_read_again_only_where_they_have_changed(tmp_path, clock, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.mp4").write_bytes(b"-")
        (tmp_path / f"{name}.srt").write_text("00:00,000 --> 00:01,000\nChào.\n", encoding="utf-8")
    read = []
    monkeypatch.setattr(films_of_point, "captions", lambda text: read.append(text) or ())
    films = folder(tmp_path, clock)
    films()
    (tmp_path / "b.srt").write_text("00:00,000 --> 00:02,000\nDạ.\n", encoding="utf-8")
    clock.advance(EVERY)
    films()
    assert len(read) == 3
    assert "Dạ." in read[-1]


def test_where_nothing_can_be_heard_a_film_without_captions_is_left_for_the_slides(tmp_path, clock):
    for name in ("a.mp4", "b.mp4"):
        (tmp_path / name).write_bytes(b"-")
    (tmp_path / "b.srt").write_text("00:00,000 --> 00:01,000\nChào.\n", encoding="utf-8")
    films = folder(tmp_path, clock, told_only=True)()
    assert films.of("a", "vi") is None
    assert films.of("b", "vi") is not None
