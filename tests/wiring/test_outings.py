"""``kiosk event``: a laptop is a team's for a day, then the office's again; what is missing is said before."""

import fcntl
import os
import pwd
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
import zxingcpp
from msgspec import structs
from PIL import Image

from kiosk import cli, occupancy
from kiosk import settings as settings_files
from kiosk.clock import VIETNAM, SystemClock
from kiosk.desk import line_words
from kiosk.ids import HelperId, KioskId, SystemIds, TicketId, VisitId, WardCode
from kiosk.outbox.visits import KeptList
from kiosk.settings import Outing, keep_outing, read_outing
from kiosk.store.audit import SqliteAuditStore
from kiosk.store.connection import Database
from kiosk.store.memory import MemoryPinAttempts
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.store.visits import SqliteVisitStore
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.takeover.badge import new_badge
from kiosk.takeover.pin import PinCost
from kiosk.takeover.roster import Roster, Shift, make_helper
from kiosk.takeover.sign_in import GRACE, SignedIn, recognise
from kiosk.waiting.line import call_next, done
from kiosk.wire.audit import Act, append, head_text, parse_head, verify
from kiosk.wiring import build, example_ward
from kiosk.wiring.outings import going, readying, words
from kiosk.wiring.outings.battery import Battery, battery, read_battery
from kiosk.wiring.outings.finding import What, look
from kiosk.wiring.outings.resting import Units, as_owner, at_rest
from tests.devices.fake_printer import FakePrinter
from tests.outbox.parcels import NOON, sealed
from tests.visit.walking import ROOT

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
DAY = date(2026, 11, 24)
OUT = Outing(team="Đội lưu động 1", place="Nhà văn hóa Ấp 3", day=DAY, opens="07:00", closes="17:00")
NIGHT = datetime(2026, 11, 24, 17, 0, tzinfo=VIETNAM)
POINT = "khu-pho-46"
WORDS = ("event", "begin", "--team", OUT.team, "--place", OUT.place)


@pytest.fixture
def settings(tmp_path):
    made = settings_files.read(ROOT / "config", ROOT, tmp_path / "state")
    example_ward.make(made, SystemIds(), SystemClock(), CHEAP)
    return made


@pytest.fixture
def kiosk(settings, capsys):
    def does(*words):
        status = cli.main(["--state", str(settings.state), *words])
        return status, capsys.readouterr().out

    return does


def series(settings):
    return settings_files.read(settings.config, settings.root, settings.state).series


@contextmanager
def stored(settings):
    database = Database(settings.state / build.DATABASE)
    yield database
    database.close()


class TestTheTeam:
    """The rule that holds at any point on any day, applied to the hours in which the team is away."""

    BADGE = new_badge(SystemIds().random_bytes)

    def roster(self, expires, *shifts, **more):
        helper = make_helper(
            id=HelperId("tai"),
            name="Trần Văn Tài",
            shown_name="Anh Tài",
            team="Tổ 4",
            role="volunteer",
            badge=self.BADGE,
            pin="482915",
            shifts=shifts,
            random_bytes=SystemIds().random_bytes,
            cost=CHEAP,
        )
        helper = structs.replace(helper, **more)
        issued = expires - timedelta(days=30)
        return Roster(WardCode("26791"), 1, issued.isoformat(), expires.isoformat(), (helper,))

    def shift(self, starts=7, ends=17, **more):
        return Shift(
            point=more.pop("point", POINT), starts=time(starts), ends=time(ends), **(more or {"day": DAY})
        )

    def told(self, *shifts, expires=NIGHT + timedelta(days=1), **more):
        found = readying.team(self.roster(expires, *shifts, **more), POINT, OUT)
        return found.verdict, found.code

    def test_a_list_that_is_good_past_the_evening_with_somebody_on_duty_all_day_is_well(self):
        assert self.told(self.shift()) == ("well", "good")
        assert self.told(self.shift(6, 12), self.shift(12, 18)) == ("well", "good")
        assert self.told(self.shift(weekday=DAY.weekday())) == ("well", "good")

    def test_a_list_that_would_lock_the_team_out_at_noon_is_told_before_they_leave(self):
        noon = NIGHT - timedelta(hours=5)
        roster = self.roster(noon - GRACE, self.shift())
        found = readying.team(roster, POINT, OUT)
        assert (found.verdict, found.code) == ("wrong", "locked-out")
        assert dict(found.facts)["until"] == f"{noon - GRACE:%H:%M %d/%m/%Y}"
        # what it says is what signing in does
        attempts = MemoryPinAttempts()
        for minutes, let_in in ((-1, True), (0, False)):
            now = noon + timedelta(minutes=minutes)
            found = recognise(self.BADGE.digits, roster, attempts, now=now, point=POINT)
            assert isinstance(found, SignedIn) == let_in

    def test_the_very_end_of_the_day_counts(self):
        assert self.told(self.shift(), expires=NIGHT) == ("wrong", "expires")
        assert self.told(self.shift(), expires=NIGHT + timedelta(seconds=1)) == ("well", "good")
        assert self.told(self.shift(), expires=NIGHT - GRACE) == ("wrong", "locked-out")
        assert self.told(self.shift(), expires=NIGHT - GRACE + timedelta(seconds=1)) == ("wrong", "expires")

    @pytest.mark.parametrize(
        "shift",
        [{"day": DAY + timedelta(days=1)}, {"point": "khu-pho-45", "day": DAY}, {"starts": 18, "ends": 20}],
    )
    def test_shifts_of_another_day_point_or_hour_put_nobody_on_duty(self, shift):
        assert self.told(self.shift(**shift)) == ("wrong", "nobody")

    def test_a_revoked_badge_is_nobody(self):
        assert self.told(self.shift(), revoked=True) == ("wrong", "nobody")

    @pytest.mark.parametrize(
        ("shifts", "at"),
        [([(8, 17)], "07:00"), ([(7, 15)], "15:00"), ([(7, 11), (13, 17)], "11:00")],
    )
    def test_from_when_on_nobody_is_on_duty_is_told(self, shifts, at):
        roster = self.roster(NIGHT + timedelta(days=1), *(self.shift(*one) for one in shifts))
        assert readying.team(roster, POINT, OUT) == look("team", "soon", "gap", helpers=1, at=at)

    def test_without_a_list_nobody_gets_in(self):
        assert readying.team(None, POINT, OUT).code == "none"


