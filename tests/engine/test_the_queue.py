"""A resident takes a number and waits; the volunteer on duty calls. Through the whole kiosk, on real SQLite."""

from datetime import timedelta

import pytest

from kiosk.clock import ManualClock
from kiosk.settings import Outing, on_outing
from kiosk.store.waiting import SqliteWaitingStore
from kiosk.takeover.sign_in import LOCKED_MISSES
from kiosk.tickets.ports import PrinterStatus, StoreFull
from kiosk.visit import events as ev
from kiosk.visit import queue_events as qe
from tests.engine.bench import MORNING, Bench
from tests.visit.walking import buttons

MINUTE = 60.0


class Ear:
    """A voice that notes what it is asked to say, and has no sound for it."""

    def __init__(self):
        self.heard = []

    def visit(self):
        return 0

    def clip(self, text, language, *, slow=False, visit=None):
        self.heard.append((language, text))

    def forget(self):
        pass


def take(bench, turn="usual", language="vi"):
    """Take a number and go and sit down; return it as it is shown."""
    bench.press(f"language:{language}")
    bench.press("take-number")
    bench.press(f"turn:{turn}")
    number = bench.view.big
    bench.press("done")
    assert bench.view.state == "attract"
    return number


def board(bench):
    return bench.scan(bench.helper().badge)


def waiting(bench):
    return [row.label for row in bench.view.rows]


def call_next(bench):
    return bench.press("call-next").big


def ids(view):
    return {button.id for button in buttons(view)}


def test_a_number_is_kept_printed_and_told(bench):
    bench.press("language:vi")
    bench.press("take-number")
    assert bench.view.state == "queue"
    bench.press("turn:usual")
    assert (bench.view.state, bench.view.big) == ("ticket-out", "A 001")
    assert [job for job, _ in bench.printer.slips] == ["A001"]
    line = bench.parts.waiting.line(bench.clock.now())
    assert [(one.number, one.standing, one.first) for one in line.places] == [("A001", "waiting", False)]
    assert bench.parts.papers.store.ticket(line.places[0].ticket_id).state == "printed"
    assert bench.noted("number-taken")[0]["number"] == "A001"


def test_whoever_says_to_be_old_ill_with_child_goes_first_and_nobody_keeps_which(bench):
    first = {turn: take(bench, turn) for turn in ("elder", "disabled", "pregnant", "child")}
    line = bench.parts.waiting.line(bench.clock.now())
    assert all(one.first for one in line.places)
    for turn in first:
        assert not any(turn in str(part) for part in bench.database.rows("SELECT * FROM waiting"))
        assert turn not in bench.log.getvalue()


def test_the_board_opens_by_a_badge_alone_and_calls_aloud(benches):
    ear = Ear()
    bench = benches(voice=ear)
    take(bench)
    take(bench, "elder", "en")
    ear.heard.clear()
    board(bench)
    assert bench.view.state == "calling"
    assert bench.view.holder == "Anh Tài đang gọi số"
    assert waiting(bench) == ["A 002", "A 001"]
    assert ear.heard == []
    assert call_next(bench) == "A 002"
    assert ear.heard == [("vi", "Mời số A 002."), ("en", "Number A 002, please.")]
    ear.heard.clear()
    assert call_next(bench) == "A 001"
    assert ear.heard == [("vi", "Mời số A 001.")]
    bench.press("call-again")
    assert ear.heard == [("vi", "Mời số A 001.")] * 2
    assert [line["act"] for line in bench.noted("queue-worked")] == ["next", "next", "again"]


def test_a_call_is_heard_to_its_end_before_the_board_closes(benches):
    bench = benches()
    take(bench)
    board(bench)
    bench.press("call-next", heard=False)
    bench.press("close", heard=False)
    assert bench.view.state == "calling"
    assert next(one for one in bench.view.side_choices if one.id == "close").state == "off"
    bench.settle()
    assert bench.view.state == "attract"
    assert bench.view.strip.numbers == ("A 001",)


