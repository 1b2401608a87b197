"""Questions in parts: the way through an address, a list, a phone and a bank account, and what they come to."""

import time
from pathlib import Path

import pytest

from kiosk.procedures.address import Address, address_of, from_card
from kiosk.procedures.answers import Accepted, Refused, accept
from kiosk.procedures.lists import read_lists
from kiosk.procedures.parts import fits, next_part, suggestions, take, value_of
from kiosk.procedures.readers import Misfit
from kiosk.procedures.shown import shown, shown_official
from kiosk.procedures.suggesting import meant, suggested
from kiosk.procedures.types import Question, Text
from kiosk.texts import LANGUAGES
from kiosk.texts import read as read_texts
from tests.procedures.test_answers import TODAY

ROOT = Path(__file__).resolve().parents[2]
LISTS, FAULTS = read_lists(ROOT / "assets" / "procedures" / "lists")
TEXTS = read_texts(ROOT / "assets" / "texts")
ACCOUNT = "0123456789012345"


def question(kind, **more):
    text = Text(vi="Gì?")
    return Question(id="q", section="s", type=kind, ask=text, label=text, official="", picture="man", **more)


def walk(asked, *told):
    """Answer part after part; return the names of the parts and the value."""
    given, names = {}, []
    for part, text in told:
        assert fits(asked, given, part), (part, given)
        names.append(next_part(asked, given))
        given = take(asked, given, part, text, LISTS)
    return names, value_of(asked, given)


@pytest.mark.parametrize(
    ("until", "told", "value"),
    [
        ("house", [("ward", "26791"), ("hamlet", "Khu phố 46"), ("house", "Số 4")], "26791|Khu phố 46|Số 4|"),
        ("house", [("ward", "26791"), ("hamlet", ""), ("house", "")], "26791|||"),
        ("hamlet", [("ward", "26791"), ("hamlet", "Khu phố | 46")], "26791|Khu phố 46||"),
        ("commune", [("ward", "26791")], "26791|||"),
        ("commune", [("ward", "other"), ("province", "92"), ("commune", "31639")], "31639|||"),
        ("commune", [("ward", "other"), ("province", "can tho"), ("commune", "xa long phu")], "31639|||"),
        ("commune", [("ward", "other"), ("province", "sóc trăng"), ("commune", "liêu t")], "31675|||"),
        ("house", [("ward", "raw"), ("raw", "Phnôm Pênh, Campuchia")], "Phnôm Pênh, Campuchia"),
        ("house", [("ward", "other"), ("ward", "raw"), ("raw", "Phnôm Pênh")], "Phnôm Pênh"),
    ],
)
def test_an_address_is_asked_from_the_ward_down_as_far_as_it_is_wanted(until, told, value):
    asked = question("address", until=until)
    assert walk(asked, *told)[1] == value
    assert accept(asked, value, TODAY, lists=LISTS) == Accepted(value)


def test_nothing_is_answered_before_the_last_part():
    asked = question("address")
    names, value = walk(asked, ("ward", "other"), ("province", "92"), ("commune", "31639"), ("hamlet", "Ấp"))
    assert (names, value) == (["ward", "province", "commune", "hamlet"], None)


@pytest.mark.parametrize(
    ("kind", "given", "part", "text", "code"),
    [
        ("address", {}, "ward", "99999", "bad_choice"),
        ("address", {"ward": "other"}, "province", "x", "not_in_list"),
        ("address", {"ward": "other"}, "province", "", "not_in_list"),
        ("address", {"ward": "other", "province": "92"}, "commune", "26791", "not_in_list"),
        ("address", {"ward": "other", "province": "92"}, "commune", "t", "not_in_list"),
        ("address", {"ward": "26791"}, "hamlet", "a" * 81, "too_long"),
        ("address", {"ward": "26791"}, "hamlet", "\u0007", "not_a_text"),
        ("address", {"ward": "raw"}, "raw", " ", "empty"),
        ("ethnicity", {"pictures": "other"}, "letters", "Klingon", "not_in_list"),
        ("phone", {"own": "relative"}, "relative", "0912", "bad_phone"),
        ("bank_account", {}, "first", "12345", "bad_account"),
        ("bank_account", {}, "first", "1" * 20, "bad_account"),
        ("bank_account", {}, "first", "", "bad_account"),
        ("bank_account", {"first": ACCOUNT}, "again", ACCOUNT[:-1] + "6", "accounts_differ"),
    ],
)
def test_a_part_that_does_not_do_is_refused_with_its_code(kind, given, part, text, code):
    with pytest.raises(Misfit) as refused:
        take(question(kind), given, part, text, LISTS)
    assert refused.value.code == code


