"""Films on the glass: their pictures change, captions come at their times, and a broken one hurts nobody."""

import pytest

from kiosk.presenter.view import Button, Caption, Film
from kiosk.ui.reel import Reel
from kiosk.visit import events as ev
from tests.screen import views
from tests.screen.conftest import SIZE
from tests.screen.films import made

pytestmark = pytest.mark.screen
VI = views.Say("vi")
CAPTIONS = (
    Caption(start=0.0, end=0.6, text="Câu thứ nhứt."),
    Caption(start=0.7, end=2.0, text="Câu thứ hai."),
)


def view(name, **film):
    again = Button(id="again-film", text="Coi lại", event=ev.PlayAgain(), picture="glyphs/again")
    stop = Button(id="stop", text="Tạm dừng", event=ev.StopFilm(), picture="glyphs/pause")
    shown = Film(file=name, **{"times": 1, "plays": True, **film})
    more = {"question": "Khai sanh", "picture": "birth", "film": shown, "choices": (again, stop)}
    return views.view(VI, "film", state="show", **more)


def pixels():
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    return glReadPixels(0, 0, *SIZE, GL_RGB, GL_UNSIGNED_BYTE)


def projector(screen):
    return screen.face._window.projector


def until(screen, condition, seconds=8.0):
    assert screen.face.wait_for(condition, seconds)


@pytest.mark.parametrize("kind", ["mp4", pytest.param("webm", marks=pytest.mark.full)])
def test_its_pictures_change_on_the_glass_and_its_end_is_told_once(screen, kind):
    made(screen.films, f"khai-sinh.{kind}")
    screen.show(view(f"khai-sinh.{kind}"))
    until(screen, lambda: projector(screen).shows)
    screen.face.settle()
    first = pixels()
    until(screen, lambda: projector(screen)._reel is None or projector(screen)._reel.at > 1)
    screen.face.settle()
    assert pixels() != first
    until(screen, lambda: screen.link.events)
    assert screen.link.events == [ev.FilmEnded(f"khai-sinh.{kind}")]


def test_captions_come_and_go_at_their_times(screen):
    made(screen.films, "khai-sinh.mp4")
    screen.show(view("khai-sinh.mp4", captions=CAPTIONS))
    assert "Câu thứ nhứt." in screen.face.words()
    until(screen, lambda: "Câu thứ hai." in screen.face.words())
    assert projector(screen)._reel.at >= 0.7
    assert "Câu thứ nhứt." not in screen.face.words()
    assert screen.face.overflow() == []


def test_a_film_that_stands_shows_one_picture_and_draws_nothing(screen):
    made(screen.films, "khai-sinh.mp4")
    screen.show(view("khai-sinh.mp4", plays=False))
    until(screen, lambda: projector(screen).shows)
    screen.face.settle()
    flips, at = screen.face.measured.flips, projector(screen)._reel.at
    screen.face.wait_for(lambda: False, 0.3)
    assert screen.face.measured.flips == flips
    assert projector(screen)._reel.at == at
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: screen.link.events)


def test_a_page_over_it_silences_it_and_it_goes_on_where_it_was(screen):
    made(screen.films, "khai-sinh.mp4")
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: projector(screen)._reel.at > 1)
    reel = projector(screen)._reel
    screen.show(views.answers(VI), lies_over=True)
    reel.join(2)
    assert not reel.is_alive()
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: projector(screen).shows)
    assert projector(screen)._reel.at > 0.7
    screen.show(view("khai-sinh.mp4", times=2))
    until(screen, lambda: projector(screen).shows)
    assert projector(screen)._reel.at < 0.7


def test_nothing_of_it_outlives_the_visit(screen):
    made(screen.films, "khai-sinh.mp4")
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: projector(screen)._reel.at > 0.5)
    reel = projector(screen)._reel
    screen.show(views.attract(VI))
    reel.join(2)
    assert not reel.is_alive()
    assert projector(screen)._stood is None
    assert not projector(screen).shows


