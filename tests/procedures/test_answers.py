"""What an answer may be, and what answers say of each other."""

from __future__ import annotations

import shutil
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.answers import Accepted, Refused, accept, applies, asked
from kiosk.procedures.crossing import cross
from kiosk.procedures.load import load
from kiosk.procedures.shown import shown, shown_official
from kiosk.procedures.types import Choice, Condition, Question, QuestionType, Rule, Text
from kiosk.texts import read as read_texts

TODAY = date(2026, 11, 21)
TYPES = sorted(set(get_args(QuestionType)) - {"choice"})
SAID = Text(vi="Coi lại nghen")
TEXTS = read_texts(Path(__file__).parents[2] / "assets" / "texts")


def question(kind: str, **more) -> Question:
    text = Text(vi="Gì?")
    return Question(id="q", section="s", type=kind, ask=text, label=text, official="", picture="man", **more)


def rule(name: str, **more) -> Rule:
    return Rule(rule=name, say=SAID, **more)


CHOICE = question(
    "choice",
    choices=(
        Choice(id="male", label=Text(vi="Nam", en="Man", km="ប្រុស")),
        Choice(id="female", label=Text(vi="Gái"), official="Nữ"),
    ),
)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("full_name", "  nguyễn   văn mẫu ", "Nguyễn Văn Mẫu"),
        ("full_name", "NGUYỄN VĂN MẪU", "NGUYỄN VĂN MẪU"),
        ("full_name", "Trần thị Ví Dụ", "Trần thị Ví Dụ"),
        ("full_name", unicodedata.normalize("NFD", "Lê Thị Thí Dụ"), "Lê Thị Thí Dụ"),
        ("full_name", "h’hen niê", "H'Hen Niê"),
        ("full_name", "đặng thị ỷ", "Đặng Thị Ỷ"),
        ("date", "2026-11-18", "2026-11-18"),
        ("date", "18/11/2026", "2026-11-18"),
        ("date", "11/2026", "2026-11"),
        ("date", "1945", "1945"),
        ("date", "1945-8", "1945-08"),
        ("date", "2024-02-29", "2024-02-29"),
        ("year", "1945", "1945"),
        ("time", "8:05", "08:05"),
        ("yes_no", "yes", "yes"),
        ("personal_number", "0940 4500 1234", "094045001234"),
        ("phone", "0912 345 678", "0912345678"),
        ("phone", "+84912345678", "0912345678"),
        ("phone", "0299 3822 333", "02993822333"),
        ("address", " Ấp Ví Dụ,\n Long Phú ", "Ấp Ví Dụ, Long Phú"),
        ("count", "03", "3"),
        ("document_number", "12/GBT-2026", "12/GBT-2026"),
    ],
)
def test_good_answers_take_their_machine_form(kind, raw, value):
    assert accept(question(kind), raw, TODAY) == Accepted(value)


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("full_name", "Nguyễn Văn 2", "not_a_name"),
        ("full_name", "Nguyễn, Mẫu", "not_a_name"),
        ("full_name", "សុខ ដារ៉ា", "not_a_name"),
        ("full_name", "Mẫu -", "not_a_name"),
        ("full_name", "A" * 61, "too_long"),
        ("date", "2026-02-29", "bad_date"),
        ("date", "2026-13", "bad_date"),
        ("date", "2026-00-01", "bad_date"),
        ("date", "1899", "bad_date"),
        ("date", "2101", "bad_date"),
        ("date", "hôm qua", "bad_date"),
        ("date", "²026", "bad_date"),
        ("year", "2026-11", "bad_year"),
        ("time", "24:00", "bad_time"),
        ("time", "8h", "bad_time"),
        ("yes_no", "maybe", "bad_choice"),
        ("personal_number", "09404500123", "bad_number"),
        ("personal_number", "09404500123a", "bad_number"),
        ("phone", "0112345678", "bad_phone"),
        ("phone", "091234567", "bad_phone"),
        ("address", "nhà\x07", "not_a_text"),
        ("address", "nhà\u200b", "not_a_text"),
        ("text", "a" * 201, "too_long"),
        ("count", "-1", "bad_count"),
        ("count", "1000", "out_of_range"),
        ("document_number", "/-/", "bad_document_number"),
        ("document_number", "1" * 41, "too_long"),
        ("full_name", "  ", "empty"),
    ],
)
def test_what_does_not_do_is_refused_with_its_code(kind, raw, code):
    verdict = accept(question(kind), raw, TODAY)
    assert isinstance(verdict, Refused)
    assert (verdict.complaint.code, verdict.complaint.about) == (code, ("q",))
    assert raw.strip() == "" or raw not in repr(verdict)


