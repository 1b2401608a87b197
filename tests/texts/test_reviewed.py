"""Khmer texts are drafts until a native reader has passed them, each for itself."""

import pytest

from kiosk.texts import read

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
TEXTS = ("home.ask", "consent.ask", "consent.yes")


@pytest.fixture
def folder(tmp_path):
    for language in ("vi", "km", "en"):
        marks = {"consent.ask": "# A remark.\n# reviewed: yes\n"} if language == "km" else {}
        said = "".join(
            f'{marks.get(name, "")}msgid "{name}"\nmsgstr "{name} {language}"\n\n' for name in TEXTS
        )
        (tmp_path / f"{language}.po").write_text(HEAD + said, encoding="utf-8")
    return tmp_path


def test_a_text_is_reviewed_where_its_own_comment_says_so(folder):
    texts = read(folder)
    assert [texts.is_reviewed("km", name) for name in TEXTS] == [False, True, False]


def test_the_kept_texts_know_it_too(folder, tmp_path):
    read(folder, tmp_path / "kept")
    again = read(folder, tmp_path / "kept")
    assert [again.is_reviewed("km", name) for name in TEXTS] == [False, True, False]


def test_vietnamese_and_english_need_no_mark(folder):
    texts = read(folder)
    assert all(texts.is_reviewed(language, name) for language in ("vi", "en") for name in TEXTS)


def test_a_text_that_is_missing_is_said_in_vietnamese_and_may_be_relied_on(folder):
    path = folder / "km.po"
    path.write_text(path.read_text(encoding="utf-8").replace('"consent.yes km"', '""'), encoding="utf-8")
    assert read(folder).is_reviewed("km", "consent.yes")


def test_without_any_mark_nothing_is_reviewed(folder):
    path = folder / "km.po"
    path.write_text(path.read_text(encoding="utf-8").replace("# reviewed: yes\n", ""), encoding="utf-8")
    assert not any(read(folder).is_reviewed("km", name) for name in TEXTS)


def test_a_mark_is_no_text(folder):
    assert "@reviewed" not in read(folder).message_ids()
