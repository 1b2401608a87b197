"""What a screen shows and says: whole, in three languages, and nothing that is masked."""

import random
import re
from dataclasses import replace
from itertools import islice

import msgspec
import pytest

from kiosk.presenter.asking import latest_year
from kiosk.presenter.every_screen import every_visit, pages_of, to_prepare
from kiosk.presenter.longest import longest
from kiosk.presenter.masking import masked
from kiosk.presenter.present import PHASES, present
from kiosk.presenter.scene import PAINTERS, paints
from kiosk.presenter.view import decode, encode
from kiosk.settings import Screen
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.kinds import PracticeVisit
from kiosk.visit.look import Look
from kiosk.visit.reports import StatusFound
from kiosk.visit.seeking import Sought
from kiosk.visit.states import BUSY, CORE, RESIDENT_ONLY, Complaint, Paper, State, Visit
from tests.visit.test_wandering import wander
from tests.visit.walking import (
    CARD,
    EQUIPPED,
    FULL,
    ROOT,
    at_confirm,
    at_handover,
    at_review,
    at_workbench,
    buttons,
    catalogue,
    fresh,
    happen,
    offered,
    report,
    scene,
    touch,
    view_of,
)

LANGUAGES = ("vi", "en", "km")
WALKS = 200 if FULL else 20
IDS = set(re.findall(r'^msgid "(.+)"$', (ROOT / "assets/texts/vi.po").read_text("utf-8"), re.MULTILINE))
NUMBER = "092161004328"
PHONE = "0912345678"
FOOTER = ("back", "again", "language", "look", "help", "start-over")
MAY_BE_EMPTY = {
    "ScreenView": {
        "beside",
        "locks",
        "code",
        "detail",
        "lit",
        "picture",
        "second_picture",
        "stamp",
        "hue",
        "big",
        "holder",
        "holder_note",
        "panel",
    },
    "Header": {"where", "where_short", "where_picture", "helper", "trial", "trial_more"},
    "Button": {"picture", "hint", "hue"},
    "Entry": {"value", "part"},
    "Row": {"value", "mark", "note", "section", "picture"},
    "PaperCard": {"hint", "told"},
    "Phrase": {"lights", "vietnamese"},
    "Strip": {"text", "waiting"},
}


def parts(thing):
    """Every Struct of a view."""
    if isinstance(thing, msgspec.Struct):
        yield thing
        for name in thing.__struct_fields__:
            if name != "event":
                yield from parts(getattr(thing, name))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from parts(each)


def words(view):
    """(where, text) of every text of a view."""
    for part in parts(view):
        kind = type(part).__name__
        for name in part.__struct_fields__:
            value = getattr(part, name)
            if isinstance(value, str):
                yield kind, name, value
    for name, text in view.words.items():
        yield "words", name, text


def check(view):
    named = {"id", "picture", "where_picture", "second_picture", "question", "section", "lights", "lit"}
    for kind, name, text in words(view):
        if name not in MAY_BE_EMPTY.get(kind, ()):
            assert text.strip(), (view.state, kind, name)
        assert "{" not in text, (view.state, kind, name, text)
        if name not in named or (kind, name) == ("ScreenView", "question"):
            is_word = text.startswith(("yes", "no")) or "." not in text
            assert is_word or text not in IDS, (view.state, kind, name, text)
    # Of a paper that is still to be copied there is nothing to tell.
    told_of = [card for card in view.papers if view.state != State.COPIES.value or card.has]
    assert all(card.hint or card.told for card in told_of), view.state
    names = [button.id for button in buttons(view)]
    assert len(names) == len(set(names)), (view.state, names)
    for place, name in zip(
        tuple(getattr(view.footer, name.replace("-", "_")) for name in FOOTER),
        FOOTER,
        strict=True,
    ):
        # Once help has been called, whoever comes signs in there; a helper's work is ended there.
        stands = {"help": {"help", "sign-in"} if view.state == "help" else {"help", "withdraw"}}
        assert place is None or place.id in stands.get(name, {name})
    assert view.header.trial
    lit = {phrase.lights for phrase in view.speech} - {""}
    shown = (
        set(names) | {f"row:{row.id}" for row in view.rows} | {f"paper:{paper.id}" for paper in view.papers}
    )
    assert lit <= shown, (view.state, lit - shown)
    assert decode(encode(view)) == view


def test_every_state_has_exactly_one_painter():
    assert set(PAINTERS) == set(State)
    assert len(PHASES) == len({phase.__name__ for phase in PHASES})
    with pytest.raises(RuntimeError, match="two painters"):
        paints(State.HOME)(lambda stage: {})


