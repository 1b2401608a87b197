"""``kiosk content`` as an officer types it, who writes procedures and is no programmer."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from kiosk import cli
from kiosk import settings as settings_files
from kiosk.pictures import Pictures
from kiosk.wiring import content

ROOT = Path(__file__).parents[2]
CARD = ROOT / "tests" / "procedures" / "fourth" / "library-card.yaml"
GOOD, TO_MEND, IMPOSSIBLE = 0, 1, 2
TODAY = ("--today", "2026-11-22")


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- check ----------------------------------------------------------------------------------------------------


def test_the_shipped_content_has_nothing_to_mend(capsys, tmp_path):
    status = cli.main(["--state", str(tmp_path), "content", "check", *TODAY])
    said = capsys.readouterr().out
    assert "✗ " not in said
    assert status == GOOD
    assert "procedures can be served" in said.splitlines()[-1]


def test_a_mistake_is_told_with_its_place_and_keeps_its_file_out_of_service(kiosk, root):
    shutil.copy(CARD, root / "assets" / "procedures" / "card.yaml")
    spoil(root / "assets" / "procedures" / "card.yaml", "kind: form", "kind: from")
    status, said = kiosk("check", *TODAY)
    assert status == TO_MEND
    assert '✗ card.yaml:4: kind: one of these is expected: form, refer; found "from"' in said
    assert said[-1].startswith(
        "1 procedures can be served, 1 of them filled in at the kiosk, and 5 guides; 1 to mend"
    )


def test_warnings_alone_are_no_mistake_unless_one_is_strict(kiosk, root):
    folder = root / "mine"
    shutil.copytree(root / "assets" / "procedures", folder)
    status, said = kiosk("check", folder, "--today", "2027-12-31")
    assert status == GOOD
    assert any(line.startswith("! birth.yaml:") and "days ago" in line for line in said)
    assert kiosk("check", folder, "--strict", "--today", "2027-12-31")[0] == TO_MEND


def test_words_that_the_kiosk_itself_lacks_are_told(kiosk, root):
    spoil(root / "assets" / "texts" / "en.po", 'msgid "card.papers"\n', 'msgid "card.papers-not"\n')
    status, said = kiosk("check", *TODAY)
    assert status == TO_MEND
    assert "✗ texts: en.po lacks 1 texts, here first: card.papers" in said


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20000 20000"/>',
            "at most 4096 by 4096 pixels",
        ),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 96 96"/>', "without DOCTYPE"),
    ],
)
def test_a_drawing_that_will_not_be_shown_is_told(kiosk, root, drawing, words):
    folder = root / "assets" / "illustrations"
    folder.unlink()
    shutil.copytree(ROOT / "assets" / "illustrations", folder)
    (folder / "birth.svg").write_text(drawing, encoding="utf-8")
    status, said = kiosk("check", *TODAY)
    assert status == TO_MEND
    (told,) = (line for line in said if line.startswith("✗"))
    assert told.startswith("✗ illustrations/birth.svg: ")
    assert words in told


def test_a_folder_that_is_not_there_is_told(kiosk, root):
    status, (said,) = kiosk("check", root / "nowhere")
    assert status == IMPOSSIBLE
    assert "there is no such folder" in said


# --- schema, new, diff ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["procedure", "events", "block"])
def test_the_schema_is_printed_as_json(kiosk, file):
    status, said = kiosk("schema", "--file", file)
    assert status == GOOD
    assert json.loads("\n".join(said))["$schema"].startswith("https://json-schema.org/draft/2020-12")


def test_a_new_procedure_is_printed_or_written_once(kiosk, root):
    status, said = kiosk("new", "9.000777", *TODAY)
    assert status == GOOD
    assert 'code: "9.000777"' in said
    path = root / "assets" / "procedures" / "9.000777.yaml"
    assert not path.exists()
    assert kiosk("new", "9.000777", "--kind", "refer", "--write", *TODAY)[0] == GOOD
    assert path.read_text(encoding="utf-8").startswith("# 9.000777")
    path.write_text("mine", encoding="utf-8")
    status, (said,) = kiosk("new", "9.000777", "--write", *TODAY)
    assert status == TO_MEND
    assert "already; nothing was written" in said
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("code", ["1.001193", "../x", "a/b", ""])
def test_a_code_that_is_taken_or_none_is_refused(kiosk, root, code):
    before = sorted(root.rglob("*.yaml"))
    status, (said,) = kiosk("new", code, "--write")
    assert status == TO_MEND
    assert said.startswith("✗")
    assert sorted(root.rglob("*.yaml")) == before


def test_what_differs_is_told_by_procedure(kiosk, root):
    old, new = root / "assets" / "procedures", root / "new"
    shutil.copytree(old, new)
    assert kiosk("diff", old, new) == (GOOD, ["✓ nothing differs"])
    spoil(new / "birth.yaml", "confidence: H", "confidence: M")
    assert kiosk("diff", old, new) == (
        TO_MEND,
        ["1.001193  birth.yaml", "  ~ confidence", '      before: "H"', '      now:    "M"'],
    )
    assert kiosk("diff", old, root / "nowhere")[0] == IMPOSSIBLE


def test_where_only_the_breaks_of_khmer_differ_no_text_is_repeated(kiosk, tmp_path):
    for name, text in (("old", "កើត\u200bកូន"), ("new", "កើតកូន")):
        (tmp_path / f"{name}.yaml").write_text(f'km: "{text}"\n', encoding="utf-8")
    _status, said = kiosk("diff", tmp_path / "old.yaml", tmp_path / "new.yaml")
    assert said[1:] == ["  ~ km: only where a line of Khmer may end"]


# --- card, sheet ----------------------------------------------------------------------------------------------


def test_a_card_is_drawn_in_the_language_asked_for(kiosk, root):
    sizes = set()
    for language in ("vi", "km", "en"):
        out = root / f"{language}.pdf"
        status, (said,) = kiosk("card", "1.001193", "--lang", language, "--out", out)
        assert (status, said) == (GOOD, f"✓ {out}: 2 pages")
        sizes.add(out.stat().st_size)
    assert len(sizes) == 3


def test_the_board_for_pointing_is_drawn_under_its_own_name(kiosk, root):
    out = root / "board.pdf"
    assert kiosk("card", "pointing", "--lang", "km", "--out", out) == (0, [f"✓ {out}: 2 pages"])
    assert out.read_bytes().startswith(b"%PDF")


def test_a_card_of_nothing_is_told(kiosk, root):
    assert kiosk("card", "9.9", "--out", root / "x.pdf") == (
        IMPOSSIBLE,
        ["✗ 9.9: there is no procedure of this code"],
    )
    status, (said,) = kiosk("card", "1.001193", "--out", root / "x.txt")
    assert (status, "ends in .pdf" in said) == (IMPOSSIBLE, True)
    status, (said,) = kiosk("card", "1.001193", "--out", root / "nowhere" / "x.pdf")
    assert (status, said.startswith("✗ 1.001193: ")) == (IMPOSSIBLE, True)


def test_all_pictures_are_laid_out(kiosk, root):
    (root / "assets" / "illustrations").unlink()
    folder = root / "assets" / "illustrations"
    folder.mkdir()
    shutil.copy(ROOT / "assets" / "illustrations" / "birth.svg", folder)
    status, said = kiosk("sheet", "--out", root / "sheet.png")
    assert (status, said) == (GOOD, [f"✓ {root / 'sheet.png'}"])
    with Image.open(root / "sheet.png") as sheet:
        assert sheet.width > 1500
    (folder / "huge.svg").write_text('<svg viewBox="0 0 20000 20000"/>', encoding="utf-8")
    status, said = kiosk("sheet", "--out", root / "sheet.png")
    assert status == TO_MEND
    assert said[-1].startswith("✗ huge: A drawing of at most 4096 by 4096 pixels is expected")


# --- what is hostile does not reach a resident ----------------------------------------------------------------


def hostile(folder):
    """Yield one spoiled content folder after the other, each with a word for it."""
    tiles, birth = folder / "life-events.yaml", folder / "birth.yaml"
    good = {path: path.read_bytes() for path in (tiles, birth)}
    for name, path, data in (
        ("laughs", birth, b"a: &a [x]\nb: [*a, *a]\n"),
        ("ten megabytes", birth, b"#" * 10_000_000),
        ("deep", tiles, b"[" * 100_000),
        ("bytes", tiles, bytes(range(256))),
        ("empty", tiles, b""),
        ("utf-16", birth, "kind: form".encode("utf-16")),
        ("direction", birth, good[birth].replace(b"kind: form", b'kind: "form\\u202e"')),
    ):
        path.write_bytes(data)
        yield name
        path.write_bytes(good[path])
    shutil.copy(birth, folder / "birth2.yaml")
    yield "twice"
    (folder / "birth2.yaml").unlink()
    birth.unlink()
    os.mkfifo(birth)
    yield "pipe"
    birth.unlink()
    birth.symlink_to("/dev/zero")
    yield "link"
    birth.unlink()
    birth.mkdir()
    yield "folder"


def test_the_last_good_catalogue_serves_whatever_lies_in_the_folder(root):
    settings = settings_files.read(root / "config", root, root / "var")
    pictures = Pictures(root / "assets" / "illustrations", root / "var")
    good = content.serve(settings, pictures)
    assert not good.is_last_good
    assert "1.001193" in good.catalogue.procedures
    for name in hostile(root / "assets" / "procedures"):
        served = content.serve(settings, pictures)
        assert (name, served.is_last_good) == (name, True)
        assert served.catalogue.procedures["1.001193"] == good.catalogue.procedures["1.001193"]
        assert any(fault.level == "error" and fault.file and fault.expected for fault in served.faults)


def test_no_face_reads_marks_in_a_text():
    faces = [*(ROOT / "kiosk" / "ui").rglob("*"), ROOT / "kiosk" / "terminal.py"]
    sources = [path.read_text(encoding="utf-8") for path in faces if path.suffix in {".py", ".kv"}]
    assert len(sources) > 10
    for source in sources:
        assert "MarkupLabel" not in source
        assert "kivy.uix.label" not in source
        assert "markup=" not in source


def test_a_day_is_a_day(capsys):
    with pytest.raises(SystemExit):
        cli.main(["content", "check", "--today", "2026-02-30"])
    assert "'2026-02-30' is no day such as 2026-11-22" in capsys.readouterr().err
