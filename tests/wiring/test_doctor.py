"""``kiosk doctor``: each of the ten troubles is found where it is, and told with what to do about it."""

import os
import pty
import struct
import tty
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from string import Formatter

import pytest
from msgspec import structs

from kiosk import cli
from kiosk import settings as settings_files
from kiosk.clock import ManualClock, SystemClock
from kiosk.ids import SystemIds
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.takeover.audit import append
from kiosk.takeover.pin import PinCost
from kiosk.takeover.sign_in import GRACE
from kiosk.ward.reaching import NotReached, Reached
from kiosk.wire.audit import Act
from kiosk.wiring import build, example_ward
from kiosk.wiring.doctor import crosses, devices, machine, telling, ward, words
from kiosk.wiring.doctor.finding import TROUBLES, Finding
from tests.devices.fake_printer import FakePrinter
from tests.visit.walking import ROOT

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SIZE = (1280, 800)
PX_PER_MM = 3.81


@pytest.fixture
def settings(tmp_path):
    return settings_files.read(ROOT / "config", ROOT, tmp_path / "state")


def changed(settings, part, **values):
    kiosk = settings.kiosk
    return replace(
        settings, kiosk=structs.replace(kiosk, **{part: structs.replace(getattr(kiosk, part), **values)})
    )


def facts(found):
    return dict(found.facts)


@pytest.fixture
def printer():
    made = FakePrinter()
    yield made
    made.close()


class TestPaper:
    def told(self, settings, printer):
        return devices.paper(changed(settings, "printer", kind="serial", port=printer.path))

    def test_a_printer_with_paper_is_well(self, settings, printer):
        assert self.told(settings, printer) == Finding("paper", "well", "ready")

    def test_an_empty_roll_an_open_cover_and_one_that_ends_soon_are_told_apart(self, settings, printer):
        state = printer.condition
        state.paper = False
        assert self.told(settings, printer) == Finding("paper", "wrong", "out-of-paper")
        state.paper, state.cover_open = True, True
        assert self.told(settings, printer) == Finding("paper", "wrong", "cover-open")
        state.cover_open, state.near_end = False, True
        assert self.told(settings, printer) == Finding("paper", "soon", "near-end")

    def test_a_printer_that_is_not_plugged_in_is_absent(self, settings):
        gone = changed(settings, "printer", kind="serial", port="/dev/ttyUSB-none")
        assert devices.paper(gone) == Finding("paper", "wrong", "absent")

    def test_one_that_the_running_kiosk_has_is_not_called_broken(self, settings, printer):
        wanted = changed(settings, "printer", kind="serial", port=printer.path)
        line = build.printer_line(wanted, SystemClock())
        line.open()
        try:
            assert devices.paper(wanted) == Finding("paper", "unknown", "busy")
        finally:
            line.close()

    def test_pictures_instead_of_paper_are_wrong_before_the_public_only(self, settings):
        assert devices.paper(settings).verdict == "unused"
        public = replace(settings, kiosk=structs.replace(settings.kiosk, provisioned=True))
        assert devices.paper(public) == Finding("paper", "wrong", "pictures")


class TestCables:
    def test_what_the_settings_name_and_is_not_there_is_named(self, settings):
        wanted = changed(settings, "scanner", kind="serial", port="usb-*Scanner*")
        wanted = changed(wanted, "printer", kind="serial", port="/dev/ttyUSB-none")
        found = devices.cable(wanted, there=())
        assert (found.verdict, found.code) == ("wrong", "missing")
        assert facts(found) == {"devices": "printer scanner"}

    def test_a_port_that_is_there_is_no_trouble(self, settings):
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        try:
            wanted = changed(settings, "scanner", kind="serial", port=os.ttyname(theirs))
            assert devices.cable(wanted, there=()) == Finding("cable", "well", "all")
        finally:
            os.close(ours)
            os.close(theirs)