@pytest.fixture(scope="session")
def seen():
    """Places of every kind: those that a start prepares, and those that wandering visits come to, a few of each."""
    found = {}
    walks = [wander(random.Random(seed), catalogue(), 220, looking=False) for seed in range(10 * WALKS)]
    for number, walk in enumerate([every_visit(scene(), "vi"), *walks]):
        for visit in walk:
            kind = type(visit) is PracticeVisit, visit.complaint and visit.complaint.code
            places = found.setdefault((visit.state, visit.behind, *kind), [])
            if len(places) < 3:
                places.append(visit)
        if number >= WALKS and {state for state, *_ in found} == set(State):
            break
    assert {state for state, *_ in found} == set(State)
    return [visit for places in found.values() for visit in places]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_has_a_gap_an_id_or_a_double_button(seen, language):
    for visit in seen:
        check(view_of(replace(visit, language=language), **EQUIPPED))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", range(11))
def test_every_status_of_a_dossier_can_be_said(language, code):
    for due, note, fresh_now in (("", "", True), ("2026-11-23", "Thiếu giấy", True), ("", "", False)):
        status = StatusFound("A 027", "1.001193", code, "HS-1", due, note, "9:42, 21/11", fresh_now)
        view = view_of(replace(fresh(), state=State.STATUS, language=language, status=status))
        check(view)
        assert sum(step.state == "now" for step in view.path) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_end_of_a_printing_can_be_said(language):
    for kind in ("resume", "receipt", "home-visit"):
        for outcome in (
            "printed",
            "unknown",
            "out-of-paper",
            "cover-open",
            "cutter",
            "hot",
            "absent",
            "failed",
        ):
            for received in (True, False):
                paper = Paper("A027", kind, outcome, received=received)
                for state in (State.PRINTING, State.TICKET_ASK, State.TICKET_FAILED, State.TICKET_OUT):
                    view = view_of(replace(fresh(), state=state, language=language, paper=paper))
                    check(view)
                    assert view.big == "A 027"


def test_without_anybody_on_duty_every_screen_is_whole_too(seen):
    for visit in seen:
        view = view_of(visit, on_duty="", **EQUIPPED)
        assert view.header.helper
        assert not view.header.on_duty
        assert all("{" not in text for _, _, text in words(view))


def test_a_drawing_that_bears_words_is_drawn_beforehand_in_every_language():
    stamped = {(view.language, view.stamp) for view in islice(to_prepare(scene()), len(LANGUAGES))}
    assert stamped == {(language, scene().texts.say(language, "practice.slip")) for language in LANGUAGES}


def test_on_the_wards_own_keys_nothing_says_trial_but_practice(seen):
    for visit in seen:
        told = view_of(visit, trial=False, **EQUIPPED).header.trial
        assert bool(told) == isinstance(visit, PracticeVisit), visit.state


def test_the_footer_has_its_six_places_and_says_it_again_on_every_screen_of_a_visit(seen):
    for visit in seen:
        footer = view_of(visit, **EQUIPPED).footer
        if visit.state not in {State.ATTRACT, State.IDLE}:
            assert footer.again is not None
        if visit.helper_holds:
            assert (footer.language, footer.look) == (None, None), "the resident's own are none of theirs"
            continue
        if visit.state not in BUSY | {State.ATTRACT, State.IDLE, State.LANGUAGES}:
            assert footer.language is not None
        if visit.state not in BUSY | {State.ATTRACT, State.IDLE, State.LOOK}:
            assert footer.look is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_masked_answers_are_neither_shown_nor_sent_nor_spoken(language):
    for make in (at_review, at_confirm):
        visit = make(language=language)
        for page in range(8):
            view = view_of(replace(visit, page=page))
            raw = encode(view)
            for secret in (NUMBER, PHONE, "0921 6100 4328", "0912 345 678"):
                assert secret.encode() not in raw
            spoken = " ".join(phrase.text for phrase in view.speech)
            assert "•" not in spoken
            assert NUMBER[-4:] not in spoken
    hidden = [row for page in range(8) for row in view_of(replace(visit, page=page)).rows if row.masked]
    assert {row.id for row in hidden} == {"requester_number", "requester_phone"}


def test_what_the_person_asks_for_is_shown_and_read():
    visit = happen(at_review(), ev.ReadToMe()).visit
    raw = b"".join(encode(view_of(replace(visit, page=page))) for page in range(8))
    assert b"0921" in raw
    turned = touch(touch(visit, "next-page"), "back")
    assert not touch(turned, "row:child_name").unmasked