def test_who_is_served_and_how_many_wait_stands_on_the_first_screens(bench):
    assert bench.view.strip is None
    for _ in range(3):
        take(bench)
    assert (bench.view.strip.numbers, bench.view.strip.waiting) == ((), "3 số đang chờ")
    board(bench)
    call_next(bench)
    bench.press("close")
    assert (bench.view.strip.text, bench.view.strip.numbers) == ("Đang mời", ("A 001",))
    assert bench.view.strip.waiting == "2 số đang chờ"
    bench.press("language:vi")
    assert bench.view.header.where == "Đang mời A 001"


def test_absent_goes_back_and_done_is_done(bench):
    for _ in range(5):
        take(bench)
    board(bench)
    call_next(bench)
    bench.press("call-absent")
    assert bench.view.big == ""
    assert waiting(bench) == ["A 002", "A 003", "A 004", "A 001", "A 005"]
    assert call_next(bench) == "A 002"
    bench.press("call-done")
    assert bench.view.big == ""
    assert waiting(bench) == ["A 003", "A 004", "A 001", "A 005"]


def test_who_has_stepped_aside_is_called_by_a_touch(bench):
    take(bench)
    take(bench)
    board(bench)
    for _ in range(2):
        while call_next(bench) != "A 001":
            pass
        bench.press("call-absent")
    assert waiting(bench)[-1] == "A 001"
    bench.press("row:A001")
    assert bench.view.big == "A 001"


def test_the_helper_puts_somebody_first(bench):
    for _ in range(3):
        take(bench)
    board(bench)
    bench.press("row:A003")
    assert waiting(bench) == ["A 003", "A 001", "A 002"]
    bench.press("row:A003")
    assert waiting(bench) == ["A 001", "A 002", "A 003"]


def test_what_cannot_be_done_sleeps(bench):
    board(bench)
    assert {one.id: one.state for one in bench.view.choices} == {
        "call-next": "off",
        "call-again": "off",
        "call-absent": "off",
        "call-done": "off",
        "devices": "rest",
    }
    bench.send(qe.CallNext())
    bench.send(qe.MarkAbsent())
    assert bench.view.big == ""


def test_the_board_leaves_with_its_helper(bench):
    take(bench)
    board(bench)
    bench.wait(95)
    assert bench.view.state == "attract"
    assert bench.session.lease is None
    assert bench.session.visit.helper is None


def test_a_helper_who_types_needs_badge_and_pin(bench):
    bench.press("language:vi")
    bench.press("take-number")
    bench.press("helper")
    bench.send(ev.EnterBadge(bench.helper().badge))
    assert bench.view.state == "sign-in-pin"
    bench.send(ev.EnterPin("000000"))
    assert bench.view.state == "sign-in-pin"
    bench.send(ev.EnterPin(bench.helper().pin))
    assert bench.view.state == "calling"


def test_a_badge_of_nobody_opens_nothing(bench):
    bench.scan("2" + "0" * 31 + "00")
    assert bench.view.state == "attract"
    foreign = Bench.helper(bench).badge[:-6] + "000000"
    bench.scan(foreign)
    assert bench.view.state in {"attract", "home"}
    assert "call-next" not in ids(bench.view)


def test_a_badge_whose_pin_was_guessed_at_opens_no_board_either(bench):
    helper = bench.parts.people.roster().helpers[0]
    for _ in range(LOCKED_MISSES):
        bench.parts.people.attempts.record_miss(helper.id, bench.clock.now())
    board(bench)
    assert bench.view.state == "home"
    assert "call-next" not in ids(bench.view)


def test_a_badge_in_the_middle_of_a_visit_still_asks_for_the_pin(bench):
    bench.start()
    bench.scan(bench.helper().badge)
    assert bench.view.state == "sign-in-pin"


def test_somebody_who_had_begun_loses_nothing_by_taking_a_number(bench):
    bench.start()
    bench.papers()
    while bench.view.footer.back is not None and bench.view.state != "home":
        bench.press("back")
    before = bench.session.visit.asked
    bench.press("take-number")
    bench.press("turn:usual")
    bench.press("done")
    assert bench.view.state == "home"
    assert bench.session.visit.asked == before
    assert bench.session.visit.paper.number == ""


