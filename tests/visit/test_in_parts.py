"""Questions in parts, one screen after the other; what is told at once, and again before sealing."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from kiosk.procedures.catalogue import catalogue_of
from kiosk.procedures.types import Applicant, Choice, Condition, Order, Rule, Text
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.states import RESIDENT, Asked, Complaint, Consent, Given, Helper, State, Visit
from kiosk.visit.step import step
from tests.procedures.test_crossing import procedure, question
from tests.visit.walking import CARD, NOW, SIGNED_IN, catalogue, fresh, happen, offered, touch, view_of

ACCOUNT = "0123456789012"
SAID = Text(vi="Coi lại nghen")
HELPER = Helper(SIGNED_IN.helper, SIGNED_IN.shown_name, SIGNED_IN.full_name, SIGNED_IN.team)


def known(*questions, orders=()):
    made = procedure(question("name", "full_name"), *questions, orders=orders)
    made = msgspec.structs.replace(made, applicant=Applicant(name="name"))
    return catalogue_of(catalogue().events, (made,), catalogue().lists)


def asking(name, answers=None, **more):
    given = {key: Given(value, "resident") for key, value in (answers or {}).items()}
    asked = Asked(life_event="birth", procedure="9.000009", answers=given, asking=name)
    return replace(fresh(), state=State.QUESTION, asked=asked, **more)


def part(visit, known, name, value):
    outcome = happen(visit, ev.AnswerPart(visit.asked.asking, name, value), known=known)
    assert not outcome.refused, outcome.refused
    return outcome.visit


def value(visit, name):
    given = visit.asked.answers.get(name)
    return given.value if given else None


def test_an_address_is_asked_part_by_part_and_back_goes_one_part_back():
    one = known(question("home", "address"), question("last", "text"))
    visit = asking("home")
    visit = touch(visit, "part:ward:other", one)
    assert view_of(visit, one).entry.part == "province"
    visit = part(visit, one, "province", "cần thơ")
    visit = part(visit, one, "commune", "31639")
    visit = part(visit, one, "hamlet", "Ấp Ví Dụ")
    assert view_of(visit, one).question == "Gì Nhà số mấy, đường nào?"
    visit = touch(visit, "back", one)
    assert view_of(visit, one).entry.part == "hamlet"
    visit = touch(visit, "back", one)
    assert view_of(visit, one).entry.part == "commune"
    visit = part(visit, one, "commune", "Long Phú")
    visit = part(visit, one, "hamlet", "Ấp Hai")
    visit = touch(visit, "part:house:none", one)
    assert value(visit, "home") == "31639|Ấp Hai||"
    assert (visit.asked.asking, dict(visit.parts), visit.typed) == ("last", {}, "")


def test_going_back_out_of_the_parts_keeps_the_answer_given_before():
    one = known(question("home", "address"))
    visit = asking("home", {"home": "31639|Ấp Ví Dụ|Số 4|"})
    visit = touch(touch(visit, "part:ward:other", one), "back", one)
    assert value(visit, "home") == "31639|Ấp Ví Dụ|Số 4|"
    visit = part(part(touch(visit, "part:ward:other", one), one, "province", "92"), one, "commune", "31639")
    assert view_of(visit, one).entry.value == "Ấp Ví Dụ"
    visit = part(visit, one, "hamlet", "Ấp Hai")
    assert view_of(visit, one).entry.value == "Số 4"


@pytest.mark.parametrize("ward", ["26791", "31639"])
def test_a_hamlet_in_words_stands_there_still_when_one_comes_back_to_it(ward):
    one = known(question("home", "address"))
    if ward == "26791":
        visit = touch(asking("home"), "part:ward:26791", one)
    else:
        visit = asking("home", parts={"ward": "other", "province": "92", "commune": ward})
    visit = touch(part(visit, one, "hamlet", "Xóm Mới"), "back", one)
    assert (view_of(visit, one).entry.part, view_of(visit, one).entry.value) == ("hamlet", "Xóm Mới")
    visit = touch(touch(visit, "back", one), "back", one) if ward != "26791" else touch(visit, "back", one)
    assert visit.typed == ""


def test_a_private_address_is_not_shown_to_a_helper_who_asks_it_anew():
    one = known(question("home", "address", private=True))
    parts = {"ward": "other", "province": "92", "commune": "31639"}
    visit = asking("home", {"home": "31639|Ấp Ví Dụ|Số 4|"}, parts=parts, returns_to=State.WORKBENCH)
    assert view_of(visit, one).entry.value == "Ấp Ví Dụ"
    assert view_of(replace(visit, helper=HELPER), one).entry.value == ""


def test_the_own_ward_offers_its_hamlets_and_letters_bring_up_others():
    one = known(question("home", "address", until="hamlet"), question("last", "text"))
    visit = touch(asking("home"), "part:ward:26791", one)
    assert [b.text for b in view_of(visit, one).suggestions][:1] == ["Khu phố 46"]
    visit = happen(visit, ev.Type("home", "khu pho 47"), known=one).visit
    view = view_of(visit, one)
    assert [b.text for b in view.suggestions] == ["Khu phố 47"]
    assert (view.entry.live, view.entry.value) == (True, "khu pho 47")
    assert value(touch(visit, "part:hamlet:Khu phố 47", one), "home") == "26791|Khu phố 47||"
    assert value(part(visit, one, "hamlet", "Xóm Mới"), "home") == "26791|Xóm Mới||"


def test_the_hamlet_told_before_stands_first_among_those_of_the_own_ward():
    one = known(question("home", "address", until="hamlet"))
    visit = touch(asking("home", {"home": "26791|Xóm Mới||"}), "part:ward:26791", one)
    assert [b.text for b in view_of(visit, one).suggestions][:2] == ["Xóm Mới", "Khu phố 46"]
    assert len(view_of(visit, one).suggestions) <= 4


def test_letters_suggest_and_a_list_is_answered_by_touch_or_by_its_whole_name():
    one = known(question("people", "ethnicity"), question("last", "text"))
    visit = touch(asking("people"), "part:another", one)
    visit = happen(visit, ev.Type("people", "cham"), known=one).visit
    assert [b.id for b in view_of(visit, one).suggestions] == ["answer:17"]
    assert value(touch(visit, "answer:17", one), "people") == "17"
    assert value(part(visit, one, "letters", "chăm"), "people") == "17"
    stuck = part(visit, one, "letters", "x")
    assert stuck.complaint == Complaint("not_in_list")
    assert happen(stuck, ev.Type("people", "xt"), known=one).visit.complaint is None


def test_a_bank_account_is_typed_twice_and_two_that_differ_begin_anew():
    one = known(question("account", "bank_account"), question("last", "text"))
    visit = part(asking("account"), one, "first", ACCOUNT)
    assert view_of(visit, one).entry.value == ""
    differ = part(visit, one, "again", ACCOUNT[::-1])
    assert (differ.complaint, dict(differ.parts)) == (Complaint("accounts_differ"), {})
    sure = part(visit, one, "again", ACCOUNT)
    view = view_of(sure, one)
    assert (view.big, view.layout) == ("0123 4567 8901 2", "state")
    assert not any(ACCOUNT[:4] in phrase.text for phrase in view.speech)
    assert dict(touch(sure, "part:sure:no", one).parts) == {}
    visit = touch(sure, "part:sure:yes", one)
    assert (value(visit, "account"), visit.asked.asking) == (ACCOUNT, "last")


def test_an_account_cannot_be_answered_without_being_typed_twice():
    one = known(question("account", "bank_account"))
    assert happen(asking("account"), ev.Answer("account", ACCOUNT), known=one).refused == "in-parts"
    assert (
        happen(asking("account"), ev.AnswerPart("account", "sure", "yes"), known=one).refused == "not-asked"
    )
    assert (
        happen(asking("account"), ev.AnswerPart("account", "again", ACCOUNT), known=one).refused
        == "not-asked"
    )


def test_an_account_is_masked_but_for_the_last_page_and_said_aloud_on_none_unasked():
    one = known(question("account", "bank_account"))
    visit = asking("account", {"name": "Trần Thị Ví Dụ", "account": ACCOUNT})
    for state, shown in ((State.REVIEW, "•••• 9012"), (State.CONFIRM, "0123 4567 8901 2")):
        view = view_of(replace(visit, state=state, heard=True), one)
        assert view.rows[-1].value == shown
        assert not any("0123" in phrase.text for phrase in view.speech)
        assert "read-to-me" in {button.id for button in offered(view)}
    asked_for = view_of(replace(visit, state=State.CONFIRM, heard=True, unmasked=True), one)
    assert any("0123 4567 8901 2" in phrase.text for phrase in asked_for.speech)
    bench = replace(visit, state=State.WORKBENCH, helper=HELPER)
    assert view_of(bench, one).rows[-1].value == "•••• 9012"
    assert view_of(replace(bench, revealed="account"), one).rows[-1].value == "0123 4567 8901 2"


def test_a_relatives_phone_is_a_second_screen_and_none_is_an_answer():
    one = known(question("phone", "phone"), question("last", "text"))
    visit = touch(asking("phone"), "part:relative", one)
    assert view_of(visit, one).question == "Gọi người nhà số nào?"
    assert part(visit, one, "relative", "12").complaint == Complaint("bad_phone")
    assert value(part(visit, one, "relative", "0912345678"), "phone") == "relative:0912345678"
    assert value(touch(asking("phone"), "answer:unknown", one), "phone") == ""


def test_a_card_names_a_unit_where_it_surely_does():
    home = question("home", "address", card_fills="address")
    one = known(home, question("last", "text"))
    scanned = rp.CardScanned(
        CARD.name, CARD.personal_number, CARD.birth_date, CARD.sex, "Ấp Hai, Long Phú, Cần Thơ"
    )
    visit = touch(happen(asking("home"), scanned, known=one).visit, "yes", one)
    assert value(visit, "home") == "31639|Ấp Hai||Ấp Hai, Long Phú, Cần Thơ"
    visit = touch(happen(asking("home"), CARD, known=one).visit, "yes", one)
    assert value(visit, "home") == CARD.address


@pytest.mark.parametrize("event", [ev.Decide(yes=False), ev.Back()])
def test_a_card_that_is_somebody_elses_costs_no_part(event):
    one = known(question("home", "address", card_fills="address"))
    parts = {"ward": "other", "province": "92"}
    scanned = happen(asking("home", parts=parts, typed="lon"), CARD, known=one).visit
    back = happen(scanned, event, known=one).visit
    assert (back.state, dict(back.parts), back.typed, back.card) == (State.QUESTION, parts, "lon", None)


def test_what_is_typed_and_the_parts_are_in_no_print():
    visit = asking("home", typed="Vẹnlưu", parts={"first": ACCOUNT})
    assert "Vẹnlưu" not in repr(visit)
    assert ACCOUNT not in repr(visit)


# --- checked when asked, and again ------------------------------------------------------------------------

BORN, DIED = question("born"), question("died")
ORDER = Order(first="born", then="died", say=SAID)


def test_an_answer_against_an_earlier_one_is_refused_on_the_spot_in_the_files_words():
    one = known(BORN, DIED, question("last", "text"), orders=(ORDER,))
    visit = happen(asking("died", {"born": "1945-08-15"}), ev.Answer("died", "1944"), known=one).visit
    assert (visit.complaint.code, visit.complaint.say["vi"]) == ("wrong_order", "Coi lại nghen")
    assert value(visit, "died") is None
    assert happen(visit, ev.Answer("died", "1999"), known=one).visit.asked.asking == "last"


def test_the_earlier_one_may_be_mended_and_what_it_breaks_is_said_where_both_can_be_changed():
    one = known(BORN, DIED, orders=(ORDER,))
    answers = {"name": "Trần Thị Ví Dụ", "born": "1945", "died": "1999"}
    visit = asking("born", answers, returns_to=State.REVIEW)
    visit = happen(visit, ev.Answer("born", "2001"), known=one).visit
    assert (visit.state, visit.complaint.code, value(visit, "born")) == (State.REVIEW, "wrong_order", "2001")
    assert happen(visit, ev.GoOn(), known=one).visit.state is State.REVIEW
    again = replace(visit, state=State.QUESTION, returns_to=State.REVIEW)
    again = replace(again, asked=replace(visit.asked, asking="died"))
    mended = happen(again, ev.Answer("died", "2005"), known=one)
    assert (mended.visit.state, mended.visit.complaint) == (State.REVIEW, None)


WED = Condition(question="wed", among=("yes",))
IN_LAW = Rule(rule="length", most=3, say=SAID, when=(Condition(question="home", among=("far",)),))


def turned_away_from():
    """The place of living is asked of married people only, and limits the last text only then."""
    return known(
        question("wed", "yes_no"),
        question("home", "text", when=(WED,)),
        question("last", "text", rules=(IN_LAW,)),
    )


def test_an_answer_that_is_asked_no_longer_holds_no_rule():
    one = turned_away_from()
    answers = {"name": "Trần Thị Ví Dụ", "wed": "yes", "home": "far"}
    given = ev.Answer("last", "Một điều ví dụ")
    assert happen(asking("last", answers), given, known=one).visit.complaint.code == "too_long"
    visit = happen(asking("last", {**answers, "wed": "no"}), given, known=one).visit
    assert (visit.state, visit.complaint) == (State.REVIEW, None)


def test_a_saved_answer_comes_back_whatever_is_asked_no_longer():
    told = {"name": "Trần Thị Ví Dụ", "wed": "no", "home": "far", "last": "Một điều ví dụ"}
    answers = {name: (text, "resident") for name, text in told.items()}
    back = rp.DraftOpened("vi", "birth", "9.000009", {}, {}, answers, "", 1961)
    visit = happen(Visit(id=fresh().id, state=State.LOOKING), back, known=turned_away_from()).visit
    assert value(visit, "last") == "Một điều ví dụ"


def complete(answers, **more):
    consents = (Consent("process", NOW, "touch"),)
    return asking("", {"name": "Trần Thị Ví Dụ", **answers}, consents=consents, heard=True, **more)


LATE = Rule(rule="within_days", days=60, say=SAID)


@pytest.mark.parametrize(
    ("state", "event", "more", "back"),
    [
        (State.WORKBENCH, ev.AskToConfirm(), {"helper": HELPER}, State.WORKBENCH),
        (State.CONFIRM, ev.Decide(yes=True), {"helper": HELPER}, State.WORKBENCH),
        (State.WAYS, ev.TakeWay("home-visit"), {}, State.REVIEW),
        (State.NOT_KEPT, ev.GoOn(), {"way": "home-visit"}, State.REVIEW),
        (State.NOT_KEPT, ev.GoOn(), {"way": "with-helper", "helper": HELPER}, State.WORKBENCH),
        (State.REVIEW, ev.GoOn(), {}, State.REVIEW),
    ],
)
def test_nothing_is_sealed_that_midnight_has_made_untrue(state, event, more, back):
    one = known(question("born", rules=(LATE,)))
    visit = replace(complete({"born": "2026-09-22"}, **more), state=state)
    by = visit.helper if visit.helper_holds else RESIDENT
    today, tomorrow = (step(visit, event, NOW + timedelta(days=days), by, one) for days in (0, 1))
    assert not today.refused
    assert today.visit.complaint is None
    assert (tomorrow.visit.state, tomorrow.visit.complaint.code) == (back, "too_long_ago")
    assert not any(type(effect).__name__ == "SealDossier" for effect in tomorrow.effects)


def test_a_saved_account_would_not_come_back_and_is_asked_again():
    one = known(question("account", "bank_account"))
    looking = Visit(id=fresh().id, state=State.LOOKING)
    answers = {"name": ("Trần Thị Ví Dụ", "resident"), "account": (ACCOUNT, "resident")}
    back = rp.DraftOpened("vi", "birth", "9.000009", {}, {}, answers, "", 1961)
    resumed = happen(looking, back, known=one).visit
    assert value(resumed, "account") is None
    visit = happen(resumed, ev.GoOn(), known=one).visit
    assert (visit.state, visit.asked.asking) == (State.QUESTION, "account")


def test_the_helper_sees_what_answers_say_of_each_other_in_the_files_words():
    sex = Choice(id="female", label=SAID, official="Nữ")
    male = Choice(id="male", label=SAID, official="Nam")
    one = known(
        question("number", "personal_number", card_fills="personal_number"),
        question("sex", "choice", choices=(male, sex), card_fills="sex"),
        BORN, DIED, orders=(Order(first="born", then="died", say=SAID, warn=True),),
    )  # fmt: skip
    answers = {
        "name": "Trần Thị Ví Dụ",
        "number": "094045001234",
        "sex": "female",
        "born": "1999",
        "died": "1950",
    }
    visit = replace(asking("", answers), state=State.WORKBENCH, helper=HELPER)
    rows = {row.id: (row.mark, row.note) for row in view_of(visit, one).rows}
    assert rows["number"][0] == "doubt"
    assert rows["born"] == ("doubt", "Coi lại nghen")
    assert rows["died"] == ("ok", "")
    assert view_of(visit, one).sections[0].doubts == 2
