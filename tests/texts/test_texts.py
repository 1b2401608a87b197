"""The kiosk's own words: the same in three languages, and none missing."""

import ast
import re
from datetime import date, datetime
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from kiosk.clock import VIETNAM
from kiosk.texts import LANGUAGES, TextError, Texts, dates, read
from tests.visit.walking import ROOT

FOLDER = ROOT / "assets" / "texts"
SAYING = {"say", "both"}
"""Calls whose first text is a message id."""


def catalogue(language):
    with (FOLDER / f"{language}.po").open("rb") as stream:
        return {message.id: message.string for message in read_po(stream) if message.id}


CATALOGUES = {language: catalogue(language) for language in LANGUAGES}
IDS = set(CATALOGUES["vi"])
OFFICIAL = {name for name in IDS if name.startswith("official.")}
"""What stands on official paper is Vietnamese."""
LEFT_OUT = {"answer.full-hour": {"hour", "minute"}}
"""A full hour is said without its minutes in Vietnamese."""
ID = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9_-]+)+")


def test_all_languages_say_the_same_things():
    for language in LANGUAGES:
        assert set(CATALOGUES[language]) - OFFICIAL == IDS - OFFICIAL, language
        assert [name for name, text in CATALOGUES[language].items() if not text.strip()] == []


def places(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same_in_every_language(language):
    for name, text in CATALOGUES[language].items():
        if name in LEFT_OUT:
            assert set(places(text)) <= LEFT_OUT[name], name
        else:
            assert places(text) == places(CATALOGUES["vi"][name]), name


def test_no_id_stands_twice_in_a_file():
    for language in LANGUAGES:
        found = re.findall(r'^msgid "(.+)"$', (FOLDER / f"{language}.po").read_text("utf-8"), re.MULTILINE)
        assert len(found) == len(set(found)), language


def test_khmer_says_that_no_native_reader_has_passed_it():
    assert "reviewed: false" in (FOLDER / "km.po").read_text(encoding="utf-8")


def used():
    """(file, line, pattern) of every message id that the code writes out, f-strings as patterns."""
    for path in sorted((ROOT / "kiosk").rglob("*.py")):
        if "desk" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in SAYING | {"button", "two_equal", "year_page"}:
                for argument in node.args:
                    for pattern in _patterns(argument):
                        yield path.name, node.lineno, pattern


def _called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _patterns(node):
    if isinstance(node, ast.IfExp):
        yield from (*_patterns(node.body), *_patterns(node.orelse))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
        yield re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        text = "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w.-]+" for part in node.values
        )
        if re.match(r"[a-z][a-z0-9-]*\\\.", text):
            yield text


def test_every_id_in_the_code_has_a_text():
    found = list(used())
    assert len(found) > 100
    missing = [one for one in found if not any(re.fullmatch(one[2], name) for name in IDS)]
    assert missing == []


def test_every_code_that_a_screen_may_have_to_explain_has_a_sentence():
    codes = set()
    for room in ("procedures", "takeover", "visit", "engine", "tickets"):
        for path in (ROOT / "kiosk" / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            codes |= set(re.findall(r'\bComplaint\("([\w-]+)"', text))
            codes |= set(re.findall(r'SignInRefused\("([\w-]+)"', text))
            codes |= set(re.findall(r'_Misfit\("([\w-]+)"', text))
            codes |= set(re.findall(r'NotKept\("([\w-]+)"', text))
            codes |= set(re.findall(r'^    code = "([\w-]+)"', text, re.MULTILINE))
    assert len(codes) > 20
    assert {code for code in codes if f"complaint.{code}" not in IDS} == set()


@pytest.fixture(scope="module")
def words():
    return read(FOLDER)


def test_a_text_is_said_in_the_language_asked_for_with_its_places_filled(words):
    assert words.say("en", "yes") == CATALOGUES["en"]["yes"]
    assert "Anh Tài" in words.say("km", "header.on-duty", name="Anh Tài")
    assert words.has("km", "yes")
    assert not words.has("km", "no.such.text")


def test_what_is_missing_falls_back_to_vietnamese_and_then_is_an_error(tmp_path):
    for language in LANGUAGES:
        (tmp_path / f"{language}.po").write_text('msgid ""\nmsgstr ""\n\n', encoding="utf-8")
    with (tmp_path / "vi.po").open("a", encoding="utf-8") as file:
        file.write('msgid "only"\nmsgstr "Chỉ một"\n')
    found = read(tmp_path)
    assert found.say("km", "only") == "Chỉ một"
    assert not found.has("km", "only")
    with pytest.raises(TextError) as missing:
        found.say("vi", "none")
    assert missing.value.code == "missing"


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(TextError) as broken:
        read(tmp_path)
    assert broken.value.code == "unreadable"
    assert isinstance(Texts({}), Texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_said_whole(words, language):
    said = dates.spoken_date(words, language, date(2026, 11, 23))
    assert "{" not in said
    assert "23" in said
    assert dates.printed_date(date(2026, 1, 3)) == "03/01/2026"
    assert "{" not in dates.printed_time(words, language, datetime(2026, 11, 21, 9, 5, tzinfo=VIETNAM))
    assert len({dates.weekday(words, language, date(2026, 11, day)) for day in range(16, 23)}) == 7