def test_a_number_that_cannot_be_kept_is_not_told(bench, monkeypatch):
    def full(*_, **__):
        raise StoreFull("full")

    monkeypatch.setattr(SqliteWaitingStore, "take", full)
    bench.press("language:vi")
    bench.press("take-number")
    bench.press("turn:usual")
    assert bench.view.state == "queue"
    assert bench.view.big == ""
    assert bench.view.banner.text == "Chưa lấy được số. Bà con thử lại."
    assert bench.printer.slips == []


def test_a_call_that_cannot_be_kept_is_not_made(benches, monkeypatch):
    ear = Ear()
    bench = benches(voice=ear)
    take(bench)
    board(bench)
    ear.heard.clear()
    monkeypatch.setattr(SqliteWaitingStore, "change", lambda *_: (_ for _ in ()).throw(StoreFull("full")))
    assert call_next(bench) == ""
    assert bench.view.banner is not None
    assert ear.heard == []


@pytest.mark.parametrize(("code", "state"), [("out-of-paper", "ticket-failed"), ("mute", "ticket-ask")])
def test_a_slip_that_does_not_come_out_leaves_the_number_in_line(bench, code, state):
    bench.printer.state = PrinterStatus(code)
    bench.press("language:vi")
    bench.press("take-number")
    bench.press("turn:usual")
    assert bench.view.state == state
    assert bench.view.big == "A 001"
    slips = len(bench.printer.slips)
    bench.wait(20)
    assert len(bench.printer.slips) == slips, "printed once more by itself"
    if state == "ticket-ask":
        bench.press("no")
    bench.press("done")
    assert bench.view.state == "attract"
    board(bench)
    assert waiting(bench) == ["A 001"]


def test_a_slip_is_printed_again_with_the_same_number(bench):
    bench.press("language:vi")
    bench.press("take-number")
    bench.press("turn:usual")
    bench.press("print-again")
    assert [job for job, _ in bench.printer.slips] == ["A001", "A001"]
    assert bench.printer.slips[0][1].size != bench.printer.slips[1][1].size
    assert len(bench.parts.waiting.line(bench.clock.now()).places) == 1


def test_after_a_restart_the_queue_stands_as_it_stood(benches):
    first = benches()
    for turn in ("usual", "elder", "usual"):
        take(first, turn)
    board(first)
    assert call_next(first) == "A 002"
    first.close()
    again = benches(clock=first.clock, seed=2)
    assert again.view.strip.numbers == ("A 002",)
    board(again)
    assert again.view.big == "A 002"
    assert waiting(again) == ["A 001", "A 003"]
    assert take_after(again) == "A 004"


def take_after(bench):
    bench.press("close")
    return take(bench)


def test_at_midnight_a_new_day_begins_at_1(benches):
    bench = benches(clock=ManualClock(MORNING.replace(hour=23, minute=50)))
    take(bench)
    board(bench)
    call_next(bench)
    bench.press("close")
    assert bench.view.strip is not None
    bench.wait(11 * MINUTE)
    assert bench.view.strip is None
    assert take(bench) == "A 001"


def test_a_clock_that_is_set_back_goes_on_counting(benches):
    first = benches()
    take(first)
    first.close()
    back = benches(clock=ManualClock(MORNING - timedelta(days=3)), seed=2)
    assert back.view.strip.waiting == "1 số đang chờ"
    assert take(back) == "A 002"


def test_a_team_counts_for_itself_on_its_day_out_and_the_office_goes_on_where_it_was(settings, benches):
    office = benches()
    assert [take(office), take(office)] == ["A 001", "A 002"]
    office.close()
    day = MORNING.date()
    team = Outing(team="Đội lưu động 1", place="Khu phố 45", day=day, opens="07:00", closes="16:30")
    out = benches(settings=on_outing(settings, team), seed=2)
    assert [take(out), take(out)] == ["LA 001", "LA 002"]
    assert [job for job, _ in out.printer.slips] == ["LA001", "LA002"]
    board(out)
    # whoever took a number before the team left is called all the same
    assert [call_next(out) for _ in range(4)] == ["A 001", "A 002", "LA 001", "LA 002"]
    out.close()
    assert take(benches(seed=3)) == "A 003"


