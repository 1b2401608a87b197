"""What may be logged is declared; nothing else can be."""

import ast
import io
import json
from datetime import datetime

import pytest

from kiosk.clock import VIETNAM, ManualClock
from kiosk.journal import Journal, JournalError, declared
from tests.visit.walking import ROOT

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=VIETNAM)


@pytest.fixture
def stream():
    return io.StringIO()


@pytest.fixture
def journal(stream):
    return Journal(ManualClock(NOON), stream)


def test_a_declared_event_is_one_line(journal, stream):
    journal.note("draft-kept", number="A027")
    assert stream.getvalue().count("\n") == 1
    assert json.loads(stream.getvalue()) == {
        "at": "2026-11-21T12:00:00+07:00",
        "event": "draft-kept",
        "number": "A027",
    }


@pytest.mark.parametrize(
    ("event", "fields"), [("resident-named", {}), ("draft-kept", {"name": "Trần Thị Ví Dụ"})]
)
def test_what_is_not_declared_is_refused_and_not_written(journal, stream, event, fields):
    with pytest.raises(JournalError) as refused:
        journal.note(event, **fields)
    assert stream.getvalue() == ""
    assert "Ví Dụ" not in str(refused.value)


class FullDisk(io.StringIO):
    """Takes no line, as a log file on a full disk or a pipe that nobody reads."""

    def flush(self):
        raise OSError(28, "No space left on device")


def test_a_line_that_cannot_be_written_is_lost_and_counted_and_stops_nobody():
    journal = Journal(ManualClock(NOON), FullDisk())
    journal.note("draft-kept", number="A027")
    journal.note("kiosk-stopped")
    assert journal.lost == 2


def test_every_event_says_what_it_means():
    for event, entry in declared().items():
        assert entry["means"], event
        assert set(entry) - {"fault"} == {"fields", "means"}


def notes():
    """(file, line, event, fields) of every note in the program."""
    for path in sorted((ROOT / "kiosk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "note"
            ):
                event = node.args[0] if node.args else None
                if isinstance(event, ast.Constant):
                    yield path.name, node.lineno, event.value, {word.arg for word in node.keywords}


def test_every_note_in_the_program_is_declared():
    found = list(notes())
    assert len(found) > 10
    for file, line, event, fields in found:
        assert event in declared(), (file, line)
        assert fields <= set(declared()[event]["fields"]), (file, line)