def test_a_scanned_card_keeps_its_number_hidden():
    visit = report(happen(at_review(), ev.EditAnswer("requester_name")).visit, CARD)
    visit = touch(visit, "whose:requester")
    assert visit.state is State.CARD
    assert NUMBER.encode() not in encode(view_of(visit))
    assert b"0921 6100 4328" not in encode(view_of(visit))


def test_the_helper_reads_but_the_machine_is_silent():
    visit = at_workbench(language="km")
    view = view_of(visit)
    assert view.language == "vi"
    assert view.speech == ()
    for event in (ev.OpenLanguages(), ev.StartOver(), ev.CallHelp(), ev.EditAnswer("child_name")):
        assert view_of(happen(visit, event).visit).speech == ()
    assert view_of(report(visit, rp.IdleWarned())).speech == ()


def test_the_helper_sees_one_masked_answer_at_a_time():
    visit = at_workbench()
    pages = [view_of(replace(visit, page=page)) for page in range(3)]
    assert all(NUMBER.encode() not in encode(view) for view in pages)
    shown = happen(visit, ev.RevealAnswer("requester_number")).visit
    raw = b"".join(encode(view_of(replace(shown, page=page))) for page in range(3))
    assert b"0921" in raw
    assert PHONE.encode() not in raw
    assert b"0912" not in raw
    turned = happen(shown, ev.TurnPage(1)).visit
    assert b"0921" not in b"".join(encode(view_of(replace(turned, page=page))) for page in range(3))
    opened = view_of(happen(shown, ev.EditAnswer("requester_number")).visit)
    assert opened.entry.value == ""


def test_before_the_residents_yes_the_helper_sees_no_answer():
    raw = encode(view_of(at_handover()))
    assert "Ví Dụ".encode() not in raw
    assert b"0912" not in raw


def test_buttons_sleep_until_the_page_has_been_heard():
    visit = at_handover()
    assert {button.id for button in offered(view_of(visit))}.isdisjoint({"yes", "no"})
    assert {button.id for button in offered(view_of(report(visit, rp.PageHeard())))} >= {"yes", "no"}


def test_an_unknown_code_is_told_wherever_it_is_taken(seen):
    for visit in seen:
        event = rp.ScannedInPractice() if isinstance(visit, PracticeVisit) else rp.UnknownScanned()
        outcome = happen(visit, event, CORE, **EQUIPPED)
        if not outcome.refused:
            view = view_of(outcome.visit, **EQUIPPED)
            code = outcome.visit.complaint.code
            assert code == ("practice-scan" if isinstance(visit, PracticeVisit) else "unknown-code")
            said = scene().texts.say(view.language, f"complaint.{code}")
            told = view.detail if visit.state in RESIDENT_ONLY else view.banner and view.banner.text
            # A language whose texts are drafts has the Vietnamese words below its own.
            assert told, visit.state
            assert told.split("\n")[0] == said, visit.state


def test_what_stopped_the_keeping_is_said():
    for code in ("disk-full", "store-broken", "no-ward-key"):
        visit = replace(at_review(), state=State.NOT_KEPT, complaint=Complaint(code))
        assert view_of(visit).detail == scene().texts.say("vi", f"complaint.{code}")


def test_painting_changes_nothing_and_is_repeatable():
    visit = at_workbench()
    assert present(visit, scene(), 7) == present(visit, scene(), 7)


def test_masking_leaves_four_letters_at_most():
    assert masked(NUMBER) == "•••• 4328"
    assert masked("12") == "••••"


@pytest.mark.parametrize(
    ("code", "question", "latest"),
    [
        ("1.004194", "stay_to", 2036),
        ("1.004194", "requester_birth", 2026),
    ],
)
def test_a_stay_may_end_in_years_to_come_and_nobody_is_born_then(code, question, latest):
    asked = next(each for each in catalogue().procedure(code).questions if each.id == question)
    assert latest_year(asked, 2026) == latest


def test_numbers_of_papers_and_houses_begin_with_latin_letters_whatever_is_spoken():
    writings = {}
    for visit in every_visit(scene(), "km"):
        if (
            visit.state is State.QUESTION
            and not visit.helper_holds
            and (entry := view_of(visit).entry) is not None
        ):
            questions = {one.id: one for one in catalogue().procedures[visit.asked.procedure].questions}
            writings.setdefault((questions[entry.question].type, entry.part), set()).add(entry.scripts)
    assert writings["document_number", ""] == {("latin", "khmer")}
    assert writings["address", "house"] == {("latin", "khmer")}
    assert writings["text", ""] == {("khmer", "latin")}


