"""What a helper changes is marked until the resident has confirmed it; what a resident says is their own."""

from dataclasses import replace

from kiosk.visit import events as ev
from kiosk.visit.changing import confirmed
from kiosk.visit.effects import Audit
from kiosk.visit.states import RESIDENT
from tests.visit.walking import CARD, at_review, at_workbench, happen, report

NAME = "Trần Thị Khác"


def corrected(visit, question="child_name", value=NAME):
    opened = happen(visit, ev.EditAnswer(question), visit.helper).visit
    return happen(opened, ev.Answer(question, value), visit.helper)


def test_what_a_helper_changes_is_marked_and_goes_on_record_without_a_value():
    visit = at_workbench()
    before = visit.asked.answers["child_name"].value
    step = corrected(visit)
    assert step.visit.changed == {"child_name"}
    assert step.visit.asked.was == {"child_name": before}
    assert [one for one in step.effects if isinstance(one, Audit)] == [Audit("answer-changed", "child_name")]
    assert NAME not in repr(step.visit)
    assert before not in repr(step.visit)


def test_the_residents_own_word_stays_beside_however_often_a_helper_changes_it():
    visit = at_workbench()
    before = visit.asked.answers["child_name"].value
    twice = corrected(corrected(visit).visit, value="Trần Thị Khác Nữa").visit
    assert twice.asked.was == {"child_name": before}
    again = corrected(twice, value=before).visit
    assert again.changed == frozenset()
    assert again.asked.was == {}


def test_what_the_resident_answers_anew_is_theirs_again():
    visit = corrected(at_workbench()).visit
    alone = happen(visit, ev.HandBack(), visit.helper).visit
    assert alone.changed == {"child_name"}
    opened = happen(alone, ev.EditAnswer("child_name"), RESIDENT).visit
    own = happen(opened, ev.Answer("child_name", "Trần Văn Mẫu Đơn"), RESIDENT).visit
    assert own.changed == frozenset()
    assert own.asked.was == {}


def test_a_residents_own_answers_are_never_marked():
    opened = happen(at_review(), ev.EditAnswer("child_name"), RESIDENT).visit
    step = happen(opened, ev.Answer("child_name", NAME), RESIDENT)
    assert step.visit.changed == frozenset()
    assert not [one for one in step.effects if isinstance(one, Audit)]


def test_a_card_that_a_helper_holds_up_changes_what_it_fills():
    visit = at_workbench()
    opened = happen(visit, ev.EditAnswer("mother_name"), visit.helper).visit
    asked = report(opened, CARD)
    whose = happen(asked, ev.ChoosePerson("requester"), visit.helper).visit
    filled = happen(whose, ev.Decide(yes=True), visit.helper).visit
    assert "mother_residence" in filled.changed


def test_confirming_leaves_no_mark():
    asked = replace(at_review().asked, changed=frozenset({"child_name"}))
    assert confirmed(asked).changed == frozenset()


def test_what_the_resident_has_confirmed_is_theirs_a_helper_who_changes_it_back_is_marked_again():
    visit = at_workbench()
    first = visit.asked.answers["child_name"].value
    changed = corrected(visit).visit
    agreed = replace(changed, asked=confirmed(changed.asked))
    back = corrected(agreed, value=first).visit
    assert back.changed == {"child_name"}
    assert back.asked.was == {"child_name": NAME}
