"""The sheets for ward IT: one page each, and nothing on them that is not so."""

import html
import re
import shlex
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.desk.serve import _parser as desk_parser
from kiosk.updates.publishing.__main__ import _parser as release_parser

ROOT = Path(__file__).resolve().parents[2]
PAPERS = ROOT / "deploy" / "papers"
NAMES = ("install", "new-volunteer", "change-of-fee", "update-from-stick", "printer-trouble", "stolen-kiosk")
SHEETS = [PAPERS / f"{name}.{language}.html" for name in NAMES for language in ("vi", "en")]
SHOWN = (
    "assets/texts/vi.po",
    "kiosk/desk",
    "kiosk/wiring",
    "kiosk/updates",
    "deploy/provision",
    "kiosk/settings",
)
"""Where the words come from that somebody is told to look for."""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>"""


def parts(path, tag):
    """What stands in each such element, without marks inside it."""
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", path.read_text(encoding="utf-8"), re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in found]


@pytest.fixture(scope="module")
def corpus():
    texts = []
    for place in map(ROOT.joinpath, SHOWN):
        files = [place] if place.is_file() else place.rglob("*")
        texts += [
            one.read_text(encoding="utf-8")
            for one in files
            if one.is_file() and one.suffix in {"", ".po", ".py", ".html"}
        ]
    return re.sub(r"\s+", " ", " ".join(texts).replace('"\n"', ""))


def test_there_are_all_of_them_in_both_languages():
    assert {path.name for path in PAPERS.glob("*.html")} == {path.name for path in SHEETS}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_what_is_to_be_seen_or_touched_has_these_very_words(path, corpus):
    words = parts(path, "b")
    assert words
    missing = [word for word in words if word.rstrip(".") not in corpus]
    assert missing == []


def commands(path):
    for block in (*parts(path, "code"), *parts(path, "pre")):
        for one in block.split("&&"):
            words = shlex.split(one.strip().removeprefix("sudo ")) if "{" not in one else []
            if len(words) > 1:
                yield words


def understood(words):
    """Tell whether a command of ours would be: its words, its options, the file that it names."""
    program, *rest = words
    if program in {"kiosk", ".venv/bin/kiosk"} and rest[:1] == ["desk"]:
        desk_parser().parse_args(rest[1:])
    elif program in {"kiosk", ".venv/bin/kiosk"}:
        cli._parser().parse_args(rest)
    elif words[:2] == ["sh", "deploy/release"]:
        release_parser().parse_args(rest[1:])
    elif program == "sh":
        script = ROOT / rest[0]
        text = script.read_text(encoding="utf-8")
        return all(re.search(rf"(?<![\w-]){one}(?![\w-])", text) for one in rest[1:] if one.startswith("--"))
    return True


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_each_command_is_one(path):
    typed = [words for words in commands(path) if words[0] in {"kiosk", ".venv/bin/kiosk", "sh"}]
    assert typed
    for words in typed:
        if words[-1] == "--request":
            words.append("FILE")
        try:
            good = understood(words)
        except SystemExit:
            good = False
        assert good, words


def typed_in(part):
    """The commands of a part of the guide; FILE and TỆP stand for a file."""
    told = re.findall(r"`([^`]+)`", re.sub(r"\s+", " ", part))
    words = [shlex.split(one.removeprefix("sudo ")) for one in told if one.startswith(("sudo ", "sh "))]
    return [
        ["FILE" if word == "TỆP" else word for word in one if word not in {"--lang", "en"}] for one in words
    ]


def test_the_guide_types_the_same_in_both_languages_and_each_command_is_one():
    guide = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
    vi, en = map(typed_in, guide.split("\n## English\n"))
    assert vi == en
    named = {("roster", "take"): ["FILE"], ("backup",): ["DIR"]}
    for words in vi:
        try:
            good = understood(words + named.get(tuple(words[1:]), []))
        except SystemExit:
            good = False
        assert good, words


def test_both_languages_type_the_same():
    for name in NAMES:
        vi, en = (list(commands(PAPERS / f"{name}.{each}.html")) for each in ("vi", "en"))
        assert vi == [[word for word in words if word not in {"--lang", "en"}] for words in en]


@pytest.mark.parametrize(
    "path",
    [pytest.param(one, marks=() if one.name == "install.vi.html" else pytest.mark.full) for one in SHEETS],
    ids=lambda path: path.name,
)
def test_a_sheet_is_one_page(path, tmp_path):
    fonts = Path(find_spec("fontpkg_be_vietnam_pro").submodule_search_locations[0]) / "files"
    (tmp_path / "fonts.conf").write_text(FONTS.format(fonts, tmp_path / "fonts"), encoding="utf-8")
    printed = tmp_path / "sheet.pdf"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'browser'}", f"--print-to-pdf={printed}", path.as_uri()],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    content = printed.read_bytes()
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == 1
    assert b"BeVietnamPro" in content