def test_not_knowing_is_an_answer_only_where_it_is_allowed():
    assert accept(question("date", optional=True), " ", TODAY) == Accepted("")
    assert isinstance(accept(question("date"), "", TODAY), Refused)


def test_khmer_typing_leaves_no_invisible_letters_and_no_other_digits():
    assert accept(question("text"), "ភូមិ\u200bថ្មី", TODAY, "km") == Accepted("ភូមិថ្មី")
    assert accept(question("count"), "១២", TODAY, "km") == Accepted("12")


def test_a_choice_is_one_of_its_choices():
    assert accept(CHOICE, "male", TODAY) == Accepted("male")
    assert accept(CHOICE, "Nam", TODAY).complaint.code == "bad_choice"


def test_a_name_of_one_word_is_asked_about_but_stands():
    verdict = accept(question("full_name"), "Mẫu", TODAY)
    assert verdict.value == "Mẫu"
    assert [(each.code, each.warn) for each in verdict.warnings] == [("one_word_name", True)]


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("092152004321", []),
        ("001326000000", []),
        ("000045001234", ["odd_number"]),
        ("097045001234", ["odd_number"]),
        ("094227001234", ["odd_number"]),
        ("094945001234", ["odd_number"]),
        ("201045001234", []),
    ],
)
def test_an_odd_personal_number_is_told_but_stands(number, codes):
    verdict = accept(question("personal_number"), number, TODAY)
    assert verdict.value == number
    assert [each.code for each in verdict.warnings] == codes


@pytest.mark.parametrize(
    ("kind", "a_rule", "good", "bad", "code"),
    [
        ("date", rule("not_future"), "2026-11-21", "2026-11-22", "future_date"),
        ("date", rule("not_future"), "2026-11", "2026-12", "future_date"),
        ("year", rule("not_future"), "2026", "2027", "future_date"),
        ("date", rule("within_days", days=60), "2026-09-22", "2026-09-21", "too_long_ago"),
        ("date", rule("within_days", days=60), "2026-09", "2026-08", "too_long_ago"),
        ("date", rule("min_age", years=18), "2008-11-21", "2008-11-22", "too_young"),
        ("year", rule("min_age", years=18), "2008", "2009", "too_young"),
        ("date", rule("max_age", years=110), "1915-11-22", "1915-11-21", "too_old"),
        ("year", rule("max_age", years=110), "1915", "1914", "too_old"),
        ("text", rule("length", most=3), "abc", "abcd", "too_long"),
        ("count", rule("range", least=1, most=5), "5", "6", "out_of_range"),
        ("count", rule("range", least=1, most=5), "1", "0", "out_of_range"),
        ("count", rule("range", least=1, most=5000), "5000", "5001", "out_of_range"),
    ],
)
def test_a_rule_holds_to_the_day_and_says_its_own_words(kind, a_rule, good, bad, code):
    asked_for = question(kind, rules=(a_rule,))
    assert accept(asked_for, good, TODAY) == Accepted(good)
    complaint = accept(asked_for, bad, TODAY).complaint
    assert (complaint.code, complaint.say) == (code, SAID)


def test_a_rule_that_only_warns_lets_the_answer_stand():
    verdict = accept(question("date", rules=(rule("within_days", days=60, warn=True),)), "2020", TODAY)
    assert verdict.value == "2020"
    assert verdict.warnings[0].warn


@given(st.sampled_from(TYPES), st.text(max_size=250))
def test_whatever_is_accepted_is_accepted_again_unchanged(kind, raw):
    verdict = accept(question(kind), raw, TODAY)
    if isinstance(verdict, Accepted):
        assert verdict.value
        assert accept(question(kind), verdict.value, TODAY) == verdict
        assert unicodedata.is_normalized("NFC", verdict.value)
        assert all(unicodedata.category(letter)[0] != "C" for letter in verdict.value)
        for language in ("vi", "en", "km"):
            assert shown(question(kind), verdict.value, TEXTS, language)
        assert shown_official(question(kind), verdict.value, TEXTS)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 400))
def test_within_days_counts_days(day, days):
    asked_for = question("date", rules=(rule("within_days", days=days),))
    assert isinstance(accept(asked_for, day.isoformat(), TODAY), Refused) == (
        day < TODAY - timedelta(days=days)
    )


