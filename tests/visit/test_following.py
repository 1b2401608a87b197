"""Nobody is asked twice: answers that follow from others are filled in, read back, and change with their source."""

import pytest

from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.answering import lines
from kiosk.visit.states import State
from tests.visit.walking import at_papers, catalogue, happen, report, through_papers, touch, view_of

BIRTH = "1.001193"
CARD = rp.CardScanned("Phạm Thị Ví Dụ", "087098005432", "1998-05-14", "female", "Ấp Ví Dụ, Phú Tân")
HOME = "26791|Khu phố 46|Số 8|"
ANSWERS = {
    "child_name": "Nguyễn Thị Mẫu",
    "child_birth": "2026-11-18",
    "child_sex": "female",
    "child_birthplace": "Bệnh viện Ví Dụ",
    "requester_relation": "mother",
    "requester_name": "Lê Thị Thí Dụ",
    "requester_number": "",
    "requester_birth": "1998-03-02",
    "requester_residence": HOME,
    "requester_phone": "",
    "mother_ethnicity": "01",
    "mother_nationality": "VN",
    "father_stated": "yes",
    "father_name": "Nguyễn Văn Mẫu",
    "father_birth": "1996",
    "father_ethnicity": "01",
    "father_nationality": "VN",
    "father_residence": HOME,
    "child_hometown": "31639|||",
}
"""What a mother is asked, in this order."""


def told(visit, value):
    outcome = happen(visit, ev.Answer(visit.asked.asking, value))
    assert not outcome.refused, (visit.asked.asking, outcome.refused)
    assert outcome.visit.complaint is None, (visit.asked.asking, outcome.visit.complaint)
    return outcome.visit


def asked_until(last="", **different):
    """Answer until ``last`` is on screen (or the review): the visit, and what was asked."""
    answers = {**ANSWERS, **different}
    visit = through_papers(at_papers())
    asked = []
    while visit.state is State.QUESTION and visit.asked.asking != last:
        asked.append(visit.asked.asking)
        visit = told(visit, answers[asked[-1]])
    return visit, asked


def value(visit, question):
    procedure = catalogue().procedures[BIRTH]
    found = {line.question.id: line.given for line in lines(procedure, visit.asked)}
    return found[question].value if found[question] else None


def edited(visit, question, new):
    return told(happen(visit, ev.EditAnswer(question)).visit, new)


def test_a_mother_who_applies_is_asked_once_who_she_is_and_reads_it_back_as_mother_too():
    visit, asked = asked_until()
    assert visit.state is State.REVIEW
    assert asked == list(ANSWERS)
    assert value(visit, "mother_name") == "Lê Thị Thí Dụ"
    assert value(visit, "mother_birth") == "1998"
    assert value(visit, "mother_residence") == HOME


def test_a_child_of_two_alike_is_like_them_and_of_two_unlike_is_asked():
    visit, _ = asked_until()
    assert (value(visit, "child_ethnicity"), value(visit, "child_nationality")) == ("01", "VN")
    _, asked = asked_until(father_ethnicity="05", child_ethnicity="05")
    assert "child_ethnicity" in asked
    assert "child_nationality" not in asked


def test_what_was_taken_changes_with_its_source_and_what_was_told_by_hand_stays():
    visit, _ = asked_until()
    renamed = edited(visit, "requester_name", "Lê Thị Khác")
    assert value(renamed, "mother_name") == "Lê Thị Khác"
    by_hand = edited(visit, "mother_name", "Lê Thị Mẫu")
    assert value(edited(by_hand, "requester_name", "Lê Thị Khác"), "mother_name") == "Lê Thị Mẫu"


def test_what_follows_from_nothing_any_more_is_asked_for():
    visit, _ = asked_until()
    visit = edited(visit, "father_ethnicity", "05")
    assert (visit.state, visit.asked.asking) == (State.QUESTION, "child_ethnicity")
    assert told(visit, "05").state is State.REVIEW


def test_another_relation_takes_back_what_it_had_filled_in():
    visit, _ = asked_until("father_stated")
    procedure = catalogue().procedures[BIRTH]
    visit = touch(visit, "back")
    while visit.asked.asking != "requester_relation":
        visit = touch(visit, "back")
    visit = told(visit, "grandparent")
    given = {line.question.id: line.given for line in lines(procedure, visit.asked)}
    assert given["mother_name"] is None
    assert given["requester_name"].value == "Lê Thị Thí Dụ"


def test_one_card_tells_of_the_mother_who_applies_and_that_she_is_vietnamese():
    visit, _ = asked_until("requester_name")
    visit = touch(report(visit, CARD), "yes")
    assert visit.asked.asking == "requester_phone"
    assert value(visit, "mother_name") == "Phạm Thị Ví Dụ"
    assert value(visit, "mother_birth") == "1998"
    assert value(visit, "mother_nationality") == "VN"
    assert told(visit, "").asked.asking == "mother_ethnicity"


def test_a_grandmothers_card_tells_nothing_of_the_mother():
    visit, _ = asked_until("requester_name", requester_relation="grandparent")
    visit = touch(touch(report(visit, CARD), "whose:requester"), "yes")
    assert value(visit, "mother_name") is None


@pytest.mark.parametrize("known", [HOME, "Làng Ví Dụ, nước ngoài"])
def test_the_father_may_live_with_the_mother_by_one_touch(known):
    visit, _ = asked_until("father_residence", requester_residence=known)
    visit = touch(visit, "like:mother_residence")
    assert value(visit, "father_residence") == known
    assert visit.asked.asking == "child_hometown"


def test_all_papers_are_here_by_one_touch_as_long_as_none_is_marked():
    visit = at_papers()
    assert touch(visit, "have-all").state is State.QUESTION
    assert all(touch(visit, "have-all").asked.papers.values())
    marked = touch(visit, view_of(visit).papers[0].no.id)
    assert "have-all" not in {button.id for button in view_of(marked).side_choices}
