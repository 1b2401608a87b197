"""What may lie in the content folder by malice or mishap: told in a sentence, never raised, never waited for."""

from __future__ import annotations

import os
import random
import re
import string
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.procedures import files
from kiosk.procedures.load import read, review
from kiosk.procedures.tree import read_tree
from kiosk.procedures.types import LifeEvent, Procedure, Question

CODE = "9.000001"
FEW, MANY = 25, 4000
TODAY = date(2026, 11, 22)


def told(folder, file):
    return [fault for fault in read(folder)[1] if fault.file == file]


def refused(folder, name, data):
    """Write the file and return the one sentence about it; the good procedure goes on serving."""
    (folder / name).write_bytes(data)
    catalogue, faults = read(folder)
    (fault,) = (fault for fault in faults if fault.file == name)
    assert fault.level == "error"
    assert CODE in catalogue.procedures
    assert len(fault.sentence()) < 400
    return fault.expected


def laughs():
    lines = [b'a0: &a0 ["lol"]'] + [
        b"a%d: &a%d [%s]" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 30)
    ]
    return b"\n".join(lines)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x" * 10_000_000, "at most 300 KB"),
        (b'name: "' + b"x" * 200_000 + b'"', "a text of at most 2000 letters is expected, not 200000"),
        (b"x" * 5_000 + b": 1", "a text of at most 2000 letters"),
        (b"- a\n" * 60_000, "at most 20000 values"),
        (b"[" * 100_000, "nested too deep"),
        (b"{a: " * 50_000, "nested too deep"),
        (b"".join(b" " * n + b"- \n" for n in range(200)), "nested too deep"),
        (laughs(), "&name and *name"),
        (b"a: &x [*x]", "&name and *name"),
        (b"a: !!python/object/apply:os.system ['true']", "!name"),
        (b'a: "b\\0c"', "nobody sees stands here (U+0000)"),
        (b'a: "\\u202eb"', "nobody sees stands here (U+202E)"),
        ('a: "\u202eb"'.encode(), "nobody sees stands here (U+202E)"),
        ('a: "\u2066b"'.encode(), "nobody sees stands here (U+2066)"),
        (b'a: "\x1b[2Jb"', "nobody sees stands here (U+001B)"),
        ("a: b\ufffd".encode(), "nobody sees stands here (U+FFFD)"),
        ("name: Mẫu".encode("cp1258", "replace") + b"\xff", "UTF-8"),
        ("name: Mẫu".encode("utf-16"), "UTF-8"),
        (b"\x00\xff\xfe\xfa" * 100, "UTF-8"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "UTF-8"),
        (b'a: "\\ud800"', "delete it"),
        (b'a: "C:\\d"', "delete it"),
        (b"a: 1\n...\n---\nb: 2\n", "one file holds one procedure"),
    ],
)
def test_a_hostile_file_is_told_of_and_the_others_serve(folder, data, words):
    assert words in refused(folder, "zz.yaml", data)


def test_a_pipe_does_not_make_the_kiosk_wait(folder):
    os.mkfifo(folder / "pipe.yaml")
    for below, name in (("blocks", "pipe.yaml"), ("lists", "relationships.yaml"), ("lists", "units.csv")):
        (folder / below).mkdir(exist_ok=True)
        (folder / below / name).unlink(missing_ok=True)
        os.mkfifo(folder / below / name)
    faults = read(folder)[1]
    assert {fault.file for fault in faults if "a file is expected" in fault.expected} == {
        "pipe.yaml",
        "blocks/pipe.yaml",
    }
    assert sum(fault.expected.startswith("the file can't be read") for fault in faults) == 2


def test_a_folder_with_a_files_name_is_told_of(folder):
    (folder / "folder.yaml").mkdir()
    assert "a file is expected" in told(folder, "folder.yaml")[0].expected


