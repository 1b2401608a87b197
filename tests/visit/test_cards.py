"""A card under the scanner: whose it is, what it would answer, and nothing without a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.presenter.view import encode
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.states import CORE, Asked, Complaint, Given, State
from tests.visit.walking import catalogue, fresh, happen, report, texts, touch, view_of

BIRTH, DEATH, HEALTH, STATUS = "1.001193", "1.000656", "1.002759", "1.004873"
NAME, NUMBER = "Trần Thị Ví Dụ", "092161004328"
CARD = rp.CardScanned(NAME, NUMBER, "1961-03-08", "female", "Ấp Ví Dụ, Long Phú, Cần Thơ")
OLD = rp.CardScanned(
    "Nguyễn Văn Mẫu", "094045001234", "1945", "male", "Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng"
)
INSURED = rp.HealthCardScanned("GD4949494900001", "Lê Thị Mẫu", "1961-03-08", "female")


def asking(code, question, answers=None, **more):
    """A visit that stands at ``question``; ``answers`` were told by hand."""
    given = {name: Given(value, "resident") for name, value in (answers or {}).items()}
    asked = Asked(life_event="birth", procedure=code, answers=given, asking=question)
    return replace(fresh(), state=State.QUESTION, asked=asked, **more)


def of_grandmother(**answers):
    return asking(BIRTH, "requester_name", {"requester_relation": "grandparent", **answers})


def values(visit):
    return {name: given.value for name, given in visit.asked.answers.items()}


def rows(visit):
    return {row.id: row for row in view_of(visit).rows}


def choices(visit):
    return {button.id: button for button in view_of(visit).choices}


def tells(visit, number):
    """Tell whether a number stands anywhere in the view, grouped or not."""
    return number in encode(view_of(visit)).decode(errors="ignore").replace(" ", "")


def test_whose_card_it_is_is_asked_in_pictures_where_it_may_be_several_peoples():
    visit = report(of_grandmother(father_stated="yes"), CARD)
    assert visit.state is State.WHOSE_CARD
    view = view_of(visit)
    assert [button.id for button in view.choices] == ["whose:requester", "whose:mother", "whose:father"]
    assert all(button.picture for button in view.choices)
    assert {button.id for button in view.choices} <= {phrase.lights for phrase in view.speech}
    mothers = touch(touch(visit, "whose:mother"), "yes")
    assert values(mothers)["mother_name"] == NAME
    assert "requester_name" not in values(mothers)


def test_only_people_whom_this_form_asks_about_are_offered_and_one_alone_is_not_asked_for():
    assert report(asking(STATUS, "requester_name", {"requester_relation": "self"}), CARD).state is State.CARD
    two = report(asking(DEATH, "deceased_name"), CARD)
    assert list(choices(two)) == ["whose:deceased", "whose:requester"]
    refused = happen(two, ev.ChoosePerson("mother"), CORE)
    assert (refused.refused, refused.visit) == ("not-asked", two)


def test_one_who_is_two_people_of_the_form_stands_there_once():
    visit = report(
        asking(BIRTH, "requester_name", {"requester_relation": "mother", "father_stated": "yes"}), CARD
    )
    assert list(choices(visit)) == ["whose:requester", "whose:father"]
    assert choices(visit)["whose:requester"].hint == "Má"


def test_somebody_who_is_only_named_in_another_matter_is_called_what_the_question_calls_them():
    told = {"requester_relation": "grandparent", "home_with_mother": "no"}
    visit = report(asking("3.000722", "requester_name", told), CARD)
    householder = next(
        one
        for one in catalogue().procedures["3.000722"].questions
        if one.section == "home" and one.card_fills
    )
    assert choices(visit)["whose:home"].text == householder.label.vi


def test_of_whom_something_was_told_is_marked():
    visit = report(of_grandmother(requester_name="Lê Thị Thí Dụ"), CARD)
    marks = {name: button.state for name, button in choices(visit).items()}
    assert marks == {"whose:requester": "chosen", "whose:mother": "rest"}
    assert texts().say("vi", "whose.told") in choices(visit)["whose:requester"].hint


def test_all_that_the_card_fills_is_seen_at_one_glance_and_private_parts_are_masked():
    visit = report(asking(STATUS, "requester_name", {"requester_relation": "self"}), CARD)
    shown = rows(visit)
    assert list(shown) == [
        "requester_name",
        "requester_number",
        "requester_birth",
        "requester_sex",
        "requester_residence",
    ]
    assert shown["requester_number"].masked
    assert not tells(visit, NUMBER)
    unmasked = rows(touch(visit, "read-to-me"))
    assert unmasked["requester_number"].value.replace(" ", "") == NUMBER
    filled = touch(visit, "yes")
    assert set(shown) <= {name for name, given in filled.asked.answers.items() if given.by == "card"}


@pytest.mark.parametrize("refusal", [ev.Decide(yes=False), ev.Back()])
def test_no_leaves_everything_as_it_was(refusal):
    before = asking(
        STATUS, "requester_name", {"requester_relation": "self", "requester_name": "Lê Mẫu"}, typed="Lê"
    )
    back = happen(report(before, CARD), refusal, CORE).visit
    assert (back.state, back.asked, back.typed, back.card) == (State.QUESTION, before.asked, "Lê", None)


def test_back_leads_from_the_glance_to_whose_it_is_and_from_there_to_the_question():
    before = of_grandmother()
    visit = touch(report(before, CARD), "whose:mother")
    again = touch(visit, "back")
    assert again.state is State.WHOSE_CARD
    back = touch(again, "back")
    assert (back.state, back.asked, back.card) == (State.QUESTION, before.asked, None)


def test_an_answer_that_the_card_would_replace_is_shown_beside_the_new_one():
    told = {"requester_relation": "self", "requester_name": "Lê Thị Thí Dụ", "requester_sex": "female"}
    visit = report(asking(STATUS, "requester_name", told), CARD)
    name = rows(visit)["requester_name"]
    assert (NAME in name.value, "Lê Thị Thí Dụ" in name.value, name.mark) == (True, True, "doubt")
    assert rows(visit)["requester_sex"].mark == "ok"
    assert view_of(visit).banner.text == texts().say("vi", "card.replaces")
    assert values(visit)["requester_name"] == "Lê Thị Thí Dụ"


def test_both_numbers_stay_masked_where_one_would_replace_the_other():
    told = {"requester_relation": "self", "requester_number": "094161004335"}
    visit = report(asking(STATUS, "requester_name", told), CARD)
    assert not tells(visit, NUMBER)
    assert not tells(visit, "094161004335")
    assert tells(touch(visit, "read-to-me"), "094161004335")


def test_a_card_that_knows_only_the_year_fills_it_and_says_so():
    visit = report(asking(STATUS, "requester_name", {"requester_relation": "self"}), OLD)
    assert rows(visit)["requester_birth"].mark == "doubt"
    assert view_of(visit).banner.text == texts().say("vi", "complaint.year_only")
    given = touch(visit, "yes").asked.answers["requester_birth"]
    assert (given.value, given.doubt) == ("1945", "year_only")


@pytest.mark.parametrize(
    ("part", "value", "complaint", "row"),
    [
        ("birth_date", "1962-03-08", "number_year_differs", "requester_birth"),
        ("sex", "male", "number_sex_differs", "requester_sex"),
    ],
)
def test_a_number_that_says_otherwise_warns_and_blocks_nothing(part, value, complaint, row):
    told = {
        "name": NAME,
        "personal_number": NUMBER,
        "birth_date": "1961-03-08",
        "sex": "female",
        "address": "",
    }
    visit = report(
        asking(STATUS, "requester_name", {"requester_relation": "self"}),
        rp.CardScanned(**{**told, part: value}),
    )
    assert view_of(visit).banner.text == texts().say("vi", f"complaint.{complaint}")
    assert rows(visit)[row].mark == "doubt"
    assert values(touch(visit, "yes"))[row] == value


def test_an_address_with_a_district_is_kept_as_it_stands_and_beside_the_unit_that_is_chosen_later():
    visit = report(asking(STATUS, "requester_name", {"requester_relation": "self"}), OLD)
    filled = touch(visit, "yes")
    assert values(filled)["requester_residence"] == OLD.address
    edited = replace(filled, asked=replace(filled.asked, asking="requester_residence"), state=State.QUESTION)
    chosen = happen(edited, ev.Answer("requester_residence", "31639|Ấp Ví Dụ||"), CORE).visit
    assert values(chosen)["requester_residence"] == f"31639|Ấp Ví Dụ||{OLD.address}"


# --- health cards ----------------------------------------------------------------------------------------------


def test_a_health_card_is_the_insured_persons_and_tells_its_own_number():
    visit = report(asking(HEALTH, "requester_name", {"requester_relation": "child"}), INSURED)
    assert visit.state is State.CARD
    assert list(rows(visit)) == ["beneficiary_name", "beneficiary_birth", "beneficiary_sex", "card_number"]
    assert rows(visit)["card_number"].masked
    filled = values(touch(visit, "yes"))
    assert (filled["beneficiary_name"], filled["card_number"]) == (INSURED.name, INSURED.number)
    assert "requester_name" not in filled


def test_whoever_applies_for_the_own_card_is_the_insured_person():
    visit = report(asking(HEALTH, "requester_name", {"requester_relation": "self"}), INSURED)
    assert list(rows(visit)) == ["requester_name", "requester_birth", "requester_sex", "card_number"]


def test_where_no_health_card_is_asked_for_it_still_tells_who_somebody_is():
    visit = touch(report(of_grandmother(), INSURED), "whose:mother")
    assert set(rows(visit)) == {"mother_name", "mother_birth"}
    assert "mother_nationality" not in values(touch(visit, "yes"))


@pytest.mark.parametrize("state", [State.HOME, State.PAPERS, State.REVIEW, State.WAYS])
@pytest.mark.parametrize("card", [CARD, INSURED])
def test_a_card_that_is_held_up_beside_the_questions_is_answered_and_forgotten(state, card):
    before = replace(of_grandmother(), state=state)
    after = report(before, card)
    assert (after.complaint, after.card, after.asked) == (Complaint("card-not-here"), None, before.asked)


def test_a_card_is_of_no_use_where_a_form_asks_of_nobody():
    one = catalogue().procedures["2.000815"]
    assert one.applicant is not None
    visit = asking("2.000815", one.applicant.name)
    nobody = rp.CardScanned("", "", "", "", "")
    parts = happen(visit, nobody, CORE).visit
    assert parts.complaint == Complaint("card-not-here")


# --- what a card says is only ever words ------------------------------------------------------------------------

NASTY = (
    "[b]Ấp[/b] [ref=x]Hai[/ref]",
    "{0.__class__} {new} {old} %s %(x)s",
    "../../etc/passwd",
    "file:///etc/passwd",
    "https://vi-du.example/?a=1&b=<b>2</b>",
    "'; DROP TABLE tickets; --",
    "$(reboot) `id` | tee",
    "\\x1b[2J \\n \\u202e",
    "-rf --help",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("told", [{}, {"requester_residence": "{old} [i]cũ[/i]"}])
def test_words_of_a_card_are_shown_and_kept_letter_by_letter(words, told):
    card = replace_address(words)
    visit = report(asking(STATUS, "requester_name", {"requester_relation": "self", **told}), card)
    shown = rows(visit)["requester_residence"]
    plain = " ".join(words.replace("|", " ").split())
    assert shown.value.startswith(plain)
    assert all(old in shown.value for old in told.values())
    assert any(plain in phrase.text for phrase in view_of(visit).speech)
    assert values(touch(visit, "yes"))["requester_residence"] == plain


def replace_address(words):
    return rp.CardScanned(NAME, NUMBER, "1961-03-08", "female", words)


@pytest.mark.parametrize(
    "name", ["[b]Mẫu[/b]", "{0}", "/etc/passwd", "https://a.example", "'; DROP", "<b>Mẫu</b>"]
)
def test_what_is_no_name_fills_no_name(name):
    card = rp.CardScanned(name, NUMBER, "1961-03-08", "female", "")
    visit = report(asking(STATUS, "requester_name", {"requester_relation": "self"}), card)
    assert "requester_name" not in rows(visit)
    assert "requester_name" not in values(touch(visit, "yes"))


def test_a_held_up_card_prints_nothing():
    visit = report(asking(STATUS, "requester_name", {"requester_relation": "self"}), CARD)
    assert "Ví Dụ" not in repr(visit)
    assert NUMBER not in repr(visit)
    assert NAME not in repr((CARD, INSURED))
