import pytest

from kiosk.devices.health_card import parse


def health_card(number="GD4949494900001", name="Lê Thị Mẫu", birth="08/03/1961", sex="2"):
    address = "Khu phố 46, Phường Đông Hưng Thuận".encode().hex()
    rest = "79 - 034|01/01/2026|-|24/12/2025|79034949490001|-|4|01/01/2031|abcdef-7102|4|x|$"
    return f"{number}|{name.encode().hex()}|{birth}|{sex}|{address}|{rest}"


def test_what_a_form_asks_for_is_read():
    card = parse(health_card())
    assert card is not None
    assert (card.number, card.name, card.birth_date, card.sex) == (
        "GD4949494900001",
        "Lê Thị Mẫu",
        "1961-03-08",
        "female",
    )


@pytest.mark.parametrize(("sex", "read"), [("1", "male"), ("2", "female"), ("3", ""), ("", ""), ("Nam", "")])
def test_a_sex_is_never_guessed(sex, read):
    assert parse(health_card(sex=sex)).sex == read


@pytest.mark.parametrize(
    ("birth", "read"),
    [("08031961", "1961-03-08"), ("1961", "1961"), ("00001961", "1961"), ("30/02/1961", ""), ("", "")],
)
def test_a_birth_may_be_written_with_bars_or_without_or_as_a_year(birth, read):
    assert parse(health_card(birth=birth)).birth_date == read


def test_a_card_with_the_ten_digits_of_social_insurance_is_one_too():
    assert parse(health_card(number="4949490001")).number == "4949490001"


@pytest.mark.parametrize(
    "text",
    [
        "",
        health_card(number="GD494949490000"),
        health_card(number="gd4949494900001"),
        health_card(number="094045001234"),
        health_card(name=""),
        health_card(name="123"),
        health_card(name="Lê\x1b[2JMẫu"),
        health_card(name="Lê\u202eMẫu"),
        health_card(name="N" * 81),
        health_card().replace("4cc3aa", "4cc3"),
        health_card().replace("4cc3aa", "4cc3a"),
        "|".join(health_card().split("|")[:7]),
        health_card() + health_card(),
    ],
)
def test_what_is_no_single_health_card_is_none(text):
    assert parse(text) is None


def test_a_card_never_prints():
    card = parse(health_card())
    assert "Mẫu" not in f"{card!r}{card}"
    assert "494949" not in repr(card)
