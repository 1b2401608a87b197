"""The ward's own file changes what it names, leaves all else alone, and is told of where it does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.load import read
from kiosk.procedures.overlay import FILE, read_overlay
from kiosk.procedures.types import Procedure
from kiosk.settings import Event, Named, Point, Ward

LIBRARY = "9.000001"
APART = """apart:
  - {question: lost_which, among: [not_sure]}
  - {question: paper_need, among: [lost]}
"""
POINT = Point(code="khu-pho-0", name="Điểm Ví Dụ", short_name="Ví Dụ", ward=Ward(code="26791", name="Ví Dụ"))


@pytest.fixture
def overlaid(folder: Path) -> Callable:
    """Write the ward's file and read the folder with it; its first line is left to the test's own lines."""

    def lay(text: str | bytes, *, head: str = "format: 1\n"):
        data = text if isinstance(text, bytes) else (head + text).encode()
        (folder.parent / FILE).write_bytes(data)
        catalogue, faults = read(folder, ward=folder.parent / FILE)
        return catalogue, [fault for fault in faults if fault.file == FILE]

    return lay


def of_library(text: str) -> str:
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f'procedures:\n  "{LIBRARY}":\n{lines}'


def test_without_a_ward_file_everything_is_as_shipped(folder):
    assert read(folder, ward=folder / "ward.yaml") == read(folder)


def test_the_wards_promise_is_shorter_than_the_statute(overlaid, folder):
    shipped = read(folder)[0].procedures[LIBRARY]
    catalogue, faults = overlaid(of_library("promise: 1"))
    assert faults == []
    assert catalogue.procedures[LIBRARY] == msgspec.structs.replace(
        shipped, time=msgspec.structs.replace(shipped.time, promise=1)
    )


def test_a_promise_longer_than_the_statute_is_refused(overlaid, folder):
    longest = read(folder)[0].procedures[LIBRARY].time.statute
    assert overlaid(of_library(f"promise: {longest}"))[1] == []
    catalogue, (fault,) = overlaid(of_library(f"promise: {longest + 1}"))
    assert (fault.line, fault.key, fault.level) == (4, f"procedures.{LIBRARY}.promise", "error")
    assert f"at most {longest} working days" in fault.expected
    assert LIBRARY not in catalogue.procedures


def test_a_fee_of_the_wards_own_stands_alone(overlaid, folder):
    path = folder / "library-card.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "charge: {copies: books, each: 5000}\n", encoding="utf-8")
    assert read(folder)[0].procedures[LIBRARY].charge.each == 5000
    catalogue, faults = overlaid(of_library('fee: {vi: "2.000 đồng", en: "2,000 dong"}'))
    assert faults == []
    assert catalogue.procedures[LIBRARY].fee.vi == "2.000 đồng"
    assert catalogue.procedures[LIBRARY].charge is None
    counted = 'fee: {vi: "2.000 đồng", en: "2,000 dong"}\ncharge: {copies: books, each: 2000}'
    assert overlaid(of_library(counted))[0].procedures[LIBRARY].charge.each == 2000


def test_a_procedure_that_is_off_is_offered_nowhere(overlaid, folder):
    other = (folder / "library-card.yaml").read_text(encoding="utf-8")
    other = (
        other.replace(LIBRARY, "9.000003").replace("event: lost_papers", "event: moving").replace(APART, "")
    )
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    catalogue, faults = overlaid(of_library("off: true"))
    assert faults == []
    assert set(catalogue.procedures) == {"9.000003"}
    # The tile that led to nothing else goes with it; tiles that were empty before are not the ward's doing.
    event = read(folder)[0].procedures[LIBRARY].event
    assert event not in {each.id for each in catalogue.events}
    assert len(catalogue.events) == len(read(folder)[0].events) - 1


def test_any_text_is_changed_by_where_it_stands(overlaid, folder):
    said = """
texts:
  name.vi: "Làm thẻ đọc sách"
  name.en: "Get a reader's card"
  name.km: "ប័ណ្ណ"
  questions[reader_relation].choices[self].label.vi: "Cho bà"
  questions[reader_relation].choices[self].label.en: "For me"
  questions[reader_relation].choices[self].label.km: "ខ្ញុំ"