class TestNetwork:
    def root(self, tmp_path, **carriers):
        for name, carrier in carriers.items():
            folder = tmp_path / "sys/class/net" / name
            folder.mkdir(parents=True)
            (folder / "carrier").write_text(f"{carrier}\n", encoding="ascii")
        return tmp_path

    def test_no_cable_and_no_name_are_different_troubles(self, tmp_path):
        name = NotReached("name")
        out = self.root(tmp_path / "out", lo=1, eth0=0)
        assert ward.network(name, out) == Finding("network", "wrong", "no-cable")
        joined = self.root(tmp_path / "in", lo=1, eth0=0, wlan0=1)
        assert ward.network(name, joined) == Finding("network", "wrong", "name")

    @pytest.mark.parametrize("hurdle", ["refused", "silent", "stranger"])
    def test_a_desk_that_does_not_answer_is_no_fault_of_the_cable(self, tmp_path, hurdle):
        assert ward.network(NotReached(hurdle), tmp_path) == Finding("network", "wrong", hurdle)

    def test_a_bad_certificate_is_told_as_such_and_the_network_as_well(self, tmp_path):
        bad = NotReached("expired")
        assert ward.network(bad, tmp_path).verdict == "well"
        assert ward.certificate(bad, NOW) == Finding("certificate", "wrong", "expired")

    def test_a_certificate_is_somebodys_work_two_weeks_before_it_ends(self):
        def told(days):
            return ward.certificate(Reached(NOW + timedelta(days=days), NOW), NOW).verdict

        assert [told(days) for days in (15, 13)] == ["well", "soon"]

    def test_what_cannot_be_reached_has_no_certificate_to_judge(self):
        assert ward.certificate(NotReached("refused"), NOW).verdict == "unknown"
        assert ward.certificate("no-keys", NOW).verdict == "unknown"

    def test_a_machine_without_keys_asks_nobody(self, settings):
        assert ward.desk(settings) == "no-keys"


class TestClock:
    def test_it_is_compared_with_the_desks(self):
        def told(seconds):
            return ward.clock(Reached(None, NOW + timedelta(seconds=seconds)), NOW, None).code

        assert [told(seconds) for seconds in (-121, -119, 119, 121)] == ["apart", "right", "right", "apart"]

    def test_without_a_desk_it_may_not_stand_before_what_was_recorded(self):
        away = NotReached("no-way")
        assert ward.clock(away, NOW, NOW + timedelta(days=400)).code == "back"
        assert ward.clock(away, NOW, NOW - timedelta(days=1)) == Finding(
            "clock", "unknown", "alone", (("here", "08:00 23/11/2026"),)
        )

    def test_the_last_act_is_read_from_the_audit(self, settings):
        settings.state.mkdir()
        assert ward.last_recorded(settings) is None
        database = Database(settings.state / build.DATABASE)
        store = SqliteAuditStore(database)
        for hour in (8, 9):
            at = f"2026-11-23T{hour:02}:00:00+07:00"
            store.append(append(store.head(), Act(at=at, kiosk="kiosk-1", helper=None, act="sign-in")))
        database.close()
        assert ward.last_recorded(settings) == datetime.fromisoformat("2026-11-23T09:00:00+07:00")


class TestRoster:
    @pytest.fixture
    def known(self, settings):
        example_ward.make(settings, SystemIds(), ManualClock(NOW), CHEAP)
        return settings, build.key_ring(settings).roster.lies_there().expires()

    def test_it_is_told_a_week_before_nobody_can_sign_in(self, known):
        settings, ends = known

        def told(left):
            return ward.roster(settings, ManualClock(ends - left))

        day = timedelta(days=1)
        codes = [told(left).code for left in (8 * day, 6 * day, -day, -GRACE - day)]
        assert codes == ["good", "ends", "expired", "dead"]
        assert [told(left).verdict for left in (6 * day, -day)] == ["soon", "wrong"]

    def test_without_one_that_is_said(self, known):
        settings, _ = known
        (settings.state / settings.kiosk.keys.folder / "roster.bin").unlink()
        assert ward.roster(settings, ManualClock(NOW)) == Finding("roster", "wrong", "none")


def edid(across, down):
    raw = bytearray(128)
    raw[21:23] = across, down
    return bytes(raw)