@pytest.mark.parametrize(
    ("kind", "value", "vi", "en", "official"),
    [
        ("date", "2026-11-18", "18 tháng 11 năm 2026", "18 November 2026", "18/11/2026"),
        ("date", "2026-11", "Tháng 11 năm 2026", "November 2026", "11/2026"),
        ("date", "1945", "Năm 1945", "1945", "1945"),
        ("year", "1945", "Năm 1945", "1945", "1945"),
        ("time", "08:05", "8 giờ 05", "8:05", "08 giờ 05 phút"),
        ("time", "08:00", "8 giờ", "8:00", "08 giờ 00 phút"),
        ("yes_no", "no", "Không", "No", "Không"),
        ("personal_number", "094045001234", "0940 4500 1234", "0940 4500 1234", "0940 4500 1234"),
        ("phone", "0912345678", "0912 345 678", "0912 345 678", "0912 345 678"),
        ("phone", "02993822333", "0299 3822 333", "0299 3822 333", "0299 3822 333"),
        ("count", "3", "3", "3", "3"),
        ("full_name", "", "Chưa rõ", "Not known", "Không rõ"),
    ],
)
def test_answers_are_shown_as_people_read_them(kind, value, vi, en, official):
    assert shown(question(kind), value, TEXTS, "vi") == vi
    assert shown(question(kind), value, TEXTS, "en") == en
    assert shown_official(question(kind), value, TEXTS) == official


def test_a_date_is_shown_in_khmer_words_with_plain_digits():
    words = shown(question("date"), "2026-11-18", TEXTS, "km")
    assert words.replace("\u200b", "") == "ថ្ងៃទី 18 ខែវិច្ឆិកា ឆ្នាំ 2026"


def test_a_choice_is_shown_by_its_label_or_in_vietnamese():
    assert shown(CHOICE, "male", TEXTS, "en") == "Man"
    assert shown(CHOICE, "female", TEXTS, "en") == "Gái"


def test_paper_and_desk_say_the_official_word_of_a_choice():
    assert shown_official(CHOICE, "male", TEXTS) == "Nam"
    assert shown_official(CHOICE, "female", TEXTS) == "Nữ"


def test_a_condition_may_ask_answers_and_sibling_answers():
    asked_for = question(
        "text",
        when=(Condition(question="a", among=("yes",)), Condition(question="way", among=("one", "two"))),
    )
    assert applies(asked_for, {"a": "yes"}, {"way": "two"})
    assert not applies(asked_for, {"a": "no"}, {"way": "two"})
    assert not applies(asked_for, {"a": "yes"}, {})


@pytest.fixture(scope="module")
def death(shipped):
    return load(shipped).procedures["1.000656"]


@pytest.fixture(scope="module")
def card(shipped, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fourth")
    shutil.copy(shipped / "life-events.yaml", folder)
    shutil.copy(Path(__file__).parent / "fourth" / "library-card.yaml", folder)
    return load(folder).procedures["9.000001"]


def test_an_answer_that_is_no_longer_asked_for_counts_for_nothing(death):
    answers = {"has_notice": "no", "notice_date": "2020", "death_date": "2026", "death_cause": "illness"}
    ids = [each.id for each in asked(death, answers, {})]
    assert "notice_date" not in ids
    assert "death_cause_other" not in ids
    assert cross(death, answers, TODAY) == ()
    assert [each.code for each in cross(death, {**answers, "has_notice": "yes"}, TODAY)] == ["wrong_order"]


@pytest.mark.parametrize(
    ("born", "died", "wrong"),
    [
        ("1945-08-15", "1945-08-14", True),
        ("1945-08-15", "1945-08-15", False),
        ("1945-08-15", "1945-08", False),
        ("1945-08-15", "1945-07", True),
        ("1946", "1945-08-15", True),
        ("1945", "1945-01-01", False),
        ("", "1945-01-01", False),
    ],
)
def test_nobody_dies_before_they_are_born(death, born, died, wrong):
    told = cross(death, {"deceased_birth": born, "death_date": died}, TODAY)
    found = [complaint for complaint in told if not complaint.warn]
    assert bool(found) == wrong
    if found:
        assert found[0].about == ("deceased_birth", "death_date")
        assert found[0].say.vi.startswith("Ngày mất phải sau ngày sanh")


@pytest.mark.parametrize(
    ("sex", "birth", "codes"),
    [
        ("male", "1945-08-15", []),
        ("", "", []),
        ("female", "1945", ["number_sex_differs"]),
        ("male", "1946-01", ["number_year_differs"]),
        ("female", "2000", ["number_sex_differs", "number_year_differs"]),
    ],
)
def test_a_number_that_tells_another_year_or_sex_is_asked_about(card, sex, birth, codes):
    answers = {"reader_number": "094045001234", "reader_sex": sex, "reader_birth": birth}
    found = cross(card, answers, TODAY)
    assert [each.code for each in found] == codes
    assert all(each.warn for each in found)


def test_somebody_elses_number_is_not_held_against_the_reader(death):
    answers = {"requester_number": "094045001234", "deceased_birth": "1950", "requester_birth": "1945"}
    assert cross(death, answers, TODAY) == ()