class TestBattery:
    def given(self, root, name="BAT0", **values):
        folder = root / "sys/class/power_supply" / name
        folder.mkdir(parents=True)
        for key, value in {"type": "Battery", **values}.items():
            (folder / key).write_text(f"{value}\n", encoding="ascii")
        return root

    def laptop(self, root, **more):
        usual = {"capacity": 96, "status": "Full", "energy_full": 48_000_000, "energy_now": 46_000_000}
        return self.given(root, **{**usual, "energy_full_design": 50_000_000, **more})

    def test_one_that_is_full_is_well(self, tmp_path):
        assert battery(10, self.laptop(tmp_path)) == look("battery", "well", "full", level=96)

    def test_one_that_is_not_loaded_keeps_the_team_at_the_socket(self, tmp_path):
        root = self.laptop(tmp_path, energy_now=30_000_000, status="Charging")
        assert battery(10, root) == look("battery", "wrong", "low", level=62)

    def test_one_that_does_not_last_for_the_day_is_told_by_hours(self, tmp_path):
        root = self.laptop(tmp_path, status="Discharging", power_now=11_500_000)
        assert battery(10, root) == look("battery", "soon", "short", hours=4, needed=10)
        assert battery(3, root).code == "full"

    def test_an_old_one_is_told(self, tmp_path):
        root = self.laptop(tmp_path, energy_full=24_000_000, energy_now=24_000_000)
        assert battery(10, root) == look("battery", "soon", "aged", health=48)

    def test_one_that_is_nearly_empty_keeps_the_team_at_the_socket_old_or_unplugged_too(self, tmp_path):
        unplugged = self.laptop(
            tmp_path / "a", energy_now=7_000_000, status="Discharging", power_now=10_000_000
        )
        assert battery(10, unplugged) == look("battery", "wrong", "low", level=15)
        old = self.laptop(tmp_path / "b", energy_full=24_000_000, energy_now=1_200_000, status="Charging")
        assert battery(10, old) == look("battery", "wrong", "low", level=5)

    def test_a_charger_and_a_mouse_are_no_battery(self, tmp_path):
        self.given(tmp_path, "AC", type="Mains", online=1)
        self.given(tmp_path, "hidpp", scope="Device", capacity=5)
        assert battery(10, tmp_path) == look("battery", "soon", "none")

    def test_two_count_together_and_one_that_tells_only_its_charge_counts_too(self, tmp_path):
        both = tmp_path / "both"
        for name, now in (("BAT0", 10), ("BAT1", 40)):
            self.given(both, name, capacity=now * 2, charge_full=50, charge_now=now, current_now=-5)
            (both / "sys/class/power_supply" / name / "status").write_text("Discharging\n")
        assert read_battery(both) == Battery(50, 5.0, None)
        assert read_battery(self.given(tmp_path / "bare", capacity=81)) == Battery(81, None, None)


