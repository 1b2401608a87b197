"""Support money, funerals, disability and health cards: what is asked, of whom, and which papers are named."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.procedures.answers import Accepted, Refused, accept, asked, papers
from kiosk.procedures.crossing import cross
from kiosk.procedures.lists import read_lists
from kiosk.procedures.load import read
from kiosk.procedures.types import Time

FORMS = {
    "1.001776": "social-assistance",
    "1.014027": "social-pension",
    "ward.benefit-account": "benefit-account",
    "1.001731": "funeral-assistance",
    "1.014028": "funeral-pension",
    "2.002307": "funeral-veteran",
    "2.002308": "funeral-youth",
    "1.001699": "disability-certificate",
    "1.002759": "health-card",
}
REFERRALS = {
    "1.001653": "disability-reissue",
    "1.002179": "health-join",
    "1.010833": "merit",
    "1.011606": "poor-household",
}
FUNERALS = ("1.001731", "1.014028", "2.002307", "2.002308")
FOR_SOMEBODY = ("1.001776", "1.014027", "ward.benefit-account", "1.001699", "1.002759")
PAID = ("1.001776", "1.014027", "ward.benefit-account", *FUNERALS)
BENEFICIARY = {f"beneficiary_{part}" for part in ("name", "number", "birth", "sex", "residence")}
REQUESTER = {f"requester_{part}" for part in ("name", "number", "birth", "sex", "residence", "phone")}
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def content(shipped, pictures):
    return read(shipped, pictures)


@pytest.fixture(scope="module")
def procedures(content):
    return content[0].procedures


@pytest.fixture(scope="module")
def lists(shipped):
    return read_lists(shipped / "lists")[0]


def ids(procedure, answers):
    return [question.id for question in asked(procedure, answers, {})]


def named(procedure, answers):
    return {paper.id for paper in papers(procedure, answers, {})}


def texts_of(procedure):
    yield from (procedure.name, procedure.short, procedure.hint, procedure.who, procedure.authority)
    for paper in procedure.papers:
        yield from (paper.name, paper.instead, paper.where)
    for question in procedure.questions:
        yield from (question.ask, question.label, question.hint)
        for choice in question.choices:
            yield from (choice.label, choice.hint)
        yield from (rule.say for rule in question.rules)
    for step in procedure.steps:
        yield step.say


def test_each_of_them_is_served_and_nothing_is_to_be_mended(content):
    catalogue, faults = content
    files = {f"{name}.yaml" for name in (*FORMS.values(), *REFERRALS.values())}
    blocks = {f"blocks/{name}.yaml" for name in ("beneficiary", "household", "payee", "account", "funeral")}
    assert [fault.sentence() for fault in faults if fault.file in files | blocks] == []
    assert {catalogue.procedures[code].kind for code in FORMS} == {"form"}
    assert {catalogue.procedures[code].kind for code in REFERRALS} == {"refer"}


@pytest.mark.parametrize("code", [*FORMS, *REFERRALS])
def test_every_text_is_there_in_three_languages_and_khmer_waits_for_its_reader(procedures, code):
    for text in texts_of(procedures[code]):
        if text is not None:
            assert text.vi
            assert text.en
            assert text.km
            assert not text.km_reviewed


@pytest.mark.parametrize("code", [*FORMS, *REFERRALS])
def test_each_tells_whom_it_is_for_what_to_bring_and_where_it_was_read(procedures, code):
    procedure = procedures[code]
    assert procedure.who is not None
    assert len(procedure.steps) >= 3
    assert len(procedure.words) >= 7
    assert any(paper.where for paper in procedure.papers)
    assert any(paper.instead for paper in procedure.papers) or code == "1.011606"
    assert procedure.checked_on == "2026-11-22"
    assert code in procedure.source or code.startswith("ward.")


@pytest.mark.parametrize("code", ["1.001776", "ward.benefit-account", *FUNERALS, "1.001653", "1.010833"])
def test_a_time_that_nobody_knows_for_certain_is_left_to_the_officer(procedures, code):
    assert procedures[code].time == Time()


def test_what_two_sources_tell_differently_is_marked_so(procedures):
    assert procedures["1.001776"].confidence == "L"
    assert procedures["ward.benefit-account"].confidence == "L"
    assert procedures["1.001699"].time == Time(statute=25)
    assert procedures["1.001699"].confidence == "M"
    assert [procedures[code].fee for code in ("1.002179", "1.010833", "1.011606")] == [None, None, None]


def pension(relation, poverty, birth):
    whose = "requester_birth" if relation == "self" else "beneficiary_birth"
    return {"requester_relation": relation, "poverty": poverty, whose: birth}


@pytest.mark.parametrize("relation", ["self", "child"])
@pytest.mark.parametrize(
    ("poverty", "birth", "allowed"),
    [
        ("none", "1951-11-22", True),
        ("none", "1951-11-23", False),
        ("none", "1951", True),
        ("none", "1952", False),
        ("poor", "1956-11-22", True),
        ("poor", "1956-11-23", False),
        ("near_poor", "1956-11-22", True),
        ("near_poor", "1956-11-23", False),
        ("near_poor", "1951-11-23", True),
        ("poor", "1956-11", True),
        ("poor", "1956-12", False),
        ("", "1956-11-22", True),
        ("", "1956-11-23", False),
    ],
)
def test_the_social_pension_begins_at_75_or_at_70_in_poor_households(
    procedures, lists, relation, poverty, birth, allowed
):
    found = cross(procedures["1.014027"], pension(relation, poverty, birth), TODAY, lists=lists)
    assert [complaint.code for complaint in found if not complaint.warn] == ([] if allowed else ["too_young"])


@pytest.mark.parametrize(("poverty", "verdict"), [("none", Refused), ("near_poor", Accepted)])
def test_the_age_is_told_at_once_for_the_household_was_asked_about_before(procedures, poverty, verdict):
    pension = procedures["1.014027"]
    places = [question.id for question in pension.questions]
    birth = pension.questions[places.index("requester_birth")]
    known = {"requester_relation": "self", "poverty": poverty}
    assert isinstance(accept(birth, "22/11/1953", TODAY, known=known), verdict)
    assert places.index("poverty") < places.index("requester_birth") < places.index("beneficiary_birth")


def test_who_applies_for_an_old_mother_need_not_be_old(procedures, lists):
    answers = {**pension("child", "none", "1940"), "requester_birth": "1990-05-01"}
    assert cross(procedures["1.014027"], answers, TODAY, lists=lists) == ()


def test_whoever_is_too_young_hears_why_in_the_rules_own_words(procedures):
    (young,) = cross(procedures["1.014027"], pension("self", "none", "1953-01-01"), TODAY)
    (younger,) = cross(procedures["1.014027"], pension("self", "poor", "1960-01-01"), TODAY)
    assert "75" in young.say.vi
    assert "70" in young.say.vi
    assert "cán bộ" in younger.say.vi


@pytest.mark.parametrize("code", FOR_SOMEBODY)
def test_who_applies_for_oneself_is_asked_once_and_for_another_both_are_known(procedures, code):
    alone = ids(procedures[code], {"requester_relation": "self"})
    for relation in procedures[code].questions[0].offer:
        found = ids(procedures[code], {"requester_relation": relation})
        assert set(found) >= REQUESTER
        assert BENEFICIARY & set(found) == (set() if relation == "self" else BENEFICIARY)
    assert len(alone) == len(set(alone))
    assert alone.index("requester_birth") < alone.index("requester_sex"), "it stands where the block has it"
    assert "requester_card" not in named(procedures[code], {"requester_relation": "self"})
    assert "requester_card" in named(procedures[code], {"requester_relation": "child"})


@pytest.mark.parametrize("code", PAID)
def test_cash_is_kept_with_one_touch_and_an_account_is_asked_for_in_full(procedures, code):
    account = {"bank_name", "bank_number", "bank_holder"}
    assert account & set(ids(procedures[code], {"pay_way": "cash"})) == set()
    assert account <= set(ids(procedures[code], {"pay_way": "account"}))
    assert "bank_book" not in named(procedures[code], {"pay_way": "cash"})
    assert "bank_book" in named(procedures[code], {"pay_way": "account"})


@pytest.mark.parametrize("code", FORMS)
def test_numbers_of_people_and_accounts_are_hidden(procedures, code):
    kinds = {"personal_number", "phone", "bank_account"}
    shown = [one.id for one in procedures[code].questions if one.type in kinds and not one.private]
    assert shown == []


@pytest.mark.parametrize("code", [code for code in PAID if code != "ward.benefit-account"])
def test_another_payee_is_named(procedures, code):
    assert "payee_name" in ids(procedures[code], {"payee": "other"})
    assert "payee_name" not in ids(procedures[code], {"payee": "own"})


def test_the_account_form_asks_for_the_benefit_and_not_for_a_payee(procedures):
    found = ids(procedures["ward.benefit-account"], {"requester_relation": "self", "pay_way": "cash"})
    assert found == [
        "requester_relation",
        "requester_name",
        "requester_number",
        "requester_birth",
        "requester_sex",
        "requester_residence",
        "requester_phone",
        "benefit",
        "pay_way",
    ]


def test_the_level_and_the_certificate_are_for_disabled_people_only(procedures):
    assistance = procedures["1.001776"]
    for category in ("elder", "child", "single_parent", ""):
        assert "disability_level" not in ids(assistance, {"category": category})
    assert "disability_level" in ids(assistance, {"category": "disabled"})
    assert "disability_paper" in named(assistance, {"category": "disabled"})
    assert "disability_paper" not in named(assistance, {"category": "elder"})


def test_a_carer_and_a_benefit_are_asked_about_only_where_there_is_one(procedures):
    assistance = procedures["1.001776"]
    carer = {"carer_name", "carer_number", "carer_relation"}
    bare = set(ids(assistance, {"has_carer": "no", "current_benefit": "no"}))
    assert (carer | {"current_benefit_name"}) & bare == set()
    assert carer <= set(ids(assistance, {"has_carer": "yes"}))
    assert "current_benefit_name" in ids(assistance, {"current_benefit": "yes"})


@pytest.mark.parametrize("code", ["1.001776", "1.014027"])
def test_a_poor_household_brings_its_paper_if_it_has_one(procedures, code):
    assert "poverty_paper" in named(procedures[code], {"poverty": "near_poor"})
    assert "poverty_paper" not in named(procedures[code], {"poverty": "none"})
    (paper,) = [one for one in procedures[code].papers if one.id == "poverty_paper"]
    assert not paper.needed


def test_the_pension_asks_for_other_money_since_only_one_of_two_is_paid(procedures):
    pension = procedures["1.014027"]
    questions = {question.id: question for question in pension.questions}
    assert [choice.id for choice in questions["other_pension"].choices] == ["none", "lower", "higher"]
    assert "chỉ lãnh một" in questions["other_benefit"].hint.vi
    assert "500" in pension.result.vi


def test_a_guardian_at_the_kiosk_is_not_asked_for_the_guardian(procedures):
    certificate = procedures["1.001699"]
    assert "has_guardian" not in ids(certificate, {"requester_relation": "guardian"})
    assert "has_guardian" in ids(certificate, {"requester_relation": "mother"})
    guardian = {"guardian_name", "guardian_number", "guardian_phone"}
    known = {"requester_relation": "mother", "has_guardian": "yes"}
    assert guardian <= set(ids(certificate, known))
    assert guardian & set(ids(certificate, {**known, "has_guardian": "no"})) == set()


def test_the_six_kinds_of_disability_and_three_levels_are_official_words_on_paper(procedures):
    questions = {question.id: question for question in procedures["1.001699"].questions}
    assert len(questions["kind"].choices) == 6
    assert {choice.official for choice in questions["kind"].choices} >= {
        "Khuyết tật vận động",
        "Khuyết tật nhìn",
    }
    assert "kind_words" in ids(procedures["1.001699"], {"kind": "other"})
    assert "kind_words" not in ids(procedures["1.001699"], {"kind": "moving"})
    assert "level" not in ids(procedures["1.001699"], {"had_before": "no"})
    assert questions["level"].optional
    assert questions["medical_shown"].paper == "medical_papers"


def test_whoever_has_lost_a_health_card_first_hears_that_the_citizen_card_will_do(procedures):
    first = procedures["1.002759"].steps[0].say
    assert "căn cước" in first.vi
    assert "VNeID" in first.vi
    assert "Căn cước" in procedures["1.002759"].hint.vi
    assert "worn_card" in named(procedures["1.002759"], {"reason": "worn"})
    assert "worn_card" not in named(procedures["1.002759"], {"reason": "lost"})


@pytest.mark.parametrize("code", FUNERALS)
def test_a_funeral_support_needs_the_death_certificate_and_a_death_after_the_birth(procedures, code):
    procedure = procedures[code]
    assert "death_extract" in named(procedure, {})
    born_later = {"deceased_birth": "2026-11-03", "death_date": "2026-11-02"}
    assert [one.code for one in cross(procedure, born_later, TODAY)] == ["wrong_order"]
    assert cross(procedure, {"deceased_birth": "1940", "death_date": "2026-11-02"}, TODAY) == ()
    assert "self" not in procedure.questions[0].offer


def test_the_four_funeral_supports_share_all_but_what_tells_them_apart(procedures):
    asked_in = [set(ids(procedures[code], {"payee": "own", "pay_way": "cash"})) for code in FUNERALS]
    shared = set.intersection(*asked_in)
    assert [len(each - shared) for each in asked_in] == [1, 1, 1, 1]
    assert {"deceased_name", "death_date", "payee", "pay_way"} | REQUESTER <= shared


@pytest.mark.parametrize(
    ("which", "code"),
    [("assistance", "1.001731"), ("pension", "1.014028"), ("veteran", "2.002307"), ("youth", "2.002308")],
)
def test_one_answer_tells_which_funeral_support_it_is(content, which, code):
    answers = {"death_need": "support_only", "funeral_which": which}
    assert [one.code for one in content[0].candidates("death", answers)] == [code]


@pytest.mark.parametrize(
    ("event", "answers", "code"),
    [
        ("old_age", {"old_need": "pension"}, "1.014027"),
        ("old_age", {"old_need": "support"}, "1.001776"),
        ("old_age", {"old_need": "account"}, "ward.benefit-account"),
        ("old_age", {"old_need": "other", "other_which": "merit"}, "1.010833"),
        ("old_age", {"old_need": "other", "other_which": "poor"}, "1.011606"),
        ("disability", {"disability_need": "first_time"}, "1.001699"),
        ("disability", {"disability_need": "not_sure"}, "1.001699"),
        ("disability", {"disability_need": "reissue"}, "1.001653"),
        ("disability", {"disability_need": "money", "disability_money": "monthly"}, "1.001776"),
        ("disability", {"disability_need": "money", "disability_money": "account"}, "ward.benefit-account"),
        ("lost_papers", {"paper_need": "lost", "lost_which": "disability_paper"}, "1.001653"),
        (
            "lost_papers",
            {"paper_need": "lost", "lost_which": "health_card", "health_need": "lost_card"},
            "1.002759",
        ),
        (
            "lost_papers",
            {"paper_need": "lost", "lost_which": "health_card", "health_need": "no_card"},
            "1.002179",
        ),
    ],
)
def test_each_is_found_under_every_tile_where_people_look_for_it(content, event, answers, code):
    assert [one.code for one in content[0].candidates(event, answers)] == [code]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("tiền già", "1.014027"),
        ("tiền người cao tuổi", "1.014027"),
        ("sổ hộ nghèo", "1.011606"),
        ("thẻ bảo hiểm", "1.002759"),
        ("tiền mai táng", "1.001731"),
        ("tiền ma chay", "2.002307"),
        ("tiền tàn tật", "1.001776"),
        ("liệt sĩ", "1.010833"),
        ("mua bảo hiểm", "1.002179"),
        ("lãnh tiền mặt", "ward.benefit-account"),
        ("giấy tàn tật", "1.001699"),
    ],
)
def test_the_words_of_the_street_lead_there(procedures, word, code):
    assert word in procedures[code].words


@pytest.mark.parametrize("code", FORMS)
def test_every_relation_that_is_offered_is_one_that_the_kiosk_knows(procedures, lists, code):
    for question in procedures[code].questions:
        if question.type == "relationship":
            for offered in question.offer:
                assert isinstance(accept(question, offered, TODAY, lists=lists), Accepted)
            assert isinstance(accept(question, "cousin", TODAY, lists=lists), Refused)


def test_an_account_number_has_six_to_nineteen_digits(procedures):
    (number,) = [one for one in procedures["1.014027"].questions if one.type == "bank_account"]
    assert isinstance(accept(number, "123456", TODAY), Accepted)
    assert isinstance(accept(number, "1" * 19, TODAY), Accepted)
    assert isinstance(accept(number, "12345", TODAY), Refused)
    assert isinstance(accept(number, "1" * 20, TODAY), Refused)
