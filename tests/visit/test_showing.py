"""Seeing what a procedure is about: slides that follow each other, a film, and the way out of both."""

from dataclasses import replace

import pytest

from kiosk.procedures.films import Caption, Film, Films
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.slides import slides
from kiosk.visit.states import CORE, RESIDENT, Asked, State
from kiosk.visit.step import step
from tests.visit.walking import NOW, at_home, catalogue, happen, offered, report, texts, touch, view_of

BIRTH = "1.001193"
FILM = Film("khai-sinh.vi.mp4", (Caption(0.5, 1.5, "Chào bà con."),))
FILMS = Films({(BIRTH, "vi"): FILM})
CLIP = Film("signs/child_name.mp4")
SIGNS = Films(of_signs={"child_name": CLIP, "home": Film("signs/home.mp4")})


def about(state=State.ABOUT, code=BIRTH, page=0):
    return replace(at_home(), state=state, asked=Asked(life_event="birth", procedure=code), page=page)


def watching():
    return touch(about(), "watch")


def count():
    return len(slides(catalogue().procedures[BIRTH], Asked(procedure=BIRTH)))


def filmed(visit, event, by=RESIDENT):
    outcome = step(visit, event, NOW, by, catalogue(), films=FILMS)
    assert not outcome.refused
    return outcome.visit


def test_every_slide_is_one_picture_and_one_sentence_and_the_next_comes_when_it_has_been_said():
    visit, seen = watching(), []
    while not visit.showing.ended:
        view = view_of(visit)
        assert [phrase.text for phrase in view.speech] == [view.question]
        assert view.picture
        seen.append(view.question)
        visit = report(visit, rp.PageHeard())
    assert len(seen) == len(set(seen)) == count()
    procedure = catalogue().procedures[BIRTH]
    assert seen[0] == procedure.name.vi
    assert set(seen) >= {one.say.vi for one in procedure.steps}


def test_at_its_end_one_may_see_it_again_or_go_on_and_hears_of_both():
    visit = watching()
    for _ in range(count()):
        visit = report(visit, rp.PageHeard())
    view = view_of(visit)
    assert [button.id for button in view.choices] == ["again-film", "go-on"]
    assert len(view.speech) == 3
    assert touch(visit, "again-film").page == 0
    assert touch(visit, "go-on").state is State.PAPERS


@pytest.mark.parametrize("page", [0, 1])
def test_begun_anew_the_first_slide_is_said_whichever_is_on_the_glass(page):
    visit = replace(watching(), page=page)
    after = touch(visit, "again-film")
    assert (after.page, after.spoken) == (0, visit.spoken + 1)


def test_what_stands_says_nothing_and_goes_on_where_it_stood():
    visit = touch(report(watching(), rp.PageHeard()), "stop")
    assert view_of(visit).speech == ()
    assert report(visit, rp.PageHeard()).page == visit.page == 1
    on = touch(visit, "play")
    assert on.page == 1
    assert view_of(on).speech


def test_a_slide_may_be_turned_before_it_has_been_said():
    visit = watching()
    for _ in range(count()):
        visit = touch(visit, "following")
    assert visit.showing.ended


def test_nobody_turns_to_a_slide_before_the_first():
    assert happen(watching(), ev.TurnPage(-1)).refused


@pytest.mark.parametrize("state", [State.ABOUT, State.REFER])
def test_the_way_back_leads_to_the_page_that_it_was_chosen_on(state):
    visit = touch(about(state, page=1), "watch")
    back = touch(report(visit, rp.PageHeard()), "back")
    assert (back.state, back.page) == (state, 1)


def test_after_a_card_that_only_tells_where_to_go_one_comes_back_to_it():
    visit = touch(about(State.REFER), "watch")
    for _ in range(count()):
        visit = report(visit, rp.PageHeard())
    assert touch(visit, "go-on").state is State.REFER


def test_help_and_another_language_leave_it_where_it_was():
    visit = report(watching(), rp.PageHeard())
    helped = touch(touch(visit, "help"), "go-on")
    assert (helped.state, helped.page) == (State.SHOW, 1)
    khmer = touch(touch(visit, "language"), "language:km")
    assert khmer.page == 1
    assert view_of(khmer).question != view_of(visit).question


def test_a_film_plays_where_the_point_has_one_and_turns_by_no_sentence_of_ours():
    visit = filmed(about(), ev.Watch())
    view = view_of(visit, films=FILMS)
    assert (view.film.file, view.film.plays) == (FILM.file, True)
    assert [caption.text for caption in view.film.captions] == ["Chào bà con."]
    assert view.speech == ()
    assert filmed(visit, rp.PageHeard(), CORE).page == 0
    assert visit.is_watching


def test_a_film_that_stands_is_told_to_stand():
    visit = filmed(filmed(about(), ev.Watch()), ev.StopFilm())
    assert not view_of(visit, films=FILMS).film.plays
    assert not visit.is_watching


def test_again_begins_the_film_anew():
    visit = filmed(about(), ev.Watch())
    again = filmed(visit, ev.PlayAgain())
    assert view_of(again, films=FILMS).film.times != view_of(visit, films=FILMS).film.times


def test_a_film_that_has_ended_offers_the_same_as_the_slides():
    visit = filmed(filmed(about(), ev.Watch()), ev.FilmEnded(FILM.file))
    view = view_of(visit, films=FILMS)
    assert view.film is None
    assert [button.id for button in view.choices] == ["again-film", "go-on"]