def test_a_rule_that_only_warns_or_holds_now_and_then_leaves_the_years_to_come():
    asked = next(each for each in catalogue().procedure("1.001193").questions if each.id == "child_birth")
    assert latest_year(asked, 2026) == 2026
    warns = [msgspec.structs.replace(rule, warn=True) for rule in asked.rules]
    assert latest_year(msgspec.structs.replace(asked, rules=tuple(warns)), 2026) == 2036


@pytest.mark.parametrize("kind", ["resume", "receipt"])
def test_help_is_said_to_be_called_only_where_somebody_is_there_to_come(kind):
    visit = replace(fresh(), state=State.TICKET_FAILED, paper=Paper("A001", kind, "out-of-paper"))
    there, alone = (present(visit, replace(scene(), on_duty=who), 1).detail for who in ("Anh Tài", ""))
    assert "Đã gọi người giúp." in there
    assert "Đã gọi" not in alone
    assert alone.endswith("Bà con hỏi người ở văn phòng khu phố.") or "gọi số" in alone


def test_only_the_residents_hand_counts_on_the_pages_that_say_so():
    pages = (at_handover(), at_confirm(), at_review())
    assert [view_of(page).residents_hand for page in pages] == [True, True, False]


def test_among_the_longest_screens_are_papers_not_yet_marked_and_a_scanned_card():
    views = [present(visit, scene(), 1) for visit in longest(scene(), "vi")]
    assert "have-all" in {button.id for view in views for button in view.side_choices}
    cards = [view for view in views if view.state == "card"]
    assert cards
    assert max(len(view.rows) for view in cards) == 5


def test_where_only_two_answers_fit_the_ways_out_of_a_list_are_its_last_pages():
    asking = next(
        visit
        for visit in every_visit(scene(), "vi")
        if visit.state is State.QUESTION and "part:another" in {one.id for one in view_of(visit).side_choices}
    )
    small = replace(scene(), screen=Screen(width=1024, height=600, diagonal_inches=10.1))
    shown = list(pages_of(small, replace(asking, look=Look(4))))
    offered = [button.id for view in shown for button in view.choices]
    assert {len(view.side_choices) for view in shown} == {0}
    assert max(len(view.choices) for view in shown) == 2
    assert "part:another" in offered[-2:]


def in_anothers_words(visit, phrase):
    """What an officer has written, and what a helper touches, stands in Vietnamese on a resident's page."""
    if visit.state is State.STATUS:
        return phrase.text == " ".join(visit.status.note.split())
    return visit.state is State.PORTAL_READY and phrase.lights in {"open", "otherwise"}


def test_each_thing_said_in_khmer_goes_with_its_vietnamese_words():
    for khmer, vietnamese in zip(*(every_visit(scene(), language) for language in ("km", "vi")), strict=True):
        if khmer.state in {State.ATTRACT, State.CALLING}:  # silent, or a call, which is in Vietnamese first
            continue
        said = [phrase for phrase in view_of(khmer).speech if phrase.vietnamese != "Xin nói lại giùm."]
        beside = [phrase.vietnamese for phrase in said if not phrase.lights.startswith("name:")]
        if khmer.state is State.CONFIRM:  # a row less, where the question stands there in Vietnamese, too
            assert "" not in beside
        else:
            alone = view_of(vietnamese).speech
            alike = [one.vietnamese or one.text for one in alone if not one.lights.startswith("name:")]
            assert beside == alike, khmer.state
        if khmer.state is not State.LANGUAGES:
            assert {phrase.language for phrase in said if not in_anothers_words(khmer, phrase)} <= {"km"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_named_in_itself_and_in_vietnamese_where_only_people_speak_it(language):
    view = next(view_of(visit) for visit in every_visit(scene(), language) if visit.state is State.LANGUAGES)
    named = {phrase.text: phrase for phrase in view.speech if phrase.lights.startswith("language:")}
    offered = {"vi": "Tiếng Việt", "km": "ភាសាខ្មែរ", "en": "English"}
    assert {phrase.language: text for text, phrase in named.items()} == offered
    assert named["ភាសាខ្មែរ"].vietnamese == "Tiếng Khmer"


@pytest.mark.parametrize("sought", [Sought(unheard=True), Sought(text="xyz")])
def test_an_unknown_code_is_told_while_nothing_was_understood_or_found(sought):
    visit = Visit(id="v", state=State.SEARCH, sought=sought, complaint=Complaint("unknown-code"))
    assert view_of(visit).banner.text == scene().texts.say("vi", "complaint.unknown-code")