def test_a_list_is_pictures_first_and_then_letters():
    asked = question("ethnicity")
    assert walk(asked, ("pictures", "other"), ("letters", "tay")) == (["", "letters"], "02")
    assert walk(question("nationality"), ("pictures", "other"), ("letters", "hoa kỳ"))[1] == "US"


def test_a_relatives_phone_keeps_its_mark():
    asked = question("phone")
    names, value = walk(asked, ("own", "relative"), ("relative", "0912 345 678"))
    assert (names, value) == (["", "relative"], "relative:0912345678")
    assert accept(asked, value, TODAY) == Accepted(value)


def test_a_bank_account_is_typed_twice_and_read_back():
    asked = question("bank_account")
    first, again = ("first", f"{ACCOUNT[:4]} {ACCOUNT[4:]}"), ("again", ACCOUNT)
    assert walk(asked, first, again) == (["first", "again"], None)
    assert walk(asked, first, again, ("sure", "yes")) == (["first", "again", "sure"], ACCOUNT)
    assert take(asked, {"first": ACCOUNT, "again": ACCOUNT}, "sure", "no", LISTS) == {}


def test_only_the_part_on_screen_may_be_answered():
    asked = question("address")
    assert not fits(asked, {}, "commune")
    assert not fits(asked, {"ward": "26791"}, "ward")
    assert fits(asked, {"ward": "other"}, "ward")
    assert not fits(question("text"), {}, "")
    assert not fits(question("phone"), {}, "relative")


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("address", "99999|||", "bad_address"),
        ("address", "31639|a|b|c|d", "bad_address"),
        ("address", "|Ấp Ví Dụ||", "bad_address"),
        ("address", "92|||", "bad_address"),
        ("address", f"31639|{'a' * 81}||", "too_long"),
        ("ethnicity", "55", "not_in_list"),
        ("nationality", "EU", "not_in_list"),
        ("nationality", "vn", "not_in_list"),
        ("relationship", "boss", "not_in_list"),
        ("attachment", "maybe", "bad_choice"),
        ("bank_account", "12345", "bad_account"),
        ("bank_account", "1234567x", "bad_account"),
        ("phone", "relative:12", "bad_phone"),
    ],
)
def test_a_value_that_no_list_has_is_refused(kind, value, code):
    verdict = accept(question(kind), value, TODAY, lists=LISTS)
    assert isinstance(verdict, Refused)
    assert verdict.complaint.code == code


def test_a_relationship_is_one_of_those_that_the_question_offers():
    asked = question("relationship", offer=("child", "spouse"))
    assert accept(asked, "child", TODAY, lists=LISTS) == Accepted("child")
    assert isinstance(accept(asked, "mother", TODAY, lists=LISTS), Refused)


