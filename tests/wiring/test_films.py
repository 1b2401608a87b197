"""The folder of films is looked at again when something in it has changed, and not at every screen."""

import pytest

from kiosk.clock import ManualClock
from kiosk.procedures.films import NO_FILMS
from kiosk.wiring.films import EVERY, FilmFolder
from tests.engine.bench import MORNING


@pytest.fixture
def clock():
    return ManualClock(MORNING)


def test_a_film_that_a_ward_lays_there_is_found_while_the_kiosk_runs(tmp_path, clock):
    films = FilmFolder(tmp_path / "video", clock.monotonic)
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
    films = FilmFolder(tmp_path, clock.monotonic)()
    assert films.of("a", "vi").captions == films.of("b", "vi").captions == ()


def test_clips_in_sign_language_lie_in_a_folder_of_their_own(tmp_path, clock):
    (tmp_path / "signs").mkdir()
    (tmp_path / "signs" / "home.webm").write_bytes(b"-")
    assert FilmFolder(tmp_path, clock.monotonic)().signing(("home",)).file == "signs/home.webm"
