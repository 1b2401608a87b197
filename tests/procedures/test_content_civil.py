"""Births, deaths, marriages and their registers: the rules, ages, charges and branches that the files promise."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kiosk.procedures.answers import Accepted, Refused, accept, asked, papers
from kiosk.procedures.charges import charged
from kiosk.procedures.crossing import cross
from kiosk.procedures.load import load
from tests.procedures.reading import ids, question, texts

TODAY = date(2026, 11, 22)
BIRTH, BIRTH_LINKED = "1.001193", "3.000722"
DEATH, DEATH_LINKED, DEATH_AT_HOME = "1.000656", "2.002913", "1.000419"
STATUS, MARRIAGE = "1.004873", "1.000894"
EXTRACT, REGISTER_LOST = "2.000635", "1.004884"
FORMS = [BIRTH, BIRTH_LINKED, DEATH, DEATH_LINKED, STATUS, MARRIAGE, EXTRACT]
REFERRED = [DEATH_AT_HOME, REGISTER_LOST]
"""Neither is filed here: for the one somebody comes, for the other one goes elsewhere."""
CLOSE_FAMILY = ["child", "mother", "father", "spouse", "sibling", "grandparent"]


@pytest.fixture(scope="module")
def civil(shipped):
    return load(shipped).procedures


def asked_ids(procedure, **answers):
    return ids(asked(procedure, answers, {}))


def paper_ids(procedure, **answers):
    return ids(papers(procedure, answers, {}))


def told(procedure, **answers):
    """What the kiosk says of these answers, each by itself and of each other: (code, may stand)."""
    return {(each.code, each.warn) for each in cross(procedure, answers, TODAY)}


@pytest.mark.parametrize("code", FORMS + REFERRED)
def test_every_civil_procedure_says_who_and_shows_its_steps(civil, code):
    procedure = civil[code]
    assert procedure.kind == ("refer" if code == REGISTER_LOST else "form")
    assert procedure.who is not None
    assert 3 <= len(procedure.steps) <= 4
    assert len({step.picture for step in procedure.steps}) == len(procedure.steps)
    assert len(procedure.words) >= 8
    assert procedure.papers
    assert code in procedure.source


@pytest.mark.parametrize("code", FORMS + REFERRED)
def test_every_text_of_theirs_has_all_languages_and_no_khmer_passes_as_reviewed(civil, code):
    found = list(texts(civil[code]))
    assert len(found) > 10
    assert [text.vi for text in found if not (text.en and text.km)] == []
    assert not any(text.km_reviewed for text in found)


@pytest.mark.parametrize("code", FORMS + REFERRED)
def test_the_screen_says_sanh_and_the_paper_sinh(civil, code):
    procedure = civil[code]
    officials = [procedure.official, procedure.printed, *(each.official for each in procedure.papers)]
    officials += [each.official for each in (*procedure.sections, *procedure.questions)]
    spoken = " ".join(text.vi for text in texts(procedure))
    assert not re.search(r"\bsinh\b", spoken, re.IGNORECASE)
    assert not re.search(r"\bsanh\b", " ".join(officials), re.IGNORECASE)


@pytest.mark.parametrize("code", FORMS + REFERRED)
def test_no_file_makes_a_promise_that_is_the_wards_to_make(civil, code):
    assert civil[code].time.promise is None


def test_times_and_fees_are_told_where_they_are_certain_and_left_to_the_officer_where_not(civil):
    days = {code: civil[code].time.statute for code in FORMS + REFERRED}
    assert days == {
        BIRTH: 0,
        BIRTH_LINKED: 3,
        DEATH: 0,
        DEATH_LINKED: None,
        DEATH_AT_HOME: None,
        STATUS: 3,
        MARRIAGE: 1,
        EXTRACT: 0,
        REGISTER_LOST: None,
    }
    assert (civil[BIRTH_LINKED].time.verified, civil[STATUS].time.verified) == (5, 23)
    assert {code for code in FORMS + REFERRED if civil[code].fee is None} == {STATUS, REGISTER_LOST}


@pytest.mark.parametrize("code", FORMS)
def test_the_same_block_asks_who_applies(civil, code):
    order = [each.id for each in civil[code].questions]
    for name in ("name", "number", "birth", "sex", "residence", "phone"):
        assert order.count(f"requester_{name}") == 1
    assert question(civil[code], "requester_number").private
    assert question(civil[code], "requester_phone").private
    if code != MARRIAGE:
        assert order.index("requester_relation") < order.index("requester_name")
        assert civil[code].applicant.relationship == "requester_relation"


@pytest.mark.parametrize("code", FORMS)
def test_somebody_else_may_go_with_an_authorisation_except_to_marry(civil, code):
    procedure = civil[code]
    assert procedure.proxy.allowed == ("no" if code == MARRIAGE else "yes")
    needs = "authorisation" in paper_ids(procedure, requester_relation="other")
    assert needs == (code != MARRIAGE)
    if needs:
        (paper,) = [each for each in procedure.papers if each.id == "authorisation"]
        assert "khỏi chứng thực" in paper.instead.vi


@pytest.mark.parametrize(("alone", "linked"), [(BIRTH, BIRTH_LINKED), (DEATH, DEATH_LINKED)])
def test_the_linked_procedure_asks_what_the_plain_one_asks_and_more(civil, alone, linked):
    plain, more = civil[alone].questions, civil[linked].questions
    own = {"child_birth"}
    shared = [each for each in more if each.id in ids(plain) and each.id not in own]
    assert shared == [each for each in plain if each.id not in own]
    assert len(more) > len(plain)


def test_a_birth_of_more_than_sixty_days_ago_only_warns_of_the_fee(civil):
    assert told(civil[BIRTH], child_birth="2026-09-22") == {("too_long_ago", True)}
    assert told(civil[BIRTH], child_birth="2026-09-23") == set()
    assert told(civil[BIRTH_LINKED], child_birth="2026-09-22") == set()
    assert told(civil[BIRTH], child_birth="2026-11-23") == {("future_date", False)}


def test_three_things_at_once_are_for_a_child_under_six(civil):
    linked = civil[BIRTH_LINKED]
    assert told(linked, child_birth="2020-11-22") == {("too_old", False)}
    assert told(linked, child_birth="2020-11-23") == set()
    assert told(linked, child_birth="2020-11") == set()
    assert told(linked, child_birth="2019") == {("too_old", False)}
    assert ("too_old", False) not in told(civil[BIRTH], child_birth="2015-05-05")


@pytest.mark.parametrize("code", [BIRTH, BIRTH_LINKED])
def test_a_mother_is_born_well_before_her_child(civil, code):
    birth = civil[code]
    born = {"child_birth": "2026-11-18", "father_stated": "yes"}
    assert ("wrong_order", False) in told(birth, mother_birth="2027", **born)
    assert told(birth, mother_birth="2016", **born) == {("wrong_order", True)}
    assert told(birth, mother_birth="2014", father_birth="1990", **born) == set()


def test_a_nationality_and_a_people_are_asked_of_child_mother_and_father_each(civil):
    birth = civil[BIRTH]
    for who in ("child", "mother", "father"):
        assert question(birth, f"{who}_ethnicity").type == "ethnicity"
        assert question(birth, f"{who}_nationality").type == "nationality"
    assert "father_nationality" not in asked_ids(birth, father_stated="no")
    assert "father_nationality" in asked_ids(birth, father_stated="yes")


def test_where_the_baby_comes_from_ends_at_the_commune_and_where_it_was_born_is_free_text(civil):
    birth = civil[BIRTH]
    assert question(birth, "child_hometown").until == "commune"
    assert question(birth, "mother_residence").until == "house"
    assert question(birth, "child_birthplace").type == "text"


def test_a_baby_that_lives_with_its_mother_needs_no_further_address(civil):
    linked = civil[BIRTH_LINKED]
    assert "home_address" not in asked_ids(linked, home_with_mother="yes")
    assert "home_address" in asked_ids(linked, home_with_mother="no")
    assert "owner_name" in asked_ids(linked, consent_by="owner")
    assert "owner_name" not in asked_ids(linked, consent_by="householder")
    assert question(linked, "owner_consent_scan").paper in ids(linked.papers)


@pytest.mark.parametrize("code", [DEATH, DEATH_LINKED])
def test_a_death_lies_between_the_birth_and_today_and_before_its_notice(civil, code):
    death = civil[code]
    assert told(death, deceased_birth="1945", death_date="2026-11-17") == set()
    assert ("wrong_order", False) in told(death, deceased_birth="1945-08-15", death_date="1945-08-14")
    assert told(death, death_date="2026-11-23") == {("future_date", False)}
    notice = {"has_notice": "yes", "death_date": "2026-11-17"}
    assert told(death, notice_date="2026-11-16", **notice) == {("wrong_order", False)}
    assert told(death, notice_date="2026-11-17", **notice) == set()


@pytest.mark.parametrize("code", [DEATH, DEATH_LINKED])
def test_a_death_of_more_than_fifteen_days_ago_is_still_registered(civil, code):
    assert told(civil[code], death_date="2026-11-06") == {("too_long_ago", True)}
    assert told(civil[code], death_date="2026-11-07") == set()


def test_a_very_great_age_is_asked_about_again_but_may_stand(civil):
    old = told(civil[DEATH], deceased_birth="1914", death_date="2026-11-17")
    assert old == {("wrong_order", True)}
    assert told(civil[DEATH], deceased_birth="1916", death_date="2026-11-17") == set()


def test_who_died_at_home_is_not_asked_for_the_name_of_the_place(civil):
    death = civil[DEATH]
    assert "death_place" not in asked_ids(death, death_at="home")
    assert "death_place" in asked_ids(death, death_at="hospital")
    assert "death_place" in asked_ids(death, death_at="other")


def test_funeral_money_may_stay_cash_and_then_no_account_is_asked_for(civil):
    linked = civil[DEATH_LINKED]
    bank = {"bank_name", "bank_number", "bank_holder"}
    assert not bank & asked_ids(linked, pay_way="cash")
    assert bank <= asked_ids(linked, pay_way="account")
    assert "bank_book" not in paper_ids(linked, pay_way="cash")
    assert question(linked, "bank_number").type == "bank_account"
    assert question(linked, "bank_number").private
    assert not bank & ids(civil[DEATH].questions)


def test_the_four_funeral_supports_are_told_apart_and_not_knowing_is_an_answer(civil):
    kind = question(civil[DEATH_LINKED], "benefit_kind")
    assert [choice.id for choice in kind.choices] == ["assistance", "pension", "veteran", "youth"]
    assert kind.optional


def test_only_another_payee_is_asked_for_by_name(civil):
    linked = civil[DEATH_LINKED]
    assert not {"payee_name", "payee_number"} & asked_ids(linked, payee="own")
    assert {"payee_name", "payee_number"} <= asked_ids(linked, payee="other")


@pytest.mark.parametrize(
    ("sex", "birth", "partner", "allowed"),
    [
        ("male", "2006-11-22", "2008-11-22", True),
        ("male", "2006-11-23", "2008-11-22", False),
        ("male", "2006-11-22", "2008-11-23", False),
        ("female", "2008-11-22", "2006-11-22", True),
        ("female", "2008-11-23", "2006-11-22", False),
        ("female", "2008-11-22", "2006-11-23", False),
        ("female", "2007", "2006", True),
    ],
)
def test_a_man_marries_from_twenty_and_a_woman_from_eighteen(civil, sex, birth, partner, allowed):
    answers = {"requester_sex": sex, "requester_birth": birth, "partner_birth": partner}
    young = {("too_young", False)}
    assert told(civil[MARRIAGE], **answers) == (set() if allowed else young)


def test_both_partners_are_asked_the_same(civil):
    marriage = civil[MARRIAGE]
    for name in ("name", "number", "birth", "ethnicity", "nationality", "residence", "earlier"):
        mine, theirs = question(marriage, f"requester_{name}"), question(marriage, f"partner_{name}")
        assert (mine.type, mine.optional, mine.private) == (theirs.type, theirs.optional, theirs.private)
    assert accept(question(marriage, "partner_earlier"), "0", TODAY) == Accepted("0")
    assert isinstance(accept(question(marriage, "partner_earlier"), "10", TODAY), Refused)


def test_a_status_paper_for_oneself_asks_nothing_twice(civil):
    status = civil[STATUS]
    mine = asked_ids(status, requester_relation="self")
    theirs = asked_ids(status, requester_relation="child")
    subject = {"subject_name", "subject_number", "subject_birth", "subject_residence"}
    assert theirs - mine == subject
    assert "authorisation" not in paper_ids(status, requester_relation="self")


@pytest.mark.parametrize("relation", [*CLOSE_FAMILY, "other"])
@pytest.mark.parametrize("code", [STATUS, EXTRACT])
def test_everybody_but_the_person_brings_a_written_authorisation(civil, code, relation):
    assert relation in question(civil[code], "requester_relation").offer
    assert "authorisation" in paper_ids(civil[code], requester_relation=relation)


@pytest.mark.parametrize(
    ("status", "paper"), [("divorced", "divorce_judgment"), ("widowed", "death_certificate")]
)
def test_the_paper_of_an_ended_marriage_is_asked_about_and_brought(civil, status, paper):
    needed = paper_ids(civil[STATUS], status=status)
    assert {"divorce_judgment", "death_certificate"} & needed == {paper}
    ended = {"status_paper_number", "status_paper_date", "status_paper_issuer"}
    assert ended <= asked_ids(civil[STATUS], status=status)
    assert not ended & asked_ids(civil[STATUS], status="never")


def test_a_divorce_comes_after_the_birth_of_the_one_whom_it_concerns(civil):
    paper = {"status": "divorced", "status_paper_date": "1970-05"}
    young = {"requester_birth": "1975-01-01", **paper}
    assert told(civil[STATUS], requester_relation="self", **young) == {("wrong_order", False)}
    assert told(civil[STATUS], requester_relation="child", **young) == set()
    parent = {"requester_relation": "child", "subject_birth": "1971"}
    assert told(civil[STATUS], **parent, **young) == {("wrong_order", False)}


def test_an_earlier_period_runs_forward(civil):
    period = {"requester_relation": "self", "earlier_period": "yes", "period_from": "2019-05-02"}
    assert told(civil[STATUS], period_to="2019-05-01", **period) == {("wrong_order", False)}
    assert told(civil[STATUS], period_to="2019-05-02", **period) == set()


def test_one_copy_is_enough_to_marry_and_any_other_purpose_stands_as_it_was_said(civil):
    status = civil[STATUS]
    assert not {"copies", "purpose_text"} & asked_ids(status, purpose="marriage")
    assert {"copies", "purpose_text"} <= asked_ids(status, purpose="land")


def test_a_register_extract_costs_eight_thousand_a_copy(civil):
    extract = civil[EXTRACT]
    assert charged(extract, {"copies": "1"}) == 8_000
    assert charged(extract, {"copies": "3"}) == 24_000
    assert charged(extract, {}) is None
    for refused in ("0", "21"):
        assert isinstance(accept(question(extract, "copies"), refused, TODAY), Refused)


def test_whose_name_stands_on_the_extract_is_asked_unless_it_is_ones_own(civil):
    extract = civil[EXTRACT]
    own = asked_ids(extract, extract_kind="birth", requester_relation="self")
    assert not {"person_name", "deceased_name"} & own
    assert "person_name" in asked_ids(extract, extract_kind="birth", requester_relation="child")
    dead = asked_ids(extract, extract_kind="death", requester_relation="self")
    assert "deceased_name" in dead
    assert "deceased_name" not in asked_ids(extract, extract_kind="death", requester_relation="child")


def test_nobody_brings_an_authorisation_of_the_dead(civil):
    assert "authorisation" not in paper_ids(civil[EXTRACT], extract_kind="death", requester_relation="child")


def test_number_and_date_of_the_register_are_asked_only_where_somebody_knows_them(civil):
    extract = civil[EXTRACT]
    known = {"register_number", "register_date"}
    assert known <= asked_ids(extract, register_known="yes")
    assert not known & asked_ids(extract, register_known="no")
    assert question(extract, "register_place").optional


def test_a_lost_paper_leads_to_the_extract_and_a_lost_register_to_its_own_card(shipped):
    catalogue = load(shipped)
    lost = {"paper_need": "lost", "lost_which": "civil_status"}
    there = catalogue.candidates("lost_papers", {**lost, "register_state": "in_register"})
    gone = catalogue.candidates("lost_papers", {**lost, "register_state": "register_gone"})
    assert [each.code for each in there] == [EXTRACT]
    assert [each.code for each in gone] == [REGISTER_LOST]


def test_the_age_of_the_child_and_the_way_lead_to_the_right_birth_procedure(shipped):
    catalogue = load(shipped)

    def codes(**answers):
        return [each.code for each in catalogue.candidates("birth", answers)]

    assert codes(child_age="under_six", birth_way="three_at_once") == [BIRTH_LINKED]
    assert codes(child_age="under_six", birth_way="only_certificate") == [BIRTH]
    assert codes(child_age="six_or_more") == [BIRTH]
    assert set(codes(child_age="under_six", birth_way="not_sure")) == {BIRTH, BIRTH_LINKED}


def test_where_nobody_can_come_the_officer_comes_home(shipped):
    catalogue = load(shipped)
    answers = {"death_need": "only_certificate", "death_where": "cannot_come"}
    (found,) = catalogue.candidates("death", answers)
    assert found.code == DEATH_AT_HOME
    assert "home-visit" in {step.picture for step in catalogue.procedures[found.code].steps}
