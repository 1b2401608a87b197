"""Sibling questions lead to one procedure and ask no more than needed."""

from __future__ import annotations

import pytest

from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.load import load


@pytest.fixture(scope="module")
def catalogue(shipped):
    return load(shipped)


def codes(found):
    return {procedure.code for procedure in found}


def test_a_birth_is_told_apart_by_one_question(catalogue):
    question = catalogue.next_apart("birth", {})
    assert question.id == "birth_way"
    assert codes(catalogue.candidates("birth", {"birth_way": "only_certificate"})) == {"1.001193"}
    assert codes(catalogue.candidates("birth", {"birth_way": "three_at_once"})) == {"3.000722"}
    assert catalogue.next_apart("birth", {"birth_way": "three_at_once"}) is None


def test_who_is_not_sure_sees_both_side_by_side(catalogue):
    assert catalogue.next_apart("birth", {"birth_way": "not_sure"}) is None
    found = catalogue.candidates("birth", {"birth_way": "not_sure"})
    assert [procedure.kind for procedure in found] == ["form", "refer"]


def test_a_second_question_is_asked_only_where_it_still_tells_apart(catalogue):
    assert catalogue.next_apart("death", {"death_way": "with_support"}) is None
    assert catalogue.next_apart("death", {"death_way": "only_certificate"}).id == "death_where"
    answers = {"death_way": "only_certificate", "death_where": "cannot_come"}
    assert codes(catalogue.candidates("death", answers)) == {"1.000419"}
    assert catalogue.next_apart("death", answers) is None


def test_an_event_with_one_procedure_asks_nothing(catalogue):
    assert catalogue.next_apart("disability", {}) is None
    assert len(catalogue.candidates("disability", {})) == 1


def test_every_way_through_the_sibling_questions_ends_at_a_procedure(catalogue):
    def walk(event, answers):
        question = catalogue.next_apart(event, answers)
        if question is None:
            yield catalogue.candidates(event, answers)
            return
        for choice in question.choices:
            yield from walk(event, {**answers, question.id: choice.id})

    for event in catalogue.events:
        ends = list(walk(event.id, {}))
        assert all(ends), event.id
        alone = {found[0].code for found in ends if len(found) == 1}
        assert codes(catalogue.of_event(event.id)) == alone, event.id


def test_an_unknown_event_or_code_is_a_broken_promise(catalogue):
    with pytest.raises(CatalogueError) as caught:
        catalogue.event("nothing")
    assert caught.value.code == "unknown_event"
    with pytest.raises(CatalogueError) as caught:
        catalogue.procedure("0.0")
    assert caught.value.code == "unknown_procedure"


def test_nobody_can_change_the_catalogue(catalogue):
    with pytest.raises(TypeError):
        catalogue.procedures["x"] = None