def test_a_laptop_becomes_the_teams_and_the_offices_again(settings, kiosk):
    status, said = kiosk(*WORDS, "--lang", "en")
    assert f"{OUT.team}'s at {OUT.place}" in said
    assert status == (1 if "✗" in said else 0)
    assert said.splitlines()[-1].startswith("NOT READY" if status else ("READY", "It can go"))
    outing = read_outing(settings.state)
    assert (outing.team, outing.place, outing.day) == (OUT.team, OUT.place, SystemClock().now().date())
    assert series(settings) == "LA"
    assert kiosk("event", "ready")[0] == status
    assert kiosk(*WORDS)[0] == status, "the same once more is no other day"
    status, said = kiosk("event", "end", "--lang", "en")
    last = said.splitlines()[-1]
    assert (status, last) == (0, "✓ kiosk-1 is the office's again. Ticket numbers begin with A again.")
    assert (series(settings), kiosk("event", "end")[0], kiosk("event", "ready")[0]) == ("A", 0, 2)


@pytest.mark.parametrize(
    "more",
    [
        ("--opens", "9"),
        ("--opens", "17:00", "--closes", "07:00"),
        ("--team", "x" * 25),
        ("--team", " "),
        ("--place", "x" * 25),
        ("--place", "a\nb"),
        ("--day", "2020-01-01"),
        ("--day", "2099-01-01"),
    ],
)
def test_what_is_no_day_out_changes_nothing(settings, kiosk, more):
    status, said = kiosk(*WORDS, *more)
    assert (status, said[:1], read_outing(settings.state)) == (2, "✗", None)


def test_another_day_out_waits_for_the_end_of_the_first(settings, kiosk):
    keep_outing(settings.state, OUT)
    status, said = kiosk(*WORDS[:3], "Đội lưu động 2", *WORDS[4:])
    assert (status, OUT.team in said, read_outing(settings.state)) == (2, True, OUT)


def test_a_day_that_nobody_has_ended_is_told_by_the_check(settings, kiosk):
    today = SystemClock().now().date()
    for day, mark in ((today, "✓"), (today - timedelta(days=1), "✗")):
        keep_outing(settings.state, structs.replace(OUT, day=day))
        told = [line for line in kiosk("check")[1].splitlines() if "event:" in line]
        assert [line[:1] for line in told] == [mark]
    assert told[0].endswith("which is over: kiosk event end")


def test_a_day_to_which_the_team_does_not_go_after_all_has_no_slip(settings, kiosk):
    with stored(settings):
        keep_outing(settings.state, structs.replace(OUT, day=SystemClock().now().date() + timedelta(days=1)))
    assert (kiosk("event", "end")[0], series(settings)) == (0, "A")
    assert not (settings.state / "tickets").exists()


def test_while_people_with_numbers_wait_the_day_goes_on(settings, kiosk):
    keep_outing(settings.state, OUT)
    now = SystemClock().now()
    with stored(settings) as database:
        store = SqliteWaitingStore(database)
        for at in (1, 2):
            store.take("LA", TicketId(f"t{at}"), first=False, language="vi", at=now)
        store.change(lambda line: call_next(line, 1, now), now)
    status, said = kiosk("event", "end")
    assert (status, "Còn 2 người" in said, read_outing(settings.state)) == (2, True, OUT)
    with stored(settings) as database:
        store = SqliteWaitingStore(database)
        store.change(lambda line: done(line, 1), now)
        assert len(store.line(now).waiting) == 1
    assert kiosk("event", "end")[0] == 2
    assert (kiosk("event", "end", "--anyway")[0], read_outing(settings.state)) == (0, None)


def test_what_is_not_sent_yet_is_told_before_and_after_and_stays(settings, kiosk):
    with stored(settings) as database:
        SqliteOutboxStore(database).put(sealed(), "LA 001", NOON)
    assert "! Hồ sơ chưa gửi: 1 còn nằm trong máy" in kiosk(*WORDS)[1]
    assert "• 1 hồ sơ còn trong máy" in kiosk("event", "end")[1]
    with stored(settings) as database:
        assert SqliteOutboxStore(database).counts()["waiting"] == 1


def test_lists_of_homes_are_counted_by_helper_for_that_day_alone(settings):
    roster = build.key_ring(settings).roster.lies_there()
    assert readying.lists(settings, roster, OUT) == look("lists", "unknown", "none")
    one, two = (helper.id for helper in roster.helpers[:2])
    with stored(settings) as database:
        SqliteVisitStore(database).keep_lists(
            [KeptList(one, DAY, b"sealed"), KeptList(two, DAY + timedelta(days=1), b"sealed")]
        )
    assert readying.lists(settings, roster, OUT) == look("lists", "well", "there", count=1)