@pytest.mark.parametrize(
    ("kind", "value", "vi", "official"),
    [
        ("address", "31639|Ấp Ví Dụ|Số 4|", *["Số 4, Ấp Ví Dụ, xã Long Phú, TP. Cần Thơ"] * 2),
        (
            "address",
            "31639|||Ấp Cũ, Long Phú",
            "xã Long Phú, TP. Cần Thơ",
            "xã Long Phú, TP. Cần Thơ (trên giấy tờ: Ấp Cũ, Long Phú)",
        ),
        ("address", "Phnôm Pênh", "Phnôm Pênh", "Phnôm Pênh"),
        ("ethnicity", "05", "Khmer", "Khơ-me"),
        ("nationality", "KH", "Campuchia", "Campuchia"),
        ("relationship", "mother", "Má", "Mẹ"),
        ("attachment", "later", "Đưa sau", "Bổ sung sau"),
        ("bank_account", ACCOUNT, "0123 4567 8901 2345", "0123 4567 8901 2345"),
        ("phone", "relative:0912345678", *["0912 345 678, của người nhà"] * 2),
        ("phone", "relative:02993822333", *["0299 3822 333, của người nhà"] * 2),
    ],
)
def test_the_types_of_this_country_are_shown_as_people_read_them(kind, value, vi, official):
    assert shown(question(kind), value, TEXTS, "vi", LISTS) == vi
    assert shown_official(question(kind), value, TEXTS, LISTS) == official
    assert all(shown(question(kind), value, TEXTS, language, LISTS) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("card", "value"),
    [
        ("Ấp Ví Dụ, Long Phú, Cần Thơ", "31639|Ấp Ví Dụ||Ấp Ví Dụ, Long Phú, Cần Thơ"),
        (
            "Số 4, Ấp Ví Dụ, Xã Long Phú, Thành phố Cần Thơ",
            "31639|Ấp Ví Dụ|Số 4|Số 4, Ấp Ví Dụ, Xã Long Phú, Thành phố Cần Thơ",
        ),
        ("Long Phú, Cần Thơ", "31639|||Long Phú, Cần Thơ"),
        ("Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng", "Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng"),
        ("Ấp Ví Dụ, Xã Cũ, Châu Thành, Cần Thơ", "Ấp Ví Dụ, Xã Cũ, Châu Thành, Cần Thơ"),
        ("Phú Cũ, Châu Thành, Cần Thơ", "Phú Cũ, Châu Thành, Cần Thơ"),
        ("Ấp Ví Dụ, Long Phu, Cần Thơ", "Ấp Ví Dụ, Long Phu, Cần Thơ"),
        ("Nhà | lá", "Nhà lá"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_card_names_a_unit_only_where_it_surely_does_and_its_words_are_kept(card, value):
    assert from_card(card, LISTS).value() == value


def test_an_address_reads_back_what_it_wrote():
    for place in (Address("31639", "Ấp Ví Dụ", "Số 4", "chữ cũ"), Address(raw="Phnôm Pênh")):
        assert address_of(place.value()) == place
    assert "Ví Dụ" not in repr(Address("31639", "Ấp Ví Dụ"))


@pytest.mark.parametrize(
    ("text", "first"),
    [("can", "Cần Thơ"), ("CẦN THƠ", "Cần Thơ"), ("dong t", "Đồng Tháp"), ("thap", "Đồng Tháp"),
     ("cân thỏ", "Cần Thơ"), ("cam tho", "Cần Thơ"), ("cann tho", "Cần Thơ"), ("cn tho", "Cần Thơ"),
     ("ca tho", "Cần Thơ"), ("sai gon", "Hồ Chí Minh"), ("tp ho chi", "Hồ Chí Minh"), ("hcm", "Hồ Chí Minh"),
     ("qqq", "")],
)  # fmt: skip
def test_letters_without_accents_and_with_a_slip_find_the_province(text, first):
    found = suggestions(question("address"), {"ward": "other"}, "province", text, LISTS, language="vi")
    assert (LISTS.units[found[0]].name if found else "") == first
    assert len(found) <= 4


def test_no_letters_suggest_nothing_and_a_whole_name_is_meant_though_others_begin_so():
    items = (("a", ("Long Phú",)), ("b", ("Long Phú 1",)))
    assert suggested(items, " .") == ()
    assert suggested(items, "long phu") == ("a", "b")
    assert meant(items, "long phu") == "a"
    assert meant(items, "long") == ""


def test_a_letter_takes_about_a_millisecond_once_the_list_is_known():
    asked, given = question("address"), {"ward": "other", "province": "79"}
    for text in ("d", "do", "dong", "dong hung thuan", "dogn hung"):
        suggestions(asked, given, "commune", text, LISTS, language="vi")
        times = []
        for _ in range(20):
            began = time.perf_counter()
            suggestions(asked, given, "commune", text, LISTS, language="vi")
            times.append(time.perf_counter() - began)
        assert min(times) < 0.005, text


def test_all_lists_were_read():
    assert FAULTS == ()
