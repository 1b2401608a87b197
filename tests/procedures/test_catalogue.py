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


WAYS = [
    ("1.001193", "birth", {"child_age": "under_six", "birth_way": "only_certificate"}),
    ("1.001193", "birth", {"child_age": "six_or_more"}),
    ("3.000722", "birth", {"child_age": "under_six", "birth_way": "three_at_once"}),
    ("1.004873", "marriage", {"marriage_need": "status_paper"}),
    ("1.000894", "marriage", {"marriage_need": "marry"}),
    ("1.000656", "death", {"death_need": "only_certificate", "death_where": "can_come"}),
    ("1.000419", "death", {"death_need": "only_certificate", "death_where": "cannot_come"}),
    ("1.000419", "death", {"death_need": "with_support", "death_where": "cannot_come"}),
    ("1.000419", "death", {"death_need": "not_sure", "death_where": "cannot_come"}),
    ("2.002913", "death", {"death_need": "with_support", "death_where": "can_come"}),
    ("1.001731", "death", {"death_need": "support_only", "funeral_which": "assistance"}),
    ("1.014028", "death", {"death_need": "support_only", "funeral_which": "pension"}),
    ("2.002307", "death", {"death_need": "support_only", "funeral_which": "veteran"}),
    ("2.002308", "death", {"death_need": "support_only", "funeral_which": "youth"}),
    ("1.014027", "old_age", {"old_need": "pension"}),
    ("1.001776", "old_age", {"old_need": "support"}),
    ("ward.benefit-account", "old_age", {"old_need": "account"}),
    ("1.010833", "old_age", {"old_need": "other", "other_which": "merit"}),
    ("1.011606", "old_age", {"old_need": "other", "other_which": "poor"}),
    ("1.001699", "disability", {"disability_need": "first_time"}),
    ("1.001699", "disability", {"disability_need": "not_sure"}),
    ("1.001653", "disability", {"disability_need": "reissue"}),
    ("1.001776", "disability", {"disability_need": "money", "disability_money": "monthly"}),
    ("ward.benefit-account", "disability", {"disability_need": "money", "disability_money": "account"}),
    (
        "2.000635",
        "lost_papers",
        {"paper_need": "lost", "lost_which": "civil_status", "register_state": "in_register"},
    ),
    ("2.000635", "lost_papers", {"paper_need": "lost", "lost_which": "not_sure"}),
    (
        "1.004884",
        "lost_papers",
        {"paper_need": "lost", "lost_which": "civil_status", "register_state": "register_gone"},
    ),
    (
        "1.002759",
        "lost_papers",
        {"paper_need": "lost", "lost_which": "health_card", "health_need": "lost_card"},
    ),
    (
        "1.002179",
        "lost_papers",
        {"paper_need": "lost", "lost_which": "health_card", "health_need": "no_card"},
    ),
    ("1.001653", "lost_papers", {"paper_need": "lost", "lost_which": "disability_paper"}),
    ("2.000815", "lost_papers", {"paper_need": "copy"}),
    ("2.000884", "lost_papers", {"paper_need": "sign", "sign_what": "signature"}),
    ("ward.authorisation", "lost_papers", {"paper_need": "sign", "sign_what": "authorise"}),
    ("ward.vneid-2", "lost_papers", {"paper_need": "vneid"}),
    ("1.004222", "moving", {"moving_stay": "for_good"}),
    ("1.004222", "moving", {"moving_stay": "not_sure"}),
    ("1.004194", "moving", {"moving_stay": "for_a_while"}),
    ("1.003197", "moving", {"moving_stay": "leave"}),
    ("1.012753", "land_trade", {"land_or_trade": "land", "land_need": "first_book"}),
    ("1.012796", "land_trade", {"land_or_trade": "land", "land_need": "change"}),
    ("ward.donation-contract", "land_trade", {"land_or_trade": "land", "land_need": "donate"}),
    ("ward.inheritance", "land_trade", {"land_or_trade": "land", "land_need": "inherit"}),
    ("ward.construction-permit", "land_trade", {"land_or_trade": "build"}),
    ("1.001612", "land_trade", {"land_or_trade": "trade"}),
]
"""Code, tile, and the answers that lead there: all of them are asked for, in this order, and no others."""


@pytest.mark.parametrize(("code", "event", "answers"), WAYS)
def test_a_procedure_is_reached_by_the_fewest_answers(catalogue, code, event, answers):
    given = {}
    while question := catalogue.next_apart(event, given):
        assert question.id in answers
        given[question.id] = answers[question.id]
    assert list(given) == list(answers)
    assert codes(catalogue.candidates(event, given)) == {code}


def test_no_shipped_procedure_is_without_a_way(catalogue):
    elsewhere = {code for code, head in catalogue.heads.items() if head.home in {"first_page", "along"}}
    assert elsewhere == {"ward.home-visit", "ward.home-visit-along"}
    assert {code for code, _, _ in WAYS} == set(catalogue.procedures) - elsewhere


@pytest.mark.parametrize(
    ("event", "answers", "side_by_side"),
    [
        ("birth", {"child_age": "under_six", "birth_way": "not_sure"}, {"1.001193", "3.000722"}),
        ("marriage", {"marriage_need": "not_sure"}, {"1.004873", "1.000894"}),
        ("death", {"death_need": "not_sure", "death_where": "can_come"}, {"1.000656", "2.002913"}),
        ("old_age", {"old_need": "other", "other_which": "not_sure"}, {"1.010833", "1.011606"}),
    ],
)
def test_who_is_not_sure_sees_them_side_by_side(catalogue, event, answers, side_by_side):
    assert catalogue.next_apart(event, answers) is None
    assert codes(catalogue.candidates(event, answers)) == side_by_side


def test_forms_stand_before_referrals(catalogue):
    kinds = [each.kind for each in catalogue.of_event("lost_papers")]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"form", "refer"}


def test_an_event_with_one_procedure_asks_nothing(folder):
    only = load(folder)
    assert only.next_apart("lost_papers", {}) is None
    assert codes(only.candidates("lost_papers", {})) == {"9.000001"}


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
