import unicodedata

import pytest

from kiosk.devices.citizen_card import parse

OLD = "094045001234|360123456|Nguyễn Văn Mẫu|15081945|Nam|Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng|10072021"
NEW = "092152004321||Trần Thị Ví Dụ|02031952|Nữ|Ấp Ví Dụ, Long Phú, Cần Thơ|05082024||||"


def test_the_card_of_2021_is_read():
    card = parse(OLD)
    assert card is not None
    assert (card.name, card.personal_number) == ("Nguyễn Văn Mẫu", "094045001234")
    assert (card.birth_date, card.sex) == ("1945-08-15", "male")
    assert card.address == "Ấp Ví Dụ, Phú Tân, Châu Thành, Sóc Trăng"


def test_the_card_of_2024_is_read_with_its_empty_fields():
    card = parse(NEW)
    assert card is not None
    assert (card.name, card.birth_date, card.sex) == ("Trần Thị Ví Dụ", "1952-03-02", "female")


def test_decomposed_letters_and_marks_around_do_no_harm():
    assert parse("\ufeff" + unicodedata.normalize("NFD", OLD) + "\r\n") == parse(OLD)


@pytest.mark.parametrize(
    ("birth", "read"),
    [
        ("00001945", "1945"),
        ("1945", "1945"),
        ("29021952", "1952-02-29"),
        ("29021953", ""),
        ("15081845", ""),
        ("0000", ""),
        ("", ""),
        ("15/08/45", ""),
    ],
)
def test_a_birth_date_may_be_a_year_only_and_is_never_guessed(birth, read):
    card = parse(OLD.replace("15081945", birth))
    assert card is not None
    assert card.birth_date == read


@pytest.mark.parametrize("sex", ["", "X", "Male"])
def test_an_unknown_sex_stays_open(sex):
    card = parse(OLD.replace("|Nam|", f"|{sex}|"))
    assert card is not None
    assert card.sex == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.vn/x",
        "1" * 34,
        OLD + OLD,
        NEW + NEW,
        OLD + NEW,
        OLD.replace("094045001234", "94045001234"),
        OLD.replace("094045001234", "٠94045001234"),
        OLD.replace("Nguyễn Văn Mẫu", " "),
        OLD.replace("Nguyễn Văn Mẫu", "15081945"),
        OLD.replace("360123456", "4e677579e1"),
        OLD.replace("10072021", "10072021 " + "0" * 8),
        OLD.replace("10072021", "https://example.vn/x"),
        OLD.replace("Nguyễn Văn Mẫu", "N" * 81),
        "GD4949494900000|4e677579e1bb856e|15081945|1|c3|94-001|01012026|||4|x",
    ],
)
def test_what_is_no_single_card_is_none(text):
    assert parse(text) is None


def test_a_card_never_prints():
    assert "Mẫu" not in repr(parse(OLD))
    assert "094045001234" not in f"{parse(OLD)}"