def test_where_a_film_cannot_be_shown_the_slides_are():
    visit = filmed(filmed(about(), ev.Watch()), ev.FilmBroken(FILM.file))
    view = view_of(visit, films=FILMS)
    assert view.film is None
    assert view.question == catalogue().procedures[BIRTH].name.vi
    again = filmed(filmed(visit, ev.Back()), ev.Watch())
    assert view_of(again, films=FILMS).film is None


@pytest.mark.parametrize("event", [ev.FilmEnded("another.mp4"), ev.FilmBroken("another.mp4")])
def test_nothing_comes_of_a_film_that_is_not_on_screen(event):
    assert step(watching(), event, NOW, RESIDENT, catalogue(), films=FILMS).refused


def test_another_language_has_its_own_film_or_the_one_for_all_or_slides():
    visit = filmed(about(), ev.Watch())
    khmer = replace(visit, language="km")
    assert view_of(khmer, films=FILMS).film is None
    everywhere = Films({(BIRTH, "vi"): FILM, (BIRTH, ""): Film("khai-sinh.mp4")})
    assert view_of(khmer, films=everywhere).film.file == "khai-sinh.mp4"


def test_every_procedure_can_be_watched_in_every_language():
    for procedure in catalogue().procedures.values():
        for language in ("vi", "km", "en"):
            visit = replace(about(code=procedure.code), state=State.SHOW, language=language)
            for page, _ in enumerate(slides(procedure, visit.asked)):
                view = view_of(replace(visit, page=page))
                assert view.question.strip()
                assert "{" not in view.question
                assert view.picture


def test_there_is_nothing_to_watch_where_no_procedure_is_known():
    nothing = about(State.REFER, code="")
    assert "watch" not in {button.id for button in offered(view_of(nothing))}
    assert happen(nothing, ev.Watch()).refused


def asked(name="child_name"):
    return replace(at_home(), state=State.QUESTION, asked=Asked(procedure=BIRTH, asking=name))


def signed(visit, event, by=RESIDENT, films=SIGNS):
    outcome = step(visit, event, NOW, by, catalogue(), films=films)
    assert not outcome.refused
    return outcome.visit


def test_beside_a_question_that_has_a_clip_there_is_the_way_to_sign_language():
    assert view_of(asked(), films=SIGNS).footer.signs.event == ev.OpenSigns()
    assert view_of(asked("child_sex"), films=SIGNS).footer.signs is None
    assert view_of(asked()).footer.signs is None
    assert view_of(at_home(), films=SIGNS).footer.signs is not None


def test_the_clip_of_one_procedure_wins_over_that_of_all():
    own = Film(f"signs/{BIRTH}.child_name.webm")
    both = Films(of_signs={**SIGNS.of_signs, f"{BIRTH}.child_name": own})
    assert view_of(signed(asked(), ev.OpenSigns(), films=both), films=both).film.file == own.file


def test_the_clip_is_silent_is_shown_twice_and_its_question_stands_below():
    visit = signed(asked(), ev.OpenSigns())
    view = view_of(visit, films=SIGNS)
    assert (view.film.file, view.film.silent, view.film.turns) == (CLIP.file, True, 2)
    assert view.question == view_of(asked()).question
    assert view.speech == ()
    assert visit.is_watching


@pytest.mark.parametrize("event", [ev.GoOn(), ev.Back()])
def test_the_page_comes_back_as_it_was(event):
    visit = signed(signed(asked(), ev.OpenSigns()), event)
    assert (visit.state, visit.asked) == (State.QUESTION, asked().asked)


def test_a_clip_may_be_stopped_and_seen_again():
    visit = signed(asked(), ev.OpenSigns())
    assert not view_of(signed(visit, ev.StopFilm()), films=SIGNS).film.plays
    ended = signed(visit, ev.FilmEnded(CLIP.file))
    assert [button.id for button in view_of(ended, films=SIGNS).choices] == ["again-film", "go-on"]
    assert view_of(signed(ended, ev.PlayAgain()), films=SIGNS).film is not None


def test_a_clip_that_cannot_be_shown_is_not_offered_again():
    visit = signed(signed(asked(), ev.OpenSigns()), ev.FilmBroken(CLIP.file))
    assert visit.state is State.QUESTION
    assert view_of(visit, films=SIGNS).footer.signs is None


def test_pages_of_the_residents_hand_alone_and_of_a_helper_have_no_clip():
    films = Films(of_signs={state.value: Film(f"signs/{state.value}.mp4") for state in State})
    for state in (State.CONSENT, State.HANDOVER, State.CONFIRM, State.WORKBENCH):
        visit = replace(asked(), state=state)
        assert step(visit, ev.OpenSigns(), NOW, RESIDENT, catalogue(), films=films).refused


def test_its_words_are_short():
    assert len(texts().say("vi", "show.ended").split()) <= 9


def test_a_khmer_slide_carries_its_vietnamese_sentence_though_there_is_a_film_in_vietnamese():
    visit = replace(watching(), language="km")
    (phrase,) = view_of(visit, films=FILMS).speech
    assert phrase.vietnamese == catalogue().procedures[BIRTH].name.vi


def test_a_film_is_silent_where_the_point_has_no_sound():
    visit = filmed(about(), ev.Watch())
    assert not view_of(visit, films=FILMS).film.silent
    assert view_of(visit, films=FILMS, sound=False).film.silent