def test_how_far_it_had_come_is_forgotten_on_a_page_that_lies_over_nothing(screen):
    made(screen.films, "khai-sinh.mp4")
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: projector(screen)._reel.at > 1)
    screen.show(views.answers(VI), lies_over=True)
    screen.show(views.answers(VI))
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: projector(screen).shows)
    assert projector(screen)._reel.at < 0.7


@pytest.mark.parametrize(
    ("size", "seen"),
    [pytest.param((3840, 2160), (1280, 720), marks=pytest.mark.full), ((1080, 1920), (406, 720))],
)
def test_even_the_first_picture_of_a_large_film_is_no_larger_than_is_shown(screen, size, seen):
    name = f"{size[0]}.mp4"
    made(screen.films, name, size=size, seconds=1)
    reel = Reel(screen.films / name, lambda: None, most=(1280, 720), silent=True)
    reel.play(plays=False)
    reel.start()
    pictures = []
    until(screen, lambda: pictures.append(reel.take()) or pictures[-1])
    reel.close()
    assert pictures[-1].size == seen
    assert len(pictures[-1].pixels) == 4 * seen[0] * seen[1]


def test_only_its_own_place_is_drawn_anew(screen):
    made(screen.films, "khai-sinh.mp4")
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: projector(screen)._reel.at > 0.2)
    from kivy.graphics.opengl import GL_SCISSOR_BOX, GL_SCISSOR_TEST, glGetIntegerv, glIsEnabled

    flips = screen.face.measured.flips
    until(screen, lambda: screen.face.measured.flips > flips)
    assert glIsEnabled(GL_SCISSOR_TEST)
    _x, _y, wide, high = glGetIntegerv(GL_SCISSOR_BOX)
    assert wide * high < SIZE[0] * SIZE[1] * 0.5


@pytest.mark.parametrize("content", [b"", b"no film at all", None])
def test_a_file_that_is_no_film_is_told_and_leaves_the_picture(screen, content):
    screen.films.mkdir(exist_ok=True)
    name = f"broken-{len(content or b'-')}.mp4"
    if content is not None:
        (screen.films / name).write_bytes(content)
    screen.show(view(name))
    until(screen, lambda: screen.link.events)
    assert screen.link.events == [ev.FilmBroken(name)]
    assert not projector(screen).shows
    assert screen.face.missing_pictures() == []


def test_a_film_that_breaks_off_has_ended(screen):
    whole = made(screen.films, "khai-sinh.webm").read_bytes()
    (screen.films / "half.webm").write_bytes(whole[: len(whole) // 2])
    screen.show(view("half.webm"))
    until(screen, lambda: screen.link.events)
    assert screen.link.events == [ev.FilmEnded("half.webm")]


def test_without_a_sound_card_it_is_seen_all_the_same(screen, monkeypatch):
    made(screen.films, "khai-sinh.mp4")
    monkeypatch.setenv("SDL_AUDIODRIVER", "alsa")
    monkeypatch.setenv("AUDIODEV", "nowhere")
    screen.show(view("khai-sinh.mp4"))
    until(screen, lambda: screen.link.events)
    assert screen.link.events == [ev.FilmEnded("khai-sinh.mp4")]


@pytest.mark.full
def test_a_clip_of_two_turns_ends_after_the_second(screen):
    made(screen.films, "khai-sinh.mp4", seconds=2)
    screen.show(view("khai-sinh.mp4", silent=True, turns=2))
    until(screen, lambda: projector(screen)._turns == 1)
    screen.show(views.answers(VI), lies_over=True)
    screen.show(view("khai-sinh.mp4", silent=True, turns=2))
    assert projector(screen)._turns == 1
    assert screen.link.events == []
    until(screen, lambda: screen.link.events)
    assert screen.link.events == [ev.FilmEnded("khai-sinh.mp4")]