"""
    catalogue, faults = overlaid(of_library(said.strip()))
    assert faults == []
    procedure = catalogue.procedures[LIBRARY]
    assert (procedure.name.vi, procedure.name.en) == ("Làm thẻ đọc sách", "Get a reader's card")
    (asked,) = (each for each in procedure.questions if each.id == "reader_relation")
    assert asked.choices[0].label.vi == "Cho bà"
    shipped = read(folder)[0].procedures[LIBRARY]
    (as_shipped,) = (each for each in shipped.questions if each.id == "reader_relation")
    assert asked.ask == as_shipped.ask


def test_texts_of_the_tiles_are_changed_too(overlaid):
    catalogue, _ = overlaid('life-events:\n  events[moving].name.vi: "Dời nhà"\n')
    assert catalogue.event("moving").name.vi == "Dời nhà"


def test_a_former_text_in_another_language_is_told(overlaid):
    catalogue, (fault,) = overlaid(of_library('texts:\n  name.vi: "Làm thẻ"'))
    assert (fault.level, fault.line) == ("warning", 5)
    assert "en" in fault.expected
    assert LIBRARY in catalogue.procedures


def test_a_text_of_the_ward_is_held_to_the_same_rules(overlaid):
    words = " ".join(["chữ"] * 10)
    said = f'texts:\n  questions[books].ask.vi: "{words}"\n  questions[books].ask.en: "How many?"'
    _, faults = overlaid(of_library(said))
    (fault,) = (each for each in faults if "9 words" in each.expected)
    assert (fault.file, fault.line, fault.key) == (FILE, 5, "questions[books].ask.vi")


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (of_library("promis: 1"), 4, f"procedures.{LIBRARY}.promis", '"promise" meant'),
        (of_library('promise: "1"'), 4, f"procedures.{LIBRARY}.promise", "whole number"),
        (of_library("promise: -1"), 4, f"procedures.{LIBRARY}.promise", "at least 0"),
        (of_library("off: yes"), 4, f"procedures.{LIBRARY}.off", "true or false"),
        (of_library("fee: free"), 4, f"procedures.{LIBRARY}.fee", "a text in languages"),
        (of_library('texts: {name.vi: ""}'), 4, f"procedures.{LIBRARY}.texts.name.vi", "empty"),
        ('procedures:\n  "9.00001": {off: true}\n', 3, "procedures.9.00001", f'is "{LIBRARY}" meant'),
        ("procedure: {}\n", 2, "procedure", '"procedures" meant'),
        ("procedures: []\n", 2, "procedures", "keys below it"),
        (
            "life-events:\n  events[movin].name.vi: x\n",
            3,
            "life-events.events[movin].name.vi",
            "there is no text",
        ),
        ('hours: [{days: [8], opens: "07:30", closes: "11:00"}]\n', 2, "hours[1].days[1]", "at most 7"),
        ('hours: [{days: [1], opens: "7:30", closes: "11:00"}]\n', 2, "hours[1].opens", "07:30"),
        (
            'events: [{day: 2026-11-31, opens: "07:30", closes: "11:00", name: {vi: x}}]\n',
            2,
            "events[1].day",
            "a day of the calendar",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_line_and_key(overlaid, text, line, key, words):
    _, faults = overlaid(text)
    (fault,) = faults
    assert (fault.line, fault.key, fault.level) == (line, key, "error")
    assert words in fault.expected


@pytest.mark.parametrize(
    "path",
    [
        "questions[reader_name].type",
        "questions[nobody].ask.vi",
        "questions[reader_name].ask",
        "questions[reader_name].ask.fr",
        "questions[reader_name]..ask.vi",
        "questions.reader_name.ask.vi",
        "questions[-1].ask.vi",
        "code",
        "name.vi.vi",
        "official",
        "vi",
        "...",
        "name.km_reviewed",
        "__class__.vi",
        "/etc/passwd",
    ],
)
def test_only_texts_that_are_there_can_be_changed(overlaid, path):
    catalogue, (fault,) = overlaid(of_library(f'texts:\n  "{path}": "x"'))
    assert (fault.line, fault.level) == (5, "error")
    assert f"there is no text {path}" in fault.expected
    assert LIBRARY not in catalogue.procedures


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"format: 2\n",
        b"format: 1\nprocedures: &a {}\nlife-events: *a\n",
        b"format: 1\n" + b"[" * 5000,
        b"format: 1\nprocedures:\n\t9: {}\n",
        b"- a list\n",
        b"just words",
        b"format: 1\n# " + b"x" * 1_100_000,
        b"!!python/object/apply:os.system ['true']\n",
    ],
)
def test_a_hostile_file_changes_nothing_and_is_told(overlaid, folder, data):
    catalogue, faults = overlaid(data)
    assert any(fault.level == "error" for fault in faults)
    assert catalogue == read(folder)[0]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / FILE
    path.write_bytes(data)
    found = read_overlay(path)
    assert found.faults or isinstance(found.value.procedures, dict)


def test_a_folder_or_a_link_to_nowhere_is_no_ward_file(tmp_path):
    (tmp_path / "ward.yaml").mkdir()
    assert read_overlay(tmp_path / "ward.yaml").faults
    (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    assert read_overlay(tmp_path / "link.yaml").faults


def test_the_ward_sets_the_hours_of_its_points(folder):
    path = folder / FILE
    path.write_text(
        'format: 1\nhours: [{days: [7], opens: "08:00", closes: "10:00"}]\n'
        'events: [{day: 2026-11-28, opens: "07:30", closes: "11:00", name: {vi: "Ngày thứ Bảy vì dân"}}]\n',
        encoding="utf-8",
    )
    point, faults = read_overlay(path).point(POINT)
    assert faults == ()
    assert (point.hours[0].days, point.hours[0].opens) == ((7,), "08:00")
    day = date(2026, 11, 28)
    assert point.events == (
        Event(day=day, opens="07:30", closes="11:00", name=Named(vi="Ngày thứ Bảy vì dân")),
    )
    assert read_overlay(folder / "nothing.yaml").point(POINT) == (POINT, ())


def test_hours_of_the_ward_that_contradict_are_told_and_the_points_own_hold(folder):
    path = folder / FILE
    path.write_text('format: 1\nhours:\n  - {days: [7], opens: "10:00", closes: "08:00"}\n', encoding="utf-8")
    point, (fault,) = read_overlay(path).point(POINT)
    assert point == POINT
    assert (fault.file, fault.line, fault.key) == (FILE, 3, "hours[1].closes")


def test_the_example_of_the_ward_fits_the_shipped_procedures(shipped, pictures):
    catalogue, faults = read(shipped, pictures, ward=shipped.parents[1] / "config" / FILE)
    assert [fault.sentence() for fault in faults if fault.file == FILE] == []
    assert isinstance(catalogue.procedures["1.004873"], Procedure)
    assert catalogue.procedures["1.004873"].time.promise == 1


def test_what_stands_commented_out_in_the_example_fits_too(shipped, tmp_path):
    example = (shipped.parents[1] / "config" / FILE).read_text(encoding="utf-8")
    lines = [
        line.replace("# ", "", 1)
        if line.startswith(("# life-events", "#   ", "# hours", "# events"))
        else line.replace("#  ", "  ", 1)
        if line.startswith("#  ")
        else line
        for line in example.splitlines()
    ]
    (tmp_path / FILE).write_text("\n".join(lines), encoding="utf-8")
    assert "\nlife-events:" in (tmp_path / FILE).read_text(encoding="utf-8")
    faults = read(shipped, ward=tmp_path / FILE)[1]
    assert [fault.sentence() for fault in faults if fault.file == FILE and fault.level == "error"] == []
    point, of_hours = read_overlay(tmp_path / FILE).point(POINT)
    assert (of_hours, len(point.hours), len(point.events)) == ((), 2, 1)


def test_the_example_in_the_authors_page_fits_too(shipped, tmp_path):
    page = (shipped / "README.md").read_text(encoding="utf-8")
    example = page.partition("## What the ward changes")[2].partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / FILE).write_text(example, encoding="utf-8")
    catalogue, faults = read(shipped, ward=tmp_path / FILE)
    assert [fault.sentence() for fault in faults if fault.file == FILE and fault.level == "error"] == []
    assert "1.001612" not in catalogue.procedures
    assert catalogue.event("moving").name.vi == "Dời nhà"
    assert read_overlay(tmp_path / FILE).point(POINT)[0].events[0].place == "Nhà văn hoá ấp Ví Dụ"


def test_a_ward_that_switches_everything_off_is_told_so(overlaid):
    _catalogue, faults = overlaid(of_library("off: true"))
    assert ["leave at least one on" in fault.expected for fault in faults if fault.level == "error"] == [True]