def test_how_long_it_may_take_is_told_once_enough_were_called(bench):
    for _ in range(10):
        take(bench)

    def told():
        bench.press("language:vi")
        bench.press("take-number")
        detail = bench.view.detail
        bench.press("start-over")
        return detail

    assert told() == "Phía trước còn 10 số."
    for _ in range(5):
        board(bench)
        call_next(bench)
        bench.press("close")
        bench.wait(4 * MINUTE)
    assert told() == "Phía trước còn 5 số. Chắc chờ 20 tới 25 phút."


def test_practice_has_no_queue(bench):
    bench.press("language:vi")
    bench.press("learn")
    bench.press("practise")
    bench.press("practise:alone")
    assert bench.view.practice
    assert "take-number" not in ids(bench.view)
    bench.send(qe.TakeNumber())
    bench.scan(bench.helper().badge)
    assert bench.view.practice
    assert bench.view.state == "home"
    assert bench.parts.waiting.line(bench.clock.now()).places == ()


def test_a_point_that_calls_no_numbers_shows_nothing_of_it(with_counters):
    bench = Bench(with_counters(0))
    bench.press("language:vi")
    assert "take-number" not in ids(bench.view)
    bench.send(qe.TakeNumber())
    bench.scan(bench.helper().badge)
    # The badge leads to the page of the devices, by its PIN.
    assert bench.view.state == "sign-in-pin"
    bench.close()


@pytest.fixture
def with_two_counters(with_counters):
    """A point with two counters, and the ear that hears it."""
    ear = Ear()
    bench = Bench(with_counters(2), voice=ear)
    yield bench, ear
    bench.close()


def test_with_two_counters_each_serves_its_own(with_two_counters):
    bench, ear = with_two_counters
    for _ in range(3):
        take(bench)
    board(bench)
    call_next(bench)
    bench.press("counter:2")
    ear.heard.clear()
    assert call_next(bench) == "A 002"
    assert ear.heard == [("vi", "Mời số A 002 tới bàn 2.")]
    bench.press("close")
    assert bench.view.strip.numbers == ("A 001 bàn 1", "A 002 bàn 2")


def test_the_board_opens_where_its_helper_called_last(with_two_counters):
    bench, _ = with_two_counters
    for _ in range(3):
        take(bench)
    board(bench)
    call_next(bench)
    bench.press("counter:2")
    call_next(bench)
    bench.press("counter:1")
    bench.press("counter:2")
    call_next(bench)
    bench.press("close")
    board(bench)
    bench.press("call-done")
    assert bench.press("close").strip.numbers == ("A 001 bàn 1",)


@pytest.mark.parametrize("then", ["", "call-done", "call-absent"])
def test_a_call_is_heard_to_its_end_whatever_is_done_at_the_other_counter(with_two_counters, then):
    bench, ear = with_two_counters
    take(bench)
    take(bench, language="en")
    board(bench)
    bench.press("counter:2")
    if then:
        call_next(bench)
    bench.press("counter:1")
    while bench.view.rows:
        ear.heard.clear()
        bench.press("call-next", heard=False)
    bench.press("counter:2", heard=False)
    if then:
        bench.press(then, heard=False)
    bench.settle()
    assert ear.heard == [
        ("vi", "Mời số A 002 tới bàn 1."),
        ("en", "Number A 002, please come to table 1."),
    ]
    assert bench.press("close").state == "attract"


def test_a_number_that_is_here_is_called_no_further(with_two_counters):
    bench, ear = with_two_counters
    take(bench, language="en")
    board(bench)
    ear.heard.clear()
    bench.press("call-next", heard=False)
    bench.press("call-done", heard=False)
    bench.settle()
    assert len(ear.heard) <= 1


def test_the_minutes_on_the_board_go_on_though_nobody_touches_anything(bench):
    take(bench)
    take(bench)
    board(bench)
    call_next(bench)
    before, told = bench.view.rows[0].value, bench.view.detail
    shown = len(bench.views)
    bench.wait(55)
    assert len(bench.views) - shown <= 2, "once a minute, and not with every second"
    bench.wait(20)
    assert bench.view.state == "calling"
    assert (bench.view.rows[0].value, bench.view.detail) != (before, told)
    assert bench.view.rows[0].value == "1 phút"


def test_a_screen_on_which_nothing_tells_the_time_is_not_painted_anew(bench):
    bench.press("language:vi")
    shown = len(bench.views)
    bench.wait(50)
    assert len(bench.views) == shown
