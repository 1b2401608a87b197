"""A native reviewer reads every Khmer text beside the Vietnamese, and what was saved comes back into the files."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from kiosk import cli
from kiosk.texts import read
from kiosk.wiring.authoring.reviewing import breaks, drafts, screens
from kiosk.wiring.authoring.reviewing.page import Group, lines_of, page
from tests.visit.walking import at_home, at_review, view_of

ROOT = Path(__file__).parents[2]
Z = "\u200b"
GOOD, TO_MEND, IMPOSSIBLE = 0, 1, 2


def khmer(root):
    texts = read(root / "assets" / "texts", root / "var" / "cache" / "texts")
    return {one.id: one for one in drafts.khmer_texts(root / "assets", texts)}


@pytest.fixture(scope="module")
def shipped(caches):
    """Every Khmer text of program and catalogue."""
    return tuple(drafts.khmer_texts(ROOT / "assets", read(ROOT / "assets" / "texts", caches / "texts")))


@pytest.fixture
def reading(root, kiosk):
    """Read corrections back by the command; return its exit status and the lines it said."""

    def ask(*texts):
        saved = root / "saved.json"
        saved.write_text(json.dumps({"language": "km", "texts": texts}), encoding="utf-8")
        return kiosk("review", "--read", saved)

    return ask


def corrected(draft, now=None, *, right=True, remark=""):
    was = breaks.shown(draft.khmer)
    return {
        "ids": [draft.id],
        "was": was,
        "now": was if now is None else now,
        "right": right,
        "remark": remark,
    }


def written(root):
    return {path: path.read_text(encoding="utf-8") for path in drafts.files(root / "assets")}


def changed_lines(before, after):
    """Return (line before, line after) of every line that differs; a line put in has none before."""
    found = []
    for path, text in before.items():
        old, new = text.split("\n"), after[path].split("\n")
        if old != new:
            added = [line for line in new if line not in old]
            found += [(path.name, line) for line in added]
    return found


# --- finding ------------------------------------------------------------------------------------------------------


def test_every_khmer_text_of_program_and_catalogue_is_found_once(shipped):
    ids = [one.id for one in shipped]
    assert len(ids) == len(set(ids))
    in_yaml = sum(
        len(re.findall(r"\bkm: *[\"'\w]", path.read_text("utf-8")))
        for path in (ROOT / "assets").rglob("*.yaml")
    )
    assert sum(name.startswith("texts/") for name in ids) == len(
        re.findall(r'^msgstr ".+"$', (ROOT / "assets/texts/km.po").read_text("utf-8"), re.MULTILINE)
    )
    assert len([name for name in ids if not name.startswith("texts/")]) == in_yaml


def test_texts_that_are_the_same_in_both_languages_are_read_once(shipped):
    lines = lines_of(shipped)
    assert sum(len(line.ids) for line in lines) == len(shipped)
    assert len({(line.vietnamese, line.khmer) for line in lines}) == len(lines) < len(shipped)


def test_texts_are_shown_on_the_screens_on_which_they_stand():
    views = [view_of(at_home("km")), view_of(at_review(language="km"))]
    texts = [views[0].question, views[1].question, "គ្មាន\u200bនៅ\u200bទីណា"]
    assert [(view.state, found) for view, found in screens.chosen(views, texts)] == [
        ("home", texts[:1]),
        ("review", texts[1:2]),
    ]


def test_a_text_with_places_is_found_by_what_stands_around_them():
    view = view_of(at_home("km"))
    longer = type(view)(
        **{name: getattr(view, name) for name in view.__struct_fields__} | {"question": "សូម 12 នាទី"}
    )
    assert screens.chosen([longer], ["សូម {count} នាទី", "រង់ចាំ {count} នាទី"]) == [(longer, ["សូម {count} នាទី"])]


# --- the page -----------------------------------------------------------------------------------------------------


class Elements(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self):
        super().__init__()
        self.found, self._open = [], None

    def handle_starttag(self, tag, given):
        attributes = dict(given)
        self.found.append((tag, attributes, []))

    def handle_data(self, data):
        if self.found:
            self.found[-1][2].append(data)


def elements(text):
    parser = Elements()
    parser.feed(text)
    return parser.found


@pytest.fixture(scope="module")
def whole(shipped):
    """The page of all of them, and what a browser makes of it."""
    text = page([Group("Mọi câu", b"\xff\xd8", tuple(lines_of(shipped)))], "22/11/2026", b"font")
    return shipped, text, elements(text)


def test_the_page_holds_every_text_beside_its_vietnamese(whole):
    found, _, seen = whole
    lines = [given for _, given, _ in seen if given.get("class") == "line"]
    assert sorted(name for line in lines for name in json.loads(line["data-ids"])) == sorted(
        one.id for one in found
    )
    beside = {"".join(data).strip() for _, given, data in seen if given.get("class") == "vi"}
    assert {one.vietnamese for one in found} <= {html.unescape(one) for one in beside} | {
        one.vietnamese for one in found if one.vietnamese != one.vietnamese.strip()
    }


def test_the_page_needs_no_network(whole):
    _, text, seen = whole
    loaded = [value for _, given, _ in seen for name, value in given.items() if name in {"src", "href"}]
    assert all(value.startswith("data:") for value in loaded)
    assert not re.search(r"https?://|@import|url\((?!data:)", text)


# --- and back -----------------------------------------------------------------------------------------------------


def test_what_is_not_touched_changes_no_file(root, reading):
    before = written(root)
    status, said = reading()
    assert (status, said) == (GOOD, ["0 changed, 0 passed, 0 refused (✗)"])
    assert written(root) == before


def test_a_corrected_text_of_the_program_is_written_and_passed_and_nothing_else_changes(root, reading):
    draft, before = khmer(root)["texts/km.po yes"], written(root)
    status, said = reading(corrected(draft, "បាទ ឬ ចាស"))
    assert status == GOOD
    assert said[0] == "✓ texts/km.po yes: បាទ / ចាស → បាទ ឬ ចាស"
    assert changed_lines(before, written(root)) == [
        ("km.po", "# reviewed: yes"),
        ("km.po", 'msgstr "បាទ ឬ ចាស"'),
    ]
    texts = read(root / "assets" / "texts")
    assert texts.say("km", "yes") == "បាទ ឬ ចាស"
    assert texts.is_reviewed("km", "yes")


def test_a_corrected_text_of_a_procedure_is_written_and_passed_and_nothing_else_changes(root, reading):
    name = "procedures/birth.yaml name"
    draft, before = khmer(root)[name], written(root)
    assert reading(corrected(draft, "ចុះ|ឈ្មោះ|កំណើត"))[0] == GOOD
    assert len(changed_lines(before, written(root))) <= 2
    after = khmer(root)[name]
    assert (after.khmer, after.passed) == (f"ចុះ{Z}ឈ្មោះ{Z}កំណើត", True)


def test_every_text_can_be_passed_and_only_marks_are_put_in(root, reading):
    texts, before = khmer(root), written(root)
    status, said = reading(*(corrected(draft) for draft in texts.values()))
    assert (status, said) == (GOOD, [f"0 changed, {len(texts)} passed, 0 refused (✗)"])
    assert all(draft.passed for draft in khmer(root).values())
    for path, text in written(root).items():
        without = (
            text.replace("# reviewed: yes\n", "")
            if path.suffix == ".po"
            else re.sub(r"(, |\n *)km_reviewed: true", "", text)
        )
        assert without == before[path], path.name
    assert (
        cli.main(
            ["--root", str(root), "--state", str(root / "var"), "content", "check", "--today", "2026-11-22"]
        )
        == 0
    )


def test_every_text_can_be_changed_and_all_files_still_say_all_else(root, reading):
    texts, before = khmer(root), written(root)
    status, _ = reading(
        *(corrected(one, f'{breaks.shown(one.khmer)} "ថ្មី" \\', right=False) for one in texts.values())
    )
    assert status == GOOD
    after = khmer(root)
    assert {name: one.khmer for name, one in after.items()} == {
        name: f'{one.khmer} "ថ្មី" \\' for name, one in texts.items()
    }
    assert {name: one.vietnamese for name, one in after.items()} == {
        n: one.vietnamese for n, one in texts.items()
    }
    for path, text in written(root).items():
        if path.suffix == ".yaml":
            assert without_khmer(yaml.safe_load(text)) == without_khmer(yaml.safe_load(before[path]))


def without_khmer(value):
    if isinstance(value, dict):
        return {key: without_khmer(one) for key, one in value.items() if key != "km"}
    return [without_khmer(one) for one in value] if isinstance(value, list) else value


def test_a_mark_is_taken_back(root, reading):
    names = ("texts/km.po yes", "procedures/birth.yaml name")
    reading(*(corrected(khmer(root)[name]) for name in names))
    assert all(khmer(root)[name].passed for name in names)
    reading(*(corrected(khmer(root)[name], right=False) for name in names))
    assert not any(khmer(root)[name].passed for name in names)


def test_a_remark_is_told(root, reading):
    status, said = reading(corrected(khmer(root)["texts/km.po yes"], right=False, remark="Nên hỏi\nsư cả."))
    assert (status, said[0]) == (GOOD, "? texts/km.po yes: Nên hỏi sư cả.")


@pytest.mark.parametrize(
    ("name", "now", "why"),
    [
        ("handover.ask", "តើ\u200bអនុញ្ញាត\u200bឱ្យ\u200bជួយ\u200bធ្វើ\u200bទេ?", "{name}"),
        ("handover.ask", "តើ {name} {ឈ្មោះ} ជួយ?", "{ឈ្មោះ}"),
        ("yes", "", "empty"),
        ("yes", "Có", "no Khmer letter"),
        ("yes", "បាទ\nចាស", "one line"),
        ("yes", "<b>បាទ</b>", "U+003C"),
        ("yes", "បាទ {", "brace"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words_and_all_else_is_written(root, reading, name, now, why):
    texts, before = khmer(root), written(root)
    status, said = reading(corrected(texts[f"texts/km.po {name}"], now), corrected(texts["texts/km.po no"]))
    assert status == TO_MEND
    refused = [line for line in said if line.startswith("✗")]
    assert len(refused) == 1
    assert why in refused[0]
    assert changed_lines(before, written(root)) == [("km.po", "# reviewed: yes")]


def test_a_text_that_has_been_changed_meanwhile_is_not_written_over(root, reading):
    draft = khmer(root)["texts/km.po yes"]
    stale = corrected(draft, "បាទ ឬ ចាស") | {"was": "អ្វីមួយ"}
    status, said = reading(stale)
    assert status == TO_MEND
    assert "changed since" in said[0]


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"language": "en", "texts": []}', b"\xff", b'{"language":"km","texts":[1]}']
)
def test_what_no_page_has_saved_is_refused(root, capsys, raw):
    before = written(root)
    (root / "saved.json").write_bytes(raw)
    words = [
        "--root",
        str(root),
        "--state",
        str(root / "var"),
        "content",
        "review",
        "--read",
        str(root / "saved.json"),
    ]
    assert cli.main(words) == IMPOSSIBLE
    assert "not what the page saves" in capsys.readouterr().out
    assert written(root) == before


# --- breaks -------------------------------------------------------------------------------------------------------

BEFORE = f"បងប្អូន{Z}ត្រូវការ{Z}អ្វី?"
WORDS = breaks.words_of([BEFORE, f"ថ្ងៃនេះ{Z}មាន{Z}អ្នកជួយ"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("បងប្អូន|ត្រូវការ|អ្វី?", BEFORE),
        ("បងប្អូនត្រូវការអ្វី?", BEFORE),  # every bar lost
        ("ត្រូវការអ្វី?", f"ត្រូវការ{Z}អ្វី?"),  # a word taken away
        ("ថ្ងៃនេះបងប្អូនត្រូវការអ្វី?", f"ថ្ងៃនេះ{Z}បងប្អូន{Z}ត្រូវការ{Z}អ្វី?"),  # one that stands elsewhere put in
        ("បងប្អូន||ត្រូវការ អ្វី?|", f"បងប្អូន{Z}ត្រូវការ អ្វី?"),  # bars too many
        ("បងប្អ|ូន|ត្រូវការ", f"បងប្អូន{Z}ត្រូវការ"),  # a bar within a cluster
        ("  បងប្អូន  ", "បងប្អូន"),
    ],
)
def test_words_are_parted_again_where_a_line_may_go_on(typed, meant):
    assert breaks.broken_again(typed, BEFORE, WORDS) == meant


def test_a_stretch_without_a_place_to_break_is_told(root, reading):
    draft = khmer(root)["texts/km.po yes"]
    status, said = reading(corrected(draft, "ឃ" * 30))
    assert status == GOOD
    assert any(line.startswith("! texts/km.po yes: write |") for line in said)


def test_no_text_holds_a_bar_of_its_own(shipped):
    assert not any("|" in one.khmer for one in shipped)


BLOCKS = """id: blocks
name:
  vi: Dạ
  km: >-
    កើតកូន
  en: Yes
