"""A file with a mistake is left out and its author hears where and what."""

from __future__ import annotations

import shutil
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.procedures.faults import CatalogueError
from kiosk.procedures.load import load, read
from kiosk.procedures.tree import read_tree
from kiosk.procedures.types import Procedure

CODE = "9.000001"


def line_of(folder, text, file="library-card.yaml"):
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_an_unknown_key_is_named_with_the_one_that_is_meant(folder, spoiled):
    (fault,) = spoiled("    optional: true", "    optoinal: true")
    assert fault.line == line_of(folder, "optoinal")
    assert fault.key == "questions[reader_number].optoinal"
    assert 'is "optional" meant?' in fault.expected
    assert CODE not in read(folder)[0].procedures


def test_all_misfits_of_a_file_are_told_at_once(folder, spoiled):
    spoiled("kind: form", "kind: from")
    faults = spoiled("time: {statute: 5,", "time: {statute: five,")
    assert [fault.key for fault in faults] == ["kind", "time.statute"]


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('code: "9.000001"', "code: 9.000010", "code", 'put it in quotes: "9.000010"'),
        ("format: 1", "format: 2", "format", "one of these is expected: 1"),
        ("format: 1", "", "", 'the key "format" is missing'),
        ("kind: form", "kind: from", "kind", "form, refer"),
        ("optional: true", 'optional: "true"', "questions[reader_number].optional", "true or false"),
        ("statute: 5", "statute: -5", "time.statute", "at least 0"),
        ('among: ["yes"]', "among: [true]", "papers[old_card].when[1].among[1]", 'put it in quotes: "true"'),
        ("printed: ", "printed: 12 #", "printed", 'put them in quotes: "12"'),
        ("event: lost_papers", "event: Lost Papers", "event", "a short name of small letters"),
        ("name: reader_name", "name: Reader", "applicant.name", "a short name of small letters"),
        ("phone: reader_phone", "phone: Reader", "applicant.phone", "a short name of small letters"),
        ("picture: document-other", "picture: document other", "picture", "assets/illustrations"),
        ('effective_from: "2026-01-01"', 'effective_from: "1/1/2026"', "effective_from", "a date like"),
        ("fee: {", "fee: Free # {", "fee", "a text in languages is expected"),
        ("steps:\n", "steps: Wait\nx:\n", "steps", "a list is expected"),
        ('source: "Thủ tục giả định, dùng để thử"', 'source: ""', "source", "it is empty"),
        ("sections:\n", "sections:\n\nodd:\n", "sections", "nothing stands here"),
    ],
)
def test_a_misfit_is_told_with_its_line_and_in_plain_words(folder, spoiled, *, old, new, key, words):
    faults = spoiled(old, new)
    fault = next(fault for fault in faults if fault.key == key)
    assert words in fault.expected
    assert fault.level == "error"
    if new and key:
        assert fault.line == line_of(folder, new.split("\n")[0])
    assert CODE not in read(folder)[0].procedures


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("event: lost_papers\n", "event: lost_papers\nevent: birth\n", 'the key "event" stands here twice'),
        ("event: lost_papers\n", "\tevent: lost_papers\n", "not a tab"),
        ('official: "Cấp thẻ thư viện"', 'official: "Cấp thẻ', "quote"),
        (
            'official: "Cấp thẻ thư viện"',
            "official: Cấp thẻ: mới",
            "a text with a colon must stand in quotes",
        ),
        ('official: "Cấp thẻ thư viện"', "official: &x Cấp", "&name"),
        ('official: "Cấp thẻ thư viện"', "official: !x Cấp", "!name"),
        ('official: "Cấp thẻ thư viện"', "official: " + "[" * 41 + "]" * 41, "nested too deep"),
        ("kind: form", "---\nkind: form", "one file holds one procedure"),
        ('official: "Cấp thẻ thư viện"', "? [a]\n: b", "a plain key is expected"),
    ],
)
def test_yaml_traps_are_told_in_plain_words(folder, spoiled, *, old, new, words):
    (fault,) = spoiled(old, new)
    assert words in fault.expected
    assert fault.line > 0
    assert CODE not in read(folder)[0].procedures


def test_a_file_with_a_mistake_leaves_the_others_serving(shipped, folder, spoiled):
    shutil.copy(shipped / "land.yaml", folder)
    spoiled("kind: form", "kind: from")
    catalogue, _ = read(folder)
    assert len(catalogue.procedures) == 1
    assert CODE not in catalogue.procedures


def test_without_its_tiles_nothing_is_served_and_load_says_so(folder, spoiled):
    faults = spoiled("events:", "event:", file="life-events.yaml")
    assert {fault.key for fault in faults} == {"event", ""}
    assert read(folder)[0].procedures == {}
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    assert caught.value.code == "content_faults"
    assert caught.value.faults == tuple(read(folder)[1])
    (folder / "life-events.yaml").unlink()
    assert "missing" in read(folder)[1][0].expected


def test_latin_1_and_empty_files_are_told(folder):
    (folder / "old.yaml").write_bytes("format: 1\nname: Mẫu\n".encode("utf-16"))
    (folder / "none.yaml").write_bytes(b"# nothing yet\n")
    (folder / "_draft.yaml").write_bytes(b"not: [finished")
    said = {fault.file: fault.expected for fault in read(folder)[1]}
    assert "UTF-8" in said["old.yaml"]
    assert "empty" in said["none.yaml"]
    assert "_draft.yaml" not in said


def test_texts_come_out_composed(folder):
    path = folder / "library-card.yaml"
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert read(folder)[0].procedures[CODE].official == "Cấp thẻ thư viện"


def test_the_words_yes_and_no_and_dates_stay_texts():
    value = read_tree("x.yaml", b"a: no\nb: 2026-01-01\nc: 12:30\nd: 0123\ne: 'true'\nf: 7\ng: ~").value
    expected = {"a": "no", "b": "2026-01-01", "c": "12:30", "d": "0123", "e": "true", "f": 7, "g": None}
    assert value == expected


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_cut_or_typed_into_a_file_is_told_and_never_raised(shipped, tmp_path_factory, data):
    text = (shipped / "marriage.yaml").read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(st.text(alphabet="aé \t\n:-[]{}'\"#&*!|>%@`0.\x00\u200b", max_size=6))
    folder = tmp_path_factory.getbasetemp() / "cut"
    folder.mkdir(exist_ok=True)
    (folder / "life-events.yaml").write_bytes((shipped / "life-events.yaml").read_bytes())
    (folder / "m.yaml").write_text(text[:at] + put + text[at + cut :], encoding="utf-8", newline="")
    catalogue, faults = read(folder)
    bad = [fault for fault in faults if fault.file == "m.yaml" and fault.level == "error"]
    assert bool(catalogue.procedures) != bool(bad)
    assert all(isinstance(each, Procedure) for each in catalogue.procedures.values())
