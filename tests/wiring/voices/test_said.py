"""What is collected to be built and recorded holds whatever a visit says, except what people type themselves."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.devices.voice import ClipVoice, Places
from kiosk.presenter.attending import attended, lessons, suggested
from kiosk.presenter.every_screen import every_screen
from kiosk.presenter.key_names import key_name
from kiosk.presenter.present import present
from kiosk.presenter.scene import Stage
from kiosk.texts.phrasebook import parts_of, plain
from kiosk.ui.entry import begin
from kiosk.ui.parts import Stroke, Target, tree
from kiosk.ui.screens.compose import compose
from kiosk.ui.sheet import Sheet
from kiosk.ui.theme import theme_for
from kiosk.visit.events import Attend
from kiosk.visit.states import State
from kiosk.wiring.voices import script
from kiosk.wiring.voices.said import has_khmer
from tests.journeys.test_every_branch import PX_PER_MM, SIZE, PlainRuler
from tests.presenter.test_attending import every_button
from tests.visit.test_wandering import wander
from tests.visit.walking import CARD, FULL, GOOD, LISTED, PARTS, catalogue, fresh, point, scene

ROOT = Path(__file__).parents[3]
WALKS, STEPS = (60, 200) if FULL else (3, 100)
BLIND = ROOT / "tests" / "journeys" / "blind-keypad.vi.txt"
INVENTED = "Ấp Tập Thử, Xã Ví Dụ, Tập thử"
TYPED = " ".join(
    (
        *GOOD.values(),
        *LISTED.values(),
        *PARTS.values(),
        CARD.name,
        CARD.address,
        "Thiếu một giấy",
        "Anh Tài",
        INVENTED,
        "Người giúp tập",
    )
)
"""Everything that is typed, scanned, sent from the ward or made up in practice on a walk."""


@pytest.fixture(scope="module")
def lacking(repertoire):
    """Tell what of a phrase is neither collected nor put together from what is, around somebody's own words."""

    def lacking(language, typed=TYPED):
        sayings, book = repertoire.sayings(language), repertoire.book(language)
        whole = {plain(saying.text) for saying in sayings if not saying.of_a_moment}
        single = {piece.text for saying in sayings for piece in saying.pieces}
        single |= {word for word, _ in repertoire.words(language)}
        (here,), (offered,) = (
            parts_of(repertoire.texts.say(language, one)) for one in ("attend.here", "attend.suggested")
        )
        own = words_of(typed, *names())

        def of(text):
            said = re.sub(rf"^{here}[:៖] ", "", text.replace("\u200b", ""))
            if plain(said) in whole:
                return []
            pieces = book.pieces(said)
            left = [one.text for one in pieces if one.kind != "own" and one.text not in single]
            left += [one.text for one in pieces if one.kind == "own" and not words_of(one.text) <= own]
            filled = any(one.kind in {"own", "word"} or words_of(one.text) <= own for one in pieces)
            return left if filled or said.startswith(offered) or language == "km" else [said]

        return of

    return lacking


def words_of(*texts):
    return {word for text in texts for word in re.findall(r"\w+", plain(text).casefold())}


def names():
    """The names that are the same in every language: of people, of places and of procedures as papers have them."""
    lists, here = catalogue().lists, point()
    yield from (*lists.names.families, *lists.names.khmer_families, *lists.names.middles, *lists.names.givens)
    yield from (*here.hamlets, here.ward.name, "TP.", "VNeID", *(unit.name for unit in lists.units.values()))
    yield from (procedure.official for procedure in catalogue().procedures.values())


@cache
def places():
    """Where a few walks come to."""
    walks = (wander(random.Random(seed), catalogue(), STEPS, looking=False) for seed in range(WALKS))
    return [visit for walk in walks for visit in walk]


def walked(language):
    """What is said on a few walks: by the pages, and of everything that keys can come to there."""
    around, met = scene(), set()
    for number, visit in enumerate(places()):
        at = visit if visit.state is State.ATTRACT else replace(visit, language=language)
        view = present(at, around, 1)
        things = tuple(every_button(view))
        if (shown := (view.state, view.speech, things)) in met:
            continue
        met.add(shown)
        yield from (phrase for phrase in view.speech if phrase.language == language)
        for button in things:
            given = Attend(targets=(button.id,), waits=bool(number % 2))
            said = attended(at, around, view, given, lessons(view, given))
            yield from (phrase for phrase in said if phrase.language == language)
        yield from (phrase for phrase in suggested(at, around, view) if phrase.language == language)


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.full)])
def test_whatever_a_walk_says_is_collected_but_for_what_people_say_themselves(lacking, language):
    of = lacking(language)
    assert {phrase.text: left for phrase in walked(language) if (left := of(phrase.text))} == {}