@pytest.mark.parametrize("target", ["/etc/hostname", "/dev/zero", "../elsewhere.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(folder, target):
    (folder.parent / "elsewhere.yaml").write_text("format: 1", encoding="utf-8")
    (folder / "link.yaml").symlink_to(target)
    (fault,) = told(folder, "link.yaml")
    assert "leads out of the folder" in fault.expected


@pytest.mark.parametrize("target", ["link.yaml", "gone.yaml"])
def test_a_link_that_leads_nowhere_is_told_of(folder, target):
    (folder / "link.yaml").symlink_to(target)
    (fault,) = told(folder, "link.yaml")
    assert "can't be read" in fault.expected


def test_a_file_that_may_not_be_read_is_told_of(folder, monkeypatch):
    def no(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(files.os, "open", no)
    assert "can't be read" in told(folder, "library-card.yaml")[0].expected


def test_thousands_of_files_are_refused_before_one_is_read(folder, monkeypatch):
    monkeypatch.setattr(files, "MOST_FILES", 50)
    for number in range(60):
        (folder / f"{number}.yaml").write_text("format: 1", encoding="utf-8")
    catalogue, faults = read(folder)
    assert catalogue.procedures == {}
    assert any("at most 50 content files are expected, found 62" in fault.expected for fault in faults)


def test_files_that_are_too_large_together_are_refused(folder, monkeypatch):
    monkeypatch.setattr(files, "_MOST_TOGETHER", 100_000)
    for number in range(10):
        (folder / f"zz{number}.yaml").write_bytes(b"#" * 30_000)
    faults = [fault for fault in read(folder)[1] if "together" in fault.expected]
    assert len(faults) == 1


def test_a_name_that_cannot_be_printed_is_shown_with_question_marks(folder):
    (folder / "a\x1b[2J\nb.yaml").write_text("format: 1", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml")).write_text("format: 1", encoding="utf-8")
    names = {fault.file for fault in read(folder)[1]}
    assert {"a??2J?b.yaml", "?.yaml"} <= names
    assert all(name.isprintable() for name in names)


@pytest.mark.parametrize(
    "picture", ["../../secret", "/etc/passwd", "a\\\\..\\\\b", "birth\\n", "birth.svg", "a//../b"]
)
def test_a_picture_name_leads_nowhere_else(spoiled, picture):
    faults = spoiled("picture: document-other", f'picture: "{picture}"')
    assert any("the name of a picture" in fault.expected for fault in faults)


@pytest.mark.parametrize("code", ["../9", "9/1", "9 1", "9\\n", ".9", "9\\t"])
def test_a_code_is_no_path(spoiled, code):
    faults = spoiled('code: "9.000001"', f'code: "{code}"')
    assert any(fault.key == "code" and fault.level == "error" for fault in faults)


def test_an_id_ends_where_its_line_ends(spoiled):
    faults = spoiled("  - id: books", '  - id: "books\\n"')
    assert any("a short name of small letters" in fault.expected for fault in faults)


def block(folder, name, text):
    (folder / "blocks").mkdir(exist_ok=True)
    (folder / "blocks" / name).write_text(text, encoding="utf-8")


def test_what_is_repeated_from_a_file_stays_on_its_line(spoiled):
    (fault,) = spoiled("kind: form", 'kind: "fo\\trm\\n\\nform"')
    assert fault.sentence().endswith('found "fo rm form"')


def test_blocks_cannot_go_round_in_a_ring(folder):
    block(folder, "a.yaml", "questions:\n  - block: b\n")
    block(folder, "b.yaml", "questions:\n  - block: a\n")
    said = {fault.file: fault.expected for fault in read(folder)[1]}
    assert "can't take in another block" in said["blocks/a.yaml"]
    assert "can't take in another block" in said["blocks/b.yaml"]


def test_a_block_cannot_be_taken_in_a_thousand_times(folder, spoiled):
    block(folder, "many.yaml", "papers:\n" + "  - {id: a}\n" * 10)
    faults = spoiled("papers:\n", "papers:\n" + "  - block: many\n" * 1000)
    assert any('"many"' in fault.expected for fault in faults)
    block(folder, "many.yaml", "papers: []\n")
    assert sum("taken in twice" in fault.expected for fault in told(folder, "library-card.yaml")) == 999


def test_conditions_cannot_go_round_in_a_ring(spoiled):
    faults = spoiled(
        "  - id: had_card\n",
        "  - id: had_card\n    when: [{question: subject_other, among: [a]}]\n",
    )
    assert any("before this one" in fault.expected for fault in faults)


def test_the_tree_of_questions_of_a_tile_has_an_end(folder):
    choices = (
        "[{id: a, label: {vi: A}}, {id: b, label: {vi: B}}, {id: c, label: {vi: C}}, {id: d, label: {vi: D}}]"
    )
    apart = "".join(f"      - {{id: q{n}, ask: {{vi: A}}, choices: {choices}}}\n" for n in range(300))
    text = 'events:\n  - id: lost_papers\n    name: {vi: A}\n    picture: birth\n    hue: "#FFFFFF"\n    apart:\n'
    (folder / "life-events.yaml").write_text(text + apart, encoding="utf-8")
    assert any("at most 8 sibling questions" in fault.expected for fault in read(folder)[1])


# ------------------------------------------------------------------------------------------------ fuzz


def holds(folder):
    """Review, which reads first, and hold all that is said against what this room promises."""
    catalogue, faults = review(folder, TODAY)
    for fault in faults:
        assert fault.file
        assert fault.expected
        assert len(fault.sentence()) < 1500
        assert fault.sentence().replace("\u200b", "").isprintable()
    assert catalogue.events or faults
    return catalogue, faults


def fresh(base, shipped, name="fuzz"):
    folder = base.getbasetemp() / name
    (folder / "blocks").mkdir(parents=True, exist_ok=True)
    for path in [*shipped.glob("life-events.yaml"), *shipped.glob("blocks/*.yaml")]:
        (folder / path.relative_to(shipped)).write_bytes(path.read_bytes())
    return folder


def mutated(text, chance):
    """Change a file as a slip, a bad merge or a broken tool would."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
                lines = lines or [""]
            case 1:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 2:
                lines[at] = " " * chance.randrange(9) + lines[at].lstrip()
            case 3:
                lines[at] = re.sub(r"[a-z_]+", lambda m: chance.choice([m[0], m[0][::-1]]), lines[at])
            case 4:
                junk = "".join(chance.choice(string.printable + "ạ\u200b\u202e\x00[]{}&*!") for _ in range(5))
                place = chance.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + junk + lines[at][place:]
            case 5:
                lines[at] = re.sub(
                    r": .*", f": {chance.choice(['[]', '{}', '~', '1', 'true', '1.0', '?'])}", lines[at]
                )
            case 6:
                end = min(at + chance.randint(1, 40), len(lines))
                lines[at:end] = lines[at:end][::-1]
    return "\n".join(lines)


def hit_by_mutation(seeds, shipped, base):
    paths = sorted(path for path in shipped.rglob("*.yaml") if path.parent.name != "lists")
    for seed in seeds:
        chance = random.Random(seed)
        path = chance.choice(paths)
        folder = fresh(base, shipped, "mutated")
        name = path.relative_to(shipped) if path.parent.name == "blocks" else Path(path.name)
        was = (folder / name).read_bytes() if (folder / name).exists() else None
        (folder / name).write_bytes(mutated(path.read_text(encoding="utf-8"), chance).encode())
        holds(folder)
        if was is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(was)


def test_shipped_files_that_were_spoiled_are_told_of(shipped, tmp_path_factory):
    hit_by_mutation(range(14), shipped, tmp_path_factory)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_shipped_files_spoiled_in_thousands_of_ways_are_told_of(shipped, tmp_path_factory):
    hit_by_mutation(range(1000, 3000), shipped, tmp_path_factory)


@settings(max_examples=10 * FEW, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_are_told_of(data):
    tree = read_tree("x.yaml", data)
    assert tree.value is None or not tree.faults
    assert all(fault.expected and fault.file == "x.yaml" for fault in tree.faults)


@pytest.mark.full
@settings(max_examples=MANY, deadline=None)
@given(st.text(alphabet="ab:-[]{}'\"#&*!|>%@`0.,?~ \t\n\r\x00\x85\u200b\u2028ạ\\", max_size=80))
def test_random_letters_that_mean_something_to_yaml_are_told_of(text):
    tree = read_tree("x.yaml", text.encode())
    assert tree.value is None or not tree.faults


def fields(kind):
    return dict.fromkeys(kind.__struct_fields__)


def values():
    names = st.sampled_from(
        [*{**fields(Procedure), **fields(LifeEvent), **fields(Question)}, "events", "block", "vi"]
    )
    plain = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False),
        st.sampled_from(["form", "1", "x", "birth"]),
    )
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
        max_leaves=25,
    )


def written(folder, name, value):
    (folder / name).write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")


@settings(max_examples=FEW, deadline=None)
@given(values(), values(), values())
def test_random_trees_are_told_of(shipped, tmp_path_factory, file, taken, tiles):
    folder = fresh(tmp_path_factory, shipped, "trees")
    written(folder, "x.yaml", file)
    written(folder / "blocks", "requester.yaml", taken)
    faults = holds(folder)[1]
    assert any(fault.file == "x.yaml" and fault.level == "error" for fault in faults)
    written(folder, "life-events.yaml", tiles)
    assert holds(folder)[0].procedures == {}


def pruned(value, chance):
    """Return the value with parts taken out, doubled or swapped for parts from elsewhere in it."""
    if isinstance(value, dict):
        kept = {name: pruned(part, chance) for name, part in value.items() if chance.random() > 0.01}
        return kept if chance.random() > 0.005 else chance.choice([None, [], "x", list(kept)])
    if isinstance(value, list):
        kept = [pruned(part, chance) for part in value if chance.random() > 0.02]
        return kept + kept[:1] if chance.random() < 0.05 else kept
    return value if chance.random() > 0.01 else chance.choice([None, True, 7, "", "???", "[b]x[/b]", 1.5])


def hit_by_pruning(seeds, shipped, base):
    paths = sorted(shipped.glob("*.yaml"))
    for seed in seeds:
        chance = random.Random(seed)
        path = chance.choice(paths)
        folder = fresh(base, shipped, "pruned")
        tree = read_tree(path.name, path.read_bytes())
        written(folder, path.name, pruned(tree.value, chance))
        holds(folder)
        if path.name != "life-events.yaml":
            (folder / path.name).unlink()


def test_files_with_parts_missing_or_misplaced_are_told_of(shipped, tmp_path_factory):
    hit_by_pruning(range(14), shipped, tmp_path_factory)


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_files_pruned_in_thousands_of_ways_are_told_of(shipped, tmp_path_factory):
    hit_by_pruning(range(1000, 3000), shipped, tmp_path_factory)
