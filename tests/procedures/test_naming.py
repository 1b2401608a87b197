from pathlib import Path

import pytest

from kiosk.procedures.lists import NAMES, Names, read_lists
from kiosk.procedures.naming import completed, likely_words

LISTS = Path(__file__).resolve().parents[2] / "assets" / "procedures" / "lists"
SHIPPED = read_lists(LISTS)[0].names
SMALL = Names(
    families=("Nguyễn", "Trần", "Lê", "Ngô", "Hồ"),
    khmer_families=("Thạch", "Sơn"),
    middles=("Thị", "Văn", "Ngọc"),
    givens=("Hoà", "Hùng", "Ngân"),
)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ("Nguyễn", "Trần", "Lê", "Ngô")),
        ("ng", ("Nguyễn", "Ngô", "Ngân", "Ngọc")),
        ("Nguyễn ", ("Thị", "Văn", "Ngọc")),
        ("Nguyễn Thi", ("Thị",)),
        ("Nguyễn Thị ", ("Hoà", "Hùng", "Ngân", "Thị")),
        ("Nguyễn Thị ng", ("Ngân", "Ngọc", "Nguyễn", "Ngô")),
        ("Nguyễn Thị Hò", ("Hoà", "Hồ")),
        ("Xyz", ()),
    ],
)
def test_a_name_goes_on_with_what_is_likely_in_its_place(typed, words):
    assert likely_words(SMALL, typed, "vi") == words


def test_khmer_families_come_first_on_a_khmer_screen():
    assert likely_words(SMALL, "", "km")[:2] == ("Thạch", "Sơn")
    assert likely_words(SHIPPED, "", "km") == ("Thạch", "Sơn", "Kim", "Lâm")


def test_a_word_takes_the_place_of_the_letters_begun_and_is_ready_for_the_next():
    assert completed("", "Nguyễn") == "Nguyễn "
    assert completed("ng", "Nguyễn") == "Nguyễn "
    assert completed("Nguyễn th", "Thị") == "Nguyễn Thị "


def test_the_names_shipped_offer_the_commonest_of_the_south():
    assert likely_words(SHIPPED, "", "vi") == ("Nguyễn", "Trần", "Lê", "Phạm")
    assert likely_words(SHIPPED, "thac", "vi") == ("Thạch",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("families: [Nguyễn, Nguyễn]", "stands here twice"),
        ("families: [nguyễn]", "one name is expected"),
        ("families: [Lê Thị]", "one name is expected"),
        ("familes: [Lê]", "familes"),
    ],
)
def test_a_wrong_name_is_told_of(tmp_path, line, told):
    (tmp_path / NAMES).write_text(f"{line}\n", encoding="utf-8")
    lists, faults = read_lists(tmp_path)
    assert told in " ".join(f"{fault.key} {fault.expected}" for fault in faults)
    assert lists.names == Names()