class TestScreen:
    def plug(self, root, mode="1280x800", size=(33, 21), name="card0-HDMI-A-1", status="connected"):
        folder = root / "sys/class/drm" / name
        folder.mkdir(parents=True)
        (folder / "status").write_text(f"{status}\n", encoding="ascii")
        (folder / "modes").write_text(f"{mode}\n1024x768\n", encoding="ascii")
        (folder / "edid").write_bytes(edid(*size) if size else b"")
        return root

    def test_the_screen_of_the_settings_fits_upright_and_on_its_side(self, settings, tmp_path):
        assert machine.screen(settings, self.plug(tmp_path / "a")).verdict == "well"
        assert machine.screen(settings, self.plug(tmp_path / "b", mode="800x1280")).verdict == "well"

    def test_another_size_is_told_with_both(self, settings, tmp_path):
        self.plug(tmp_path, name="card0-VGA-1", status="disconnected")
        found = machine.screen(settings, self.plug(tmp_path, mode="1920x1080"))
        assert (found.verdict, facts(found)) == ("wrong", {"there": "1920x1080", "settings": "1280x800"})

    def test_inches_that_the_screen_denies_are_told_and_silence_is_none(self, settings, tmp_path):
        found = machine.screen(settings, self.plug(tmp_path / "small", size=(22, 14)))
        assert (found.verdict, found.code, facts(found)["there"]) == ("soon", "inches", "10.3")
        assert machine.screen(settings, self.plug(tmp_path / "mute", size=None)).verdict == "well"

    def test_no_screen_that_can_be_seen_is_no_verdict(self, settings, tmp_path):
        assert machine.screen(settings, tmp_path).verdict == "unknown"


PANEL = """I: Bus=0003 Vendor=0eef Product=0001 Version=0210
N: Name="eGalax Touch"
B: PROP=2
B: EV=1b
B: ABS=260800000000003
"""
MOUSE = """I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Mouse"
B: PROP=0
B: EV=17
"""
TABLET = """I: Bus=0003 Vendor=056a Product=0001 Version=0111
N: Name="Drawing tablet"
B: PROP=1
B: ABS=260800000000003
"""


class TestTouch:
    def listed(self, tmp_path, *blocks):
        folder = tmp_path / "proc/bus/input"
        folder.mkdir(parents=True)
        (folder / "devices").write_text("\n".join(blocks), encoding="ascii")
        return tmp_path

    def test_a_mouse_and_a_tablet_are_no_touchscreen(self, settings, tmp_path):
        found = machine.touch(settings, self.listed(tmp_path, MOUSE, TABLET))
        assert found == Finding("touch", "wrong", "none")

    def test_a_glass_is_untried_until_its_crosses_were_touched(self, settings, tmp_path):
        root = self.listed(tmp_path, MOUSE, PANEL)
        assert machine.touch(settings, root) == Finding("touch", "unknown", "untried")
        crosses.keep(settings.state, crosses.judged(crosses.PLACES, SIZE, PX_PER_MM, "23/11/2026"))
        assert machine.touch(settings, root).verdict == "well"

    def test_a_file_that_nobody_can_read_is_no_trial(self, settings, tmp_path):
        settings.state.mkdir()
        (settings.state / crosses.FILE).write_bytes(b'{"day": 1}')
        assert machine.touch(settings, self.listed(tmp_path, PANEL)).code == "untried"


def moved(matrix):
    """Where a finger on each cross is felt by a glass that is out by ``matrix``."""
    a, b, c, d, e, f = matrix
    return [(a * x + b * y + c, d * x + e * y + f) for x, y in crosses.PLACES]


def mended(matrix, spots):
    a, b, c, d, e, f = matrix
    return [(a * x + b * y + c, d * x + e * y + f) for x, y in spots]


class TestCrosses:
    @pytest.mark.parametrize(
        ("out", "turned"),
        [
            ((0, 1, 0, -1, 0, 1), True),
            ((0, -1, 1, 1, 0, 0), True),
            ((-1, 0, 1, 0, -1, 1), True),
            ((-1, 0, 1, 0, 1, 0), True),
            ((1, 0, 0, 0, -1, 1), True),
            ((0.9, 0, 0.06, 0, 1.1, -0.02), False),
            ((1, 0.05, 0, 0.02, 1, 0), False),
        ],
    )
    def test_the_line_that_is_told_puts_any_such_glass_right(self, out, turned):
        felt = moved(out)
        tried = crosses.judged(felt, SIZE, PX_PER_MM, "23/11/2026")
        assert tried.turned == turned
        assert machine.of_trial(tried).code == ("turned" if turned else "off")
        for mend, meant in zip(mended(tried.matrix, felt), crosses.PLACES, strict=True):
            assert mend == pytest.approx(meant, abs=0.002)

    def test_how_far_off_is_told_in_millimetres_of_the_worst(self):
        felt = list(crosses.PLACES)
        felt[2] = (0.5 + 38.1 / SIZE[0], 0.5)
        assert crosses.judged(felt, SIZE, PX_PER_MM, "").worst_mm == 10.0

    def test_a_hand_that_is_not_steady_is_no_trouble(self):
        felt = [(x + 0.01, y - 0.01) for x, y in crosses.PLACES]
        assert machine.of_trial(crosses.judged(felt, SIZE, PX_PER_MM, "")).verdict == "well"

    @pytest.mark.parametrize("heap", [[(0.5, 0.5)] * 5, [(x / 10, x / 10) for x in range(5)]])
    def test_nothing_follows_from_touches_in_a_heap_or_a_row(self, heap):
        assert crosses.judged(heap, SIZE, PX_PER_MM, "") is None

    def test_the_line_is_what_udev_reads(self):
        said = crosses.rule((0.0, -1.0, 1.0, 1.0, 0.0, 0.0))
        assert said == ('ENV{ID_INPUT_TOUCHSCREEN}=="1", ENV{LIBINPUT_CALIBRATION_MATRIX}="0 -1 1 1 0 0"')


