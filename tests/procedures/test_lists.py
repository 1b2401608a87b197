"""The kiosk's own lists: whole as the state publishes them, and refused in plain words when broken."""

from collections import Counter
from pathlib import Path

import pytest

from kiosk.procedures.lists import NO_LISTS, read_lists
from kiosk.texts import LANGUAGES
from kiosk.texts.territories import territories

ROOT = Path(__file__).resolve().parents[2]
KNOWN = {
    "31366": ("92", "commune", "Châu Thành"),
    "31639": ("92", "commune", "Long Phú"),
    "31675": ("92", "commune", "Liêu Tú"),
    "31567": ("92", "commune", "Mỹ Tú"),
    "31465": ("92", "commune", "Vị Thanh 1"),
    "31684": ("92", "ward", "Mỹ Xuyên"),
    "31147": ("92", "ward", "Tân An"),
    "31591": ("92", "commune", "Mỹ Hương"),
    "31492": ("92", "commune", "Lương Tâm"),
    "31135": ("92", "ward", "Ninh Kiều"),
    "26791": ("79", "ward", "Đông Hưng Thuận"),
}


@pytest.fixture(scope="module")
def lists():
    found, faults = read_lists(ROOT / "assets" / "procedures" / "lists")
    assert faults == ()
    return found


def test_there_are_34_provinces_and_3321_communes_since_july_2025(lists):
    assert Counter(unit.kind for unit in lists.provinces()) == {"city": 6, "province": 28}
    communes = [unit for unit in lists.units.values() if unit.province]
    assert Counter(unit.kind for unit in communes) == {"commune": 2621, "ward": 687, "zone": 13}
    assert sum(len(lists.communes(province.code)) for province in lists.provinces()) == 3321


def test_known_units_have_their_codes(lists):
    found = {code: lists.commune(code) for code in KNOWN}
    assert {code: (one.province, one.kind, one.name) for code, one in found.items()} == KNOWN
    assert lists.units["92"].name == "Cần Thơ"


def test_names_repeat_in_the_country_but_not_in_a_province(lists):
    communes = [unit for unit in lists.units.values() if unit.province]
    assert sum(unit.name == "Châu Thành" and unit.kind == "commune" for unit in communes) == 5
    assert max(Counter((unit.province, unit.name) for unit in communes).values()) == 1


def test_there_are_54_ethnic_groups_by_their_codes(lists):
    assert list(lists.ethnicities) == [f"{code:02}" for code in range(1, 55)]
    assert len({one.official for one in lists.ethnicities.values()}) == 54
    assert lists.official("ethnicity", "05") == "Khơ-me"
    assert lists.label("ethnicity", "05", "km") == "ខ្មែរ"
    assert lists.label("ethnicity", "02", "km") == "Tày"


def test_who_is_close_needs_no_certified_authorisation(lists):
    close = {name for name, one in lists.relationships.items() if one.close}
    assert close == {"mother", "father", "child", "spouse", "sibling", "grandparent"}
    assert set(lists.relationships) - close == {
        "grandchild", "relative", "guardian", "carer", "neighbour", "other", "self",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_has_a_name_in_every_language(lists, language):
    for kind in ("ethnicity", "relationship", "nationality"):
        for name in lists.ids(kind):
            assert lists.label(kind, name, language).strip()
            assert lists.official(kind, name).strip()
            assert lists.picture(kind, name)


def test_nationalities_are_states_and_vietnam_comes_first(lists):
    known = territories("vi")
    assert next(iter(known)) == "VN"
    assert {"KH", "LA", "CN", "US", "VA"} <= set(known)
    assert not {"EU", "UN", "ZZ", "XA", "AQ", "BV"} & set(known)
    assert known["KH"] == "Campuchia"


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    assert read_lists(tmp_path / "lists") == (NO_LISTS, ())


HEAD = "code,province,kind,name\n"


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("units.csv", "code;kind\n", 1, "first line"),
        ("units.csv", HEAD + "92,,city\n", 0, "4 values"),
        ("units.csv", HEAD + "92,,city,Cần Thơ\n92,,city,Cần Thơ\n", 3, "twice"),
        ("units.csv", HEAD + "31639,92,commune,Long Phú\n", 2, "stands nowhere above"),
        ("units.csv", HEAD + "92,,city,Cần Thơ\n3163,92,commune,Long Phú\n", 3, "five digits"),
        ("units.csv", HEAD + "92,,commune,Cần Thơ\n", 2, "two digits"),
        ("units.csv", HEAD + "92,,city, \n", 2, "a name"),
        ("units.csv", HEAD + 'x,"\n', 0, "4 values"),
        ("units.csv", b"\xff\xfe", 0, "UTF-8"),
        ("units.csv", "a" * 1_000_001, 0, "1 MB"),
        ("ethnicities.yaml", "ethnicities:\n  - {id: a}\n", 2, ""),
        ("ethnicities.yaml", "ethnicities: &a []\n", 1, "&name"),
        (
            "relationships.yaml",
            "relationships:\n  - {id: a, label: {vi: A}, official: A}\n  - {id: a, label: {vi: A}, official: A}\n",
            3,
            "twice",
        ),
    ],
)
def test_a_broken_list_is_left_out_and_told_of(tmp_path, name, text, line, said):
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(data)
    found, faults = read_lists(tmp_path)
    assert found == NO_LISTS
    assert faults
    assert faults[0].file == f"lists/{name}"
    assert faults[0].line == line
    assert said in faults[0].expected


def test_a_province_is_known_by_those_that_have_become_part_of_it(lists):
    assert lists.formerly("92") == ("Sóc Trăng", "Hậu Giang")
    names = [name for code in lists.former for name in lists.formerly(code)]
    assert len(names) == len(set(names))
    assert not set(names) & {province.name for province in lists.provinces()}