def ended(settings, *words):
    asked, lines = cli._parser().parse_args(["event", "end", "--lang", "en", *words]), []
    now = settings_files.on_outing(settings, read_outing(settings.state))
    return going.end(now, asked, lines.append, going.Around(Units(may=False))), lines


def test_the_slip_of_the_day_comes_out_with_the_head_of_the_record_before_the_day_ends(settings, kiosk):
    today = structs.replace(OUT, day=SystemClock().now().date())
    keep_outing(settings.state, today)
    with stored(settings) as database:
        store = SqliteAuditStore(database)
        for act in ("signed-in", "take-over-agreed", "confirmed"):
            at = SystemClock().now().isoformat(timespec="seconds")
            store.append(append(store.head(), Act(at, KioskId("kiosk-1"), None, act, VisitId("v"), "")))
        now, head, parcel = SystemClock().now(), store.head(), sealed()
        row = SqliteTicketStore(database).reserve("LA", "receipt", parcel.ticket_id, now)
        SqliteOutboxStore(database).put(parcel, row.number, now)
    status, lines = ended(settings)
    assert status == 0, lines
    (slip,) = (settings.state / "tickets").glob("*day*")
    with Image.open(slip) as picture:
        (read,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert parse_head(read.text) == head
    told = [line.strip() for line in lines]
    assert {"Last number: LA 001", "Confirmed: 1", "Dossiers: 1", "Still here: 1"} <= set(told)
    assert f"Record lines: {head_text(head)}" in told
    assert read_outing(settings.state) is None


def test_a_day_whose_slip_is_not_out_is_not_over(settings):
    printer = FakePrinter()
    printer.condition.paper = False
    wanted = structs.replace(settings.kiosk.printer, kind="serial", port=printer.path)
    settings = replace(settings, kiosk=structs.replace(settings.kiosk, printer=wanted))
    today = structs.replace(OUT, day=SystemClock().now().date())
    keep_outing(settings.state, today)
    with stored(settings):
        status, lines = ended(settings)
        assert (status, "out-of-paper" in lines[-1], read_outing(settings.state)) == (2, True, today)
        assert (ended(settings, "--no-slip")[0], read_outing(settings.state)) == (0, None)
        printer.condition.paper = True
        keep_outing(settings.state, today)
        assert (ended(settings)[0], read_outing(settings.state)) == (0, None)
    printer.close()


def test_a_day_ends_although_the_machine_has_no_keys_any_more(settings, kiosk):
    keep_outing(settings.state, structs.replace(OUT, day=SystemClock().now().date()))
    with stored(settings):
        shutil.rmtree(settings.state / settings.kiosk.keys.folder)
    status, said = kiosk("event", "end", "--no-slip")
    assert (status, read_outing(settings.state)) == (0, None), said


def test_begin_and_end_of_a_day_out_stand_in_the_record_once_each_with_words_at_the_desk(settings, kiosk):
    with stored(settings):
        for words in (WORDS, WORDS, ("event", "end", "--no-slip")):
            assert kiosk(*words)[0] in {0, 1}
    with stored(settings) as database:
        entries = SqliteAuditStore(database).entries()
    assert (verify(entries), [one.act.act for one in entries]) == (None, ["outing-begun", "outing-ended"])
    assert {"outing-begun", "outing-ended"} <= set(line_words.ACT)


def test_what_a_power_cut_leaves_of_beginning_has_words(settings, kiosk):
    (settings.state / "outing.json.part").write_bytes(b"{")
    assert kiosk("privacy", "report")[0] == 0


def test_a_day_that_was_begun_is_not_said_to_be_refused_when_the_look_breaks_off(settings, monkeypatch):
    def broken(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(going, "looked_at", broken)
    asked, lines = cli._parser().parse_args([*WORDS, "--lang", "en"]), []
    status = going.begin(asked, settings, lines.append, going.Around(Units(may=False)))
    assert (status, read_outing(settings.state) is None) == (1, False)
    assert "Nothing was changed" not in lines[-1]
    assert "kiosk event ready" in lines[-1]


def test_what_root_writes_is_whose_the_kiosk_is():
    me = os.geteuid()
    owner = pwd.getpwnam("nobody").pw_uid if me == 0 else me  # nobody but root can become somebody else
    with tempfile.TemporaryDirectory(prefix="kiosk-owned-") as folder:
        state = Path(folder) / "state"
        Path(folder).chmod(0o755)
        state.mkdir()
        os.chown(state, owner, -1)
        with as_owner(state):
            keep_outing(state, OUT)
            (state / "more").mkdir()
            assert os.geteuid() == owner
        assert os.geteuid() == me
        assert {path.stat().st_uid for path in state.iterdir()} == {owner}


class Kept(Units):
    """A system that runs a kiosk: the kiosk's own locks are real."""

    def __init__(self, settings, *, ends=True):
        super().__init__(may=True)
        self.done, self._ends = [], ends
        self._lock = (settings.state / build.ALONE).open("ab")
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def keeps_it(self):
        return True

    def stop(self):
        self.done.append("stop")
        if self._ends:
            self._lock.close()
        return True

    def start(self):
        self.done.append("start")
        return True


class TestAtRest:
    def begin(self, settings, units):
        asked = cli._parser().parse_args([*WORDS, "--lang", "en"])
        lines = []
        return going.begin(asked, settings, lines.append, going.Around(units)), lines

    def visited(self, settings):
        updates = structs.replace(settings.kiosk.updates, visit=str(settings.state / "visit"))
        return replace(settings, kiosk=structs.replace(settings.kiosk, updates=updates))

    def test_a_kiosk_that_the_system_runs_is_stopped_and_started_around_the_change(self, settings):
        units = Kept(settings)
        status, lines = self.begin(settings, units)
        assert (status in {0, 1}, units.done) == (True, ["stop", "start"]), lines
        assert series(settings) == "LA"
        units = Kept(settings)
        now = settings_files.read(settings.config, settings.root, settings.state)
        assert (
            going.end(now, cli._parser().parse_args(["event", "end"]), lines.append, going.Around(units)) == 0
        )
        assert (units.done, series(settings)) == (["stop", "start"], "A")

    def test_nobody_is_cut_off_in_mid_visit(self, settings):
        settings, units = self.visited(settings), Kept(settings)
        resident = occupancy.FileOccupancy(settings.state / "visit")
        assert resident.begins()
        status, lines = self.begin(settings, units)
        assert (status, units.done, read_outing(settings.state)) == (2, [], None)
        assert "Somebody stands before the kiosk" in lines[0]
        resident.ends()
        assert (self.begin(settings, units)[0] in {0, 1}, units.done) == (True, ["stop", "start"])

    def test_nobody_begins_a_visit_while_it_rests(self, settings):
        settings = self.visited(settings)
        mark = occupancy.FileOccupancy(settings.state / "visit")
        assert mark.begins()
        mark.ends()
        with at_rest(settings, Units(may=False)) as hurdle:
            assert (hurdle, mark.begins()) == (None, False)
        assert mark.begins()

    def test_one_that_somebody_else_runs_is_left_alone(self, settings):
        lock = (settings.state / build.ALONE).open("ab")
        fcntl.flock(lock, fcntl.LOCK_EX)
        status, lines = self.begin(settings, Units(may=False))
        assert (status, "The kiosk runs" in lines[0], read_outing(settings.state)) == (2, True, None)
        lock.close()

    def test_one_that_does_not_end_is_started_again_and_nothing_changes(self, settings):
        units = Kept(settings, ends=False)
        status, _ = self.begin(settings, units)
        assert (status, units.done, read_outing(settings.state)) == (2, ["stop", "start"], None)

    def test_the_system_is_asked_by_its_own_command(self, tmp_path):
        log, script = tmp_path / "log", tmp_path / "systemctl"
        script.write_text(f'#!/bin/sh\necho "$@" >>{log}\n[ "$1" != is-active ]\n', encoding="ascii")
        script.chmod(0o700)
        units = Units((str(script),), may=True)
        assert (units.stop(), units.start(), units.keeps_it()) == (True, True, False)
        asked = ["stop kiosk.target", "start kiosk.target", "is-active --quiet kiosk.target"]
        assert log.read_text(encoding="ascii").splitlines() == asked
        assert not Units((str(script),), may=False).keeps_it()
        assert not Units((str(tmp_path / "none"),), may=True).keeps_it()


def test_all_that_can_be_found_has_words_in_both_languages_with_the_same_places():
    assert {what for what, _ in words.TOLD} == set(words.NAMES) == set(get_args(What))
    every = [said for told in words.TOLD.values() for said in (told.what, told.do) if said is not None]
    for said in (*every, *words.HURDLES.values(), *words.CLOSING.values()):
        first, second = (
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in (said.vi, said.en)
        )
        assert first == second, said.en


def test_utc_and_vietnam_agree_on_when_the_day_ends():
    assert readying.closing(OUT) == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