class TestDisk:
    def test_a_disk_that_is_nearly_full_is_told_before_anything_stops(self, settings, monkeypatch):
        settings.state.mkdir()
        assert machine.disk(settings).code in {"room", "low"}
        monkeypatch.setattr(machine, "LEAST_FREE", 1 << 62)
        assert machine.disk(settings).code == "full"

    def test_looking_leaves_nothing(self, settings):
        settings.state.mkdir()
        machine.disk(settings)
        assert list(settings.state.iterdir()) == []

    def test_a_disk_on_which_nothing_can_be_written_is_broken(self, settings):
        settings.state.parent.mkdir(exist_ok=True)
        broken = replace(settings, state=settings.state / "nowhere" / "at-all")
        assert machine.disk(broken) == Finding("disk", "wrong", "unwritable")


class TestSound:
    def test_no_card_and_no_wish_for_sound_are_different(self, settings):
        assert devices.sound(changed(settings, "sound", kind="none")).verdict == "unused"
        mute = changed(settings, "sound", device="plughw:CARD=None")
        assert devices.sound(mute) == Finding("sound", "wrong", "card", (("device", "plughw:CARD=None"),))

    def test_a_missing_program_is_named(self, settings, monkeypatch):
        monkeypatch.setenv("PATH", "/nowhere")
        assert facts(devices.sound(settings)) == {"program": "aplay"}


def test_everything_that_can_be_found_has_words_in_both_languages_with_the_same_places():
    for (trouble, code), told in words.TOLD.items():
        assert trouble in TROUBLES
        for said in (told.what, told.do):
            if said is None:
                continue
            places = [
                {name for _, name, _, _ in Formatter().parse(text) if name} for text in (said.vi, said.en)
            ]
            assert places[0] == places[1], (trouble, code)
            assert said.vi.strip()
            assert said.en.strip()
    assert set(words.NAMES) == set(TROUBLES)


def test_all_ten_are_told_once_in_their_order_and_what_is_wrong_makes_the_status(settings, capsys):
    status = cli.main(["--state", str(settings.state), "doctor"])
    told = capsys.readouterr().out.splitlines()
    heads = [line for line in told if line[:1] in set(words.MARKS.values())]
    assert [line[2:].partition(":")[0] for line in heads] == [words.NAMES[one].vi for one in TROUBLES]
    assert status == 1
    wrong = [line for line in heads if line.startswith("✗")]
    assert told[-1] == f"{len(wrong)} chỗ phải sửa ngay."
    for at, line in enumerate(told):
        if line.startswith("✗"):
            assert told[at + 1].startswith("    Làm gì: "), line


def test_a_kiosk_on_which_nothing_is_wrong_says_so(settings, monkeypatch):
    lines = []
    monkeypatch.setattr(telling, "look", lambda _: (Finding("paper", "well", "ready"),))
    assert telling.tell(settings, "en", lines.append) == 0
    assert lines[-1] == "Nothing needs to be done."
    monkeypatch.setattr(telling, "look", lambda _: (Finding("paper", "soon", "near-end"),))
    assert telling.tell(settings, "en", lines.append) == 0
    assert lines[-1] == "The kiosk works; 1 to be seen to soon."


def test_a_display_without_words_of_its_size_is_not_misread(tmp_path):
    folder = tmp_path / "sys/class/drm/card1-DP-1"
    folder.mkdir(parents=True)
    for name, raw in (("status", b"connected\n"), ("modes", b""), ("edid", struct.pack("4x"))):
        (folder / name).write_bytes(raw)
    assert list(machine.displays(tmp_path)) == [machine.Display(0, 0, 0.0)]
