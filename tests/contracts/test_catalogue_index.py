"""What every index of the catalogue holds, opens and finds."""

import shutil

import msgspec
import pytest

from kiosk.procedures.catalogue import catalogue_of, opened
from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.heads import head_of
from kiosk.procedures.load import load
from kiosk.procedures.memory_index import MemoryCatalogueIndex
from kiosk.procedures.types import Condition, Place, Text
from kiosk.store.catalogue_index import SqliteCatalogueIndex, compile_catalogue
from tests.visit.walking import ROOT

MOST = 4
LINKED = Place(event="birth", apart=(Condition(question="birth_way", among=("three_at_once",)),))


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    """The catalogue that has the fictional library card only."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copy(ROOT / "assets" / "procedures" / "life-events.yaml", folder)
    shutil.copy(ROOT / "tests" / "procedures" / "fourth" / "library-card.yaml", folder)
    return load(folder)


def like(card, code, name, short="", **more):
    texts = name if isinstance(name, Text) else Text(vi=name)
    values = {"official": texts.vi, "printed": texts.vi, "hint": None, "words": (), **more}
    return msgspec.structs.replace(card, code=code, name=texts, short=Text(vi=short or texts.vi), **values)


@pytest.fixture(scope="module")
def small(card):
    (one,) = card.procedures.values()
    birth = Text(vi="Làm khai sanh cho bé", en="Register a birth", km="ចុះ\u200bបញ្ជី\u200bកំណើត")
    return catalogue_of(
        card.events,
        (
            like(one, "2.000001", "Báo người thân mất", "Khai tử", official="Đăng ký khai tử"),
            like(
                one,
                "1.000001",
                birth,
                "Khai sanh",
                official="Đăng ký khai sinh",
                words=("làm giấy cho con", "giấy khai sanh"),
            ),
            like(one, "1.000002", "Khai sanh, hộ khẩu, thẻ bảo hiểm", kind="refer", also=(LINKED,)),
            like(one, "1.000003", "Đi đăng ký kết hôn", "Kết hôn", words=("cưới vợ lấy chồng",)),
            like(one, "1.000004", "Xin cấp lại sổ đỏ", "Sổ đỏ", kind="refer", words=("bằng khoán",)),
            like(one, "1.000005", "Tiền hằng tháng", "Tiền tháng", kind="refer"),
            like(one, "ward.help-2", "Tiền giúp người bệnh", official="Hỗ trợ kính cho bệnh nhân nghèo"),
        ),
    )


@pytest.fixture(params=["disk", "memory"])
def index(request, small, tmp_path):
    if request.param == "memory":
        yield MemoryCatalogueIndex(small.events, small.procedures, small.lists)
        return
    compile_catalogue(tmp_path / "catalogue.sqlite3", small, "as it was")
    found = SqliteCatalogueIndex(tmp_path / "catalogue.sqlite3")
    yield found
    found.close()


# --- held and opened ----------------------------------------------------------------------------------------


def test_it_holds_what_it_was_made_of_in_its_order(index, small):
    assert index.events() == small.events
    assert index.lists() == small.lists
    assert list(index.heads().items()) == [(code, head_of(each)) for code, each in small.procedures.items()]
    assert opened(index) == small


def test_a_procedure_is_opened_whole(index, small):
    assert index.body("1.000001") == small.procedures["1.000001"]
    assert opened(index).procedures["1.000002"].places()[1] == LINKED


def test_a_code_that_is_none_is_a_broken_promise(index):
    with pytest.raises(CatalogueError) as caught:
        index.body("9.9")
    assert caught.value.code == "unknown_procedure"
    assert "9.9" not in opened(index).procedures
    assert opened(index).procedures.get("9.9") is None


# --- found --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Khai sanh", "1.000001"),
        ("khai sanh", "1.000001"),
        ("KHAI SANH", "1.000001"),
        ("khai sinh", "1.000001"),
        ("đăng ký khai tử", "2.000001"),
        ("dang ky ket hon", "1.000003"),
        ("so do", "1.000004"),
        ("sổ đỏ", "1.000004"),
        ("bằng khoán", "1.000004"),
        ("cuoi vo", "1.000003"),
        ("birth", "1.000001"),
        ("register a b", "1.000001"),
        ("ចុះបញ្ជីកំណើត", "1.000001"),
        ("ចុះ\u200bបញ្ជី\u200bកំ", "1.000001"),
        ("កំណើត", "1.000001"),
        ("បញ្ជី", "1.000001"),
        ("1.000003", "1.000003"),
        ("1000003", "1.000003"),
        ("ward.help", "ward.help-2"),
        ("chánh", ""),
        ("binh nhon", "ward.help-2"),
        ("bịnh nhân nghèo", "ward.help-2"),
        ("kiếng", "ward.help-2"),
    ],
)
def test_a_procedure_is_found_by_its_names_and_other_words(index, typed, first):
    found = index.search(typed, MOST)
    assert found[:1] == ((first,) if first else ())


@pytest.mark.parametrize(
    "typed",
    [
        "kha sinh",  # missing
        "khaii sinh",  # one too many
        "kahi sinh",  # swapped
        "khsi sinh",  # wrong
        "khai sih",
        "khai sinhh",
        "khai snih",
        "khaisinh",  # the space left out
        "kh sinh",  # an earlier word unfinished
        "xin khai sinh",  # a word that stands elsewhere only
        "toi muon lam khai sinh",  # words that nobody wrote
    ],
)
def test_a_slip_is_forgiven(index, typed):
    assert index.search(typed, MOST)[0] == "1.000001"


@pytest.mark.parametrize("whole", ["khai sanh", "dang ky ket hon", "bang khoan", "register a birth"])
def test_every_letter_typed_on_the_way_finds_what_the_whole_finds(index, whole):
    (aim, *_) = index.search(whole, MOST)
    for length in range(1, len(whole) + 1):
        assert aim in index.search(whole[:length], 7), whole[:length]


def test_a_name_that_begins_so_stands_before_one_that_holds_it_and_forms_before_referrals(index):
    assert index.search("khai sanh", MOST) == ("1.000001", "1.000002")
    assert index.search("tien", MOST) == ("ward.help-2", "1.000005")
    assert index.search("kết hôn", 1) == ("1.000003",)


def test_the_whole_name_stands_before_any_longer_one(index):
    assert index.search("tien thang", MOST)[0] == "1.000005"


@pytest.mark.parametrize(
    "typed", ["", "   ", "…", "xyzzyx", "qq", '"', "names : x", "a AND", "*", "khai* OR"]
)
def test_what_means_nothing_finds_nothing_or_little_and_breaks_nothing(index, typed):
    assert len(index.search(typed, MOST)) <= MOST
    if typed in {"", "   ", "…", "xyzzyx", "qq"}:
        assert index.search(typed, MOST) == ()


def test_no_more_is_found_than_asked_for_and_nothing_twice(index):
    for typed in ("k", "t", "tien", "khai", "1"):
        found = index.search(typed, 2)
        assert len(found) <= 2
        assert len(set(index.search(typed, 7))) == len(index.search(typed, 7))
    assert index.search("khai", 0) == ()


def test_a_text_without_end_is_looked_at_only_so_far(index):
    assert index.search("khai sanh " * 10_000, MOST)[0] == "1.000001"


# --- alike --------------------------------------------------------------------------------------------------


def test_disk_and_memory_find_the_same(small, tmp_path):
    compile_catalogue(tmp_path / "c", small, "")
    disk = SqliteCatalogueIndex(tmp_path / "c")
    asked = ("k", "khai", "khia sin", "tien gup", "1.0", "g", "nguoi", "kekhai", "lam giy", "hon ket", "so")
    for typed in asked:
        assert disk.search(typed, 7) == small.search(typed, 7), typed
    disk.close()
