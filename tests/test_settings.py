"""Settings: what a person at the ward gets wrong is told with file, line, key and what was expected."""

import shutil

import pytest

from kiosk.settings import SettingsError, read
from tests.visit.walking import ROOT

CONFIG = ROOT / "config"


@pytest.fixture
def config(tmp_path):
    for name in ("kiosk.toml", "point.toml"):
        shutil.copy(CONFIG / name, tmp_path)
    return tmp_path


def replaced(config, old, new, name="kiosk.toml"):
    path = config / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(config, start, name):
    lines = (config / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def fault(config):
    with pytest.raises(SettingsError) as refused:
        read(config, ROOT, config)
    (found,) = refused.value.faults
    return found


def test_the_examples_run_as_they_are(tmp_path):
    settings = read(CONFIG, ROOT, tmp_path)
    assert settings.kiosk.kiosk_id == "kiosk-1"
    assert not settings.kiosk.provisioned
    assert settings.point.ward.code == "26791"
    assert settings.cache == tmp_path / "cache"


def test_every_key_of_the_machine_may_be_left_out(config):
    (config / "kiosk.toml").write_text("")
    assert read(config, ROOT, config).kiosk == read(CONFIG, ROOT, config).kiosk


@pytest.mark.parametrize(
    ("old", "new", "line_starts", "key"),
    [
        ("width = 1280", "widht = 1280", "widht", "screen.widht"),
        ('series = "A"', 'series = "AB"', "series", "series"),
        ("width = 1280", 'width = "wide"', "width", "screen.width"),
        ("baud = 115200", "baud = 1200", "baud = 1200", "printer.baud"),
        ('kind = "png" ', 'kind = "laser" ', 'kind = "laser"', "printer.kind"),
        ("warn_after = 180", "warn_after = 0", "warn_after", "idle.warn_after"),
        ('url = "http://127.0.0.1:8046"', 'url = "the desk"', "url", "desk.url"),
        ("provisioned = false", 'provisioned = "no"', "provisioned", "provisioned"),
        ("[keys]", "[kees]", "[kees]", "kees"),
    ],
)
def test_a_wrong_value_is_told_with_file_line_and_key(config, old, new, line_starts, key):
    replaced(config, old, new)
    found = fault(config)
    assert (found.file, found.line, found.key) == (
        "kiosk.toml",
        line_of(config, line_starts, "kiosk.toml"),
        key,
    )
    assert found.expected
    assert str(found).startswith(f"kiosk.toml:{found.line}: {key}: ")


@pytest.mark.parametrize(
    ("old", "new", "line_starts", "key"),
    [
        ('code = "26791"', 'code = "Đông"', 'code = "Đông"', "ward.code"),
        ("opens = ", "open = ", "[[hours]]", "hours[0].open"),
        ('"1.004873" = 1', '"1.004873" = -1', '"1.004873"', "promises"),
    ],
)
def test_a_wrong_value_of_the_point_is_told_too(config, old, new, line_starts, key):
    replaced(config, old, new, "point.toml")
    found = fault(config)
    assert found.file == "point.toml"
    assert found.key.startswith(key.split("[", maxsplit=1)[0])
    assert found.line >= 1


def test_a_key_that_must_be_there_is_named(config):
    replaced(config, 'name = "Điểm hỗ trợ Khu phố 46"\n', "", "point.toml")
    assert "name" in str(fault(config))


def test_text_that_is_no_toml_is_told_with_its_line(config):
    replaced(config, "[screen]", "[screen\n")
    found = fault(config)
    assert (found.file, found.key) == ("kiosk.toml", "")
    assert found.line == line_of(config, "[screen", "kiosk.toml")


def test_a_file_that_is_not_there_or_cannot_be_read_is_told(config):
    (config / "point.toml").unlink()
    assert fault(config).file == str(config / "point.toml")
    (config / "point.toml").write_bytes(b"\xff\xfe")
    assert fault(config).file == "point.toml"


def test_the_wards_overlay_changes_only_what_it_names(config):
    (config / "overlay.toml").write_text(
        '[kiosk.idle]\nwarn_after = 60\n[point]\nname = "Điểm hỗ trợ Ví Dụ"\n', encoding="utf-8"
    )
    settings = read(config, ROOT, config)
    assert (settings.kiosk.idle.warn_after, settings.kiosk.idle.count_down) == (60, 45)
    assert (settings.point.name, settings.point.short_name) == ("Điểm hỗ trợ Ví Dụ", "Khu phố 46")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[kiosk.idle]\nwarn_after = 0\n", 2, "kiosk.idle.warn_after"),
        ("[kiosk]\nseries = 'A'\nserie = 'B'\n", 3, "kiosk.serie"),
        ("[kiosk]\nscreen = 3\n", 2, "kiosk.screen"),
        ("[machine]\na = 1\n", 1, "machine"),
        ("kiosk = 3\n", 1, "kiosk"),
    ],
)
def test_a_fault_of_the_overlay_is_told_of_the_overlay(config, text, line, key):
    (config / "overlay.toml").write_text(text, encoding="utf-8")
    found = fault(config)
    assert (found.file, found.line, found.key) == ("overlay.toml", line, key)


def test_the_size_of_a_millimetre_follows_from_the_diagonal(tmp_path):
    screen = read(CONFIG, ROOT, tmp_path).kiosk.screen
    assert screen.px_per_mm == pytest.approx(1509.4 / (15.6 * 25.4), abs=0.01)
