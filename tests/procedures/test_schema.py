"""The schema that editors are given says what the reader says."""

from __future__ import annotations

import msgspec
import pytest
from jsonschema import Draft202012Validator

from kiosk.procedures import types
from kiosk.procedures.blocks import FOLDER
from kiosk.procedures.load import EVENTS_FILE
from kiosk.procedures.schema import schema
from kiosk.procedures.tree import read_tree


def faults(file, value):
    return [error.message for error in Draft202012Validator(schema(file)).iter_errors(value)]


def kind_of(path):
    if path.parent.name == FOLDER:
        return "block"
    return "events" if path.name == EVENTS_FILE else "procedure"


@pytest.mark.parametrize("file", ["procedure", "events", "block"])
def test_it_is_a_schema_of_the_draft_that_it_names(file):
    Draft202012Validator.check_schema(schema(file))
    assert schema(file)["$schema"].endswith("2020-12/schema")


def test_every_shipped_file_is_good_by_the_schema(shipped):
    paths = [*shipped.glob("*.yaml"), *shipped.glob(f"{FOLDER}/*.yaml")]
    assert {kind_of(path) for path in paths} == {"procedure", "events", "block"}
    for path in paths:
        assert (path.name, faults(kind_of(path), read_tree(path.name, path.read_bytes()).value)) == (
            path.name,
            [],
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: form", "kind: from"),
        ("kind: form", "kind: form\nodd: 1"),
        ("format: 1", "format: 2"),
        ("official: ", "offical: "),
        ("type: text", "type: words"),
        ("type: text", "typo: text"),
        ("event: lost_papers", "event: Lost"),
        ("statute: 5", "statute: -5"),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses_too(folder, old, new):
    text = (folder / "library-card.yaml").read_text(encoding="utf-8")
    assert faults("procedure", read_tree("x.yaml", text.encode()).value) == []
    assert old in text
    assert faults("procedure", read_tree("x.yaml", text.replace(old, new, 1).encode()).value) != []


def test_a_block_is_taken_in_by_name_and_takes_in_none(folder):
    text = (folder / "library-card.yaml").read_text(encoding="utf-8")
    value = read_tree("x.yaml", text.replace("questions:\n", "questions:\n  - block: x\n", 1).encode()).value
    assert faults("procedure", value) == []
    assert faults("block", {"questions": [{"block": "x"}]}) != []


def test_every_explained_key_of_the_format_is_explained_in_the_schema():
    parts = schema("procedure")["$defs"]
    assert parts["Question"]["properties"]["ask"]["description"] == "The spoken question, at most 9 words."
    assert parts["Procedure"]["properties"]["fee"]["description"].startswith("What it costs; None")
    assert not any(
        "``" in told.get("description", "") for part in parts.values() for told in part["properties"].values()
    )
    structs = {
        name
        for name, kind in vars(types).items()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    }
    assert set(parts) <= structs