other:
  vi: Có
  km: "រៀបការ"
"""


def test_a_text_that_cannot_be_marked_where_it_stands_is_refused_and_the_others_are_passed(root, reading):
    file = root / "assets" / "procedures" / "blocks.yaml"
    file.write_text(BLOCKS, encoding="utf-8")
    found = khmer(root)
    both = [found[f"procedures/blocks.yaml {key}"] for key in ("name", "other")]
    status, lines = reading(*map(corrected, both))
    assert status == TO_MEND
    assert [line for line in lines if line.startswith("✗")] == [
        "✗ procedures/blocks.yaml name: write it by hand, in quotes and on one line"
    ]
    assert file.read_text(encoding="utf-8") == BLOCKS + "  km_reviewed: true\n"


def test_of_two_texts_with_one_name_neither_is_touched(root, reading):
    file = root / "assets" / "procedures" / "twice.yaml"
    one = '- {id: a, vi: Dạ, km: "កើតកូន"}\n'
    file.write_text(one * 2, encoding="utf-8")
    status, lines = reading(corrected(khmer(root)["procedures/twice.yaml a"]))
    assert status == TO_MEND
    assert "✗ procedures/twice.yaml a: two texts have this name, give one another id" in lines
    assert file.read_text(encoding="utf-8") == one * 2
