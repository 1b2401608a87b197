"""Settings: what a person at the ward gets wrong is told with file, line, key and what was expected."""

import shutil
from datetime import date

import pytest

from kiosk.settings import Outing, SettingsError, drop_outing, keep_outing, read, read_outing
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
        ('opens = "07:30"', 'opens = "7:30"', "opens", "hours"),
        ('opens = "07:30"', 'opens = "24:30"', "opens", "hours"),
        ("days = [6]", "days = [8]", "days", "hours"),
        ("days = [6]", "days = []", "days", "hours"),
        ("closed = []", 'closed = ["2027-02-30"]', "closed", "closed"),
        ("worked = []", "worked = [2027]", "worked", "worked"),
        ("[ward]", "[promises]\n[ward]", "[promises]", "promises"),
        ("closed = []", 'holidays = ["2027-02-04"]', "holidays", "holidays"),
    ],
)
def test_a_wrong_value_of_the_point_is_told_too(config, old, new, line_starts, key):
    replaced(config, old, new, "point.toml")
    found = fault(config)
    assert found.file == "point.toml"
    assert found.key.startswith(key.split("[", maxsplit=1)[0])
    assert found.line >= 1


def test_a_key_that_must_be_there_is_named(config):
    replaced(config, 'name = "Điểm hỗ trợ Khu phố 46" ', "# ", "point.toml")
    assert "name" in str(fault(config))


EVENT = """
[[events]]
day = 2026-11-28
opens = "07:30"
closes = "10:45"
name = { vi = "Ngày thứ Bảy vì dân" }

[[events]]
day = "2026-11-29"
opens = "07:30"
closes = "11:00"
name = { vi = "Ngày Chủ nhật thân thiện", en = "Friendly Sunday" }
place = "Nhà văn hoá ấp Ví Dụ"
"""


def test_event_days_are_read_with_their_name_and_place(config):
    (config / "point.toml").write_text(
        (CONFIG / "point.toml").read_text(encoding="utf-8") + EVENT, encoding="utf-8"
    )
    first, second = read(config, ROOT, config).point.events
    assert (first.day.isoformat(), first.name.in_language("km"), first.place) == (
        "2026-11-28",
        "Ngày thứ Bảy vì dân",
        "",
    )
    assert (second.day.isoformat(), second.name.in_language("en")) == ("2026-11-29", "Friendly Sunday")


@pytest.mark.parametrize(
    ("old", "new", "key", "nth", "start"),
    [
        ('closes = "11:30"', 'closes = "07:30"', "hours[1].closes", 2, "closes"),
        ('closes = "10:45"', 'closes = "06:00"', "events[0].closes", 3, "closes"),
        ("closed = []", 'closed = ["2026-11-29"]', "events[1].day", 2, "day "),
        ("worked = []", 'worked = ["2026-11-22"]\nclosed = ["2026-11-22"]', "worked", 1, "worked"),
    ],
)
def test_days_and_times_that_contradict_each_other_are_told_with_their_line(
    config, old, new, key, nth, start
):
    path = config / "point.toml"
    path.write_text(path.read_text(encoding="utf-8") + EVENT, encoding="utf-8")
    replaced(config, old, new, "point.toml")
    if "worked" in old:
        replaced(config, "closed = []", "", "point.toml")
    found = fault(config)
    lines = [
        at
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(start)
    ]
    assert (found.file, found.key, found.line) == ("point.toml", key, lines[nth - 1])


def test_opening_times_that_the_overlay_breaks_are_told_of_the_overlay(config):
    text = '[[point.hours]]\ndays = [1]\nopens = "10:00"\ncloses = "09:00"\n'
    (config / "overlay.toml").write_text(text, encoding="utf-8")
    found = fault(config)
    assert (found.file, found.key, found.line) == ("overlay.toml", "point.hours[0].closes", 4)


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


OUT = Outing(
    team="Đội lưu động 1",
    place="Nhà văn hóa Khu phố 45",
    day=date(2026, 11, 22),
    opens="07:00",
    closes="16:30",
)


def test_on_a_day_out_the_machine_is_its_teams_until_the_day_is_ended(config):
    office = read(config, ROOT, config)
    keep_outing(config, OUT)
    out = read(config, ROOT, config)
    assert (office.series, out.series) == ("A", "LA")
    assert (out.point.name, out.point.short_name) == (OUT.place, OUT.team)
    assert (office.kiosk.line.frugal, out.kiosk.line.frugal) == (False, True)
    # what its keys and its helpers' shifts are made out to stays
    mine = (out.kiosk.kiosk_id, out.kiosk.series, out.point.code)
    assert mine == (office.kiosk.kiosk_id, office.kiosk.series, office.point.code)
    (held,) = (event for event in out.point.events if event.day == OUT.day)
    assert (held.opens, held.closes, held.place) == (OUT.opens, OUT.closes, OUT.place)
    drop_outing(config)
    assert read(config, ROOT, config) == office


def test_a_team_serves_on_a_day_on_which_its_office_is_closed(config):
    replaced(config, "closed = []", 'closed = ["2026-11-22", "2026-11-23"]', "point.toml")
    keep_outing(config, OUT)
    assert read(config, ROOT, config).point.closed == (date(2026, 11, 23),)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"team": "", "place": "x"}', b'{"colour": "red"}'])
def test_a_day_out_that_cannot_be_read_leaves_a_machine_that_serves(config, content):
    keep_outing(config, OUT)
    assert read_outing(config) == OUT
    (config / "outing.json").write_bytes(content)
    assert read(config, ROOT, config).series == "A"
