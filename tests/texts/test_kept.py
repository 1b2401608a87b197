"""Catalogues are kept as they were compiled, and made anew whenever that is not what the files say."""

from pathlib import Path

import pytest

from kiosk.texts import TextError, read

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(folder, vietnamese):
    folder.mkdir(exist_ok=True)
    for language in ("vi", "km", "en"):
        text = f'{HEAD}msgid "home.ask"\nmsgstr "{vietnamese} {language}"\n'
        (folder / f"{language}.po").write_text(text, encoding="utf-8")
    return folder


def said(texts):
    return [texts.say(language, "home.ask") for language in ("vi", "km", "en")]


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "kept"


def test_what_is_kept_says_the_same(tmp_path, kept):
    folder = write(tmp_path / "po", "Chào")
    first, second, plain = read(folder, kept), read(folder, kept), read(folder)
    assert said(first) == said(second) == said(plain) == ["Chào vi", "Chào km", "Chào en"]
    assert first.message_ids() == second.message_ids() == plain.message_ids() == ("home.ask",)
    assert len(list(kept.iterdir())) == 3


def test_a_changed_file_is_read_anew_and_the_former_one_goes(tmp_path, kept):
    read(write(tmp_path / "po", "Chào"), kept)
    assert said(read(write(tmp_path / "po", "Dạ"), kept))[0] == "Dạ vi"
    assert len(list(kept.iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"\xde\x12\x04\x95", b"nothing of the kind"])
def test_a_damaged_kept_file_is_made_anew(tmp_path, kept, damage):
    folder = write(tmp_path / "po", "Chào")
    read(folder, kept)
    for file in kept.iterdir():
        file.write_bytes(damage)
    assert said(read(folder, kept))[0] == "Chào vi"
    assert all(file.read_bytes() != damage for file in kept.iterdir())


def test_a_disk_that_takes_nothing_hinders_no_reading(tmp_path):
    (tmp_path / "kept").write_text("in the way", encoding="utf-8")
    assert said(read(write(tmp_path / "po", "Chào"), tmp_path / "kept"))[0] == "Chào vi"


def test_a_broken_vietnamese_file_is_told_by_its_name(tmp_path, kept):
    folder = write(tmp_path / "po", "Chào")
    Path(folder / "vi.po").write_text('msgid "home.ask\n', encoding="utf-8")
    with pytest.raises(TextError) as broken:
        read(folder, kept)
    assert broken.value.code == "unreadable"