@pytest.mark.full
def test_whatever_a_walk_says_in_khmer_can_be_put_together_from_recordings(lacking):
    of = lacking("km")
    said = {phrase.text: [one.strip("។") for one in of(phrase.text)] for phrase in walked("km")}
    assert {text: left for text, left in said.items() if any(map(has_khmer, left))} == {}


def test_whatever_is_heard_on_a_journey_by_ear_is_collected(lacking):
    of = lacking("vi", "Lê Văn Mẫu Mâu Mâ")
    lines = BLIND.read_text(encoding="utf-8").splitlines()
    told = [re.sub(r"^\[\S+\] ", "", one) for line in lines for one in line.split(" … ")]
    assert len(told) > len(lines)
    assert {one: left for one in told if not one.startswith("(") and (left := of(one))} == {}


@pytest.mark.parametrize("language", ["vi", pytest.param("km", marks=pytest.mark.full)])
def test_every_key_of_a_face_is_collected_by_its_name(repertoire, language):
    around, seen, named = scene(), set(), set()
    for view in every_screen(around, language):
        if view.entry is None or not view.speech:
            continue
        kind = structs.replace(view.entry, question="", value="", part="")
        if kind in seen:
            continue
        seen.add(kind)
        stage = Stage(fresh(), around, language)
        for typed in faces(view.entry):
            sheet = Sheet(theme_for(SIZE, PX_PER_MM, view.look), PlainRuler(), 1280, 800, view)
            keys = [part.act for part in tree(compose(sheet, typed)) if isinstance(part, Target)]
            keys = [key for key in keys if isinstance(key, Stroke)]
            named |= {key_name(stage, view, key.kind, key.value, typed.step) for key in keys}
    collected = {plain(one.text) for one in repertoire.sayings(language) if not one.of_a_moment}
    # Letters of the other writing have no names in a language: they are said as in the other one, or not at all.
    foreign = re.compile("[ក-៿]" if language == "vi" else "[A-Za-zăâêôơưđ]")
    assert len(named) > 150
    assert {plain(name) for name in named if not foreign.search(name)} - collected == set()


def faces(entry):
    """What a face shows for an entry: every page of keys, every part of a date."""
    first = begin(entry)
    if entry.kind in {"date", "year"}:
        for step in ("decade", "year", "month", "day"):
            for year in (entry.earliest_year, 1985, entry.latest_year):
                decade = str(year)[:3]
                yield replace(first, step=step, decade=decade, year=str(year), month="1")
    elif entry.kind in {"name", "text"}:
        latin, khmer = ("latin", "accents", "signs"), ("khmer", "khmer-vowels", "khmer-signs")
        boards = (*latin, *khmer) if "khmer" in entry.scripts else latin
        yield from (replace(first, board=board) for board in boards)
    else:
        yield first


@pytest.fixture(scope="module")
def script_of(repertoire, tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices")
    voice = ClipVoice(Places(folder / "recorded", folder / "built", folder / "passing"), book=repertoire.book)
    return script.missing(repertoire, voice, "km")


def test_what_is_read_back_stands_where_it_is_first_met(script_of, repertoire):
    at = {entry.text: entry.number for entry in script_of}
    (told,) = (plain(part) for part in parts_of(repertoire.texts.say("km", "told.answer")))
    (hidden,) = (plain(part) for part in parts_of(repertoire.texts.say("km", "review.masked-spoken")))
    home, consent = (plain(repertoire.texts.say("km", one)) for one in ("home.ask", "consent.ask"))
    assert at[home] < at[told] < at[hidden] < at[consent]


def test_beside_a_part_stands_the_whole_that_it_is_part_of_and_no_bracket(script_of, repertoire):
    assert not [entry for entry in script_of if "{" in entry.text + entry.vietnamese + entry.within]
    (part,) = (plain(one) for one in parts_of(repertoire.texts.say("km", "attend.suggested")))
    (suggesting,) = (entry for entry in script_of if entry.text == part)
    assert suggesting.vietnamese == "Máy gợi ý: …"
    assert suggesting.within.endswith("…")


@pytest.mark.full
def test_what_is_built_at_one_hour_of_the_week_lacks_nothing_at_another(repertoire, repertoire_at):
    def fixed(asked):
        return {plain(saying.text) for saying in asked.sayings("vi") if not saying.of_a_moment}

    open_now = fixed(repertoire)
    assert any("có người trực" in text and "giờ" in text for text in open_now)
    for moment in ((25, 5), (29, 22)) if FULL else ((29, 22),):
        assert fixed(repertoire_at(*moment)) == open_now
