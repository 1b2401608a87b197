"""Who is signed in at a point, for how long, and what their badge alone is worth. Through the whole kiosk."""

from datetime import time, timedelta

import pytest
from msgspec import structs

from kiosk.ids import SeededIds
from kiosk.takeover.badge import new_badge
from kiosk.takeover.roster import Shift
from kiosk.takeover.sign_in import LOCKED_MISSES
from kiosk.tickets.ports import StoreError
from kiosk.visit import events as ev
from kiosk.visit.duty_events import FreeLocked, GiveGround
from tests.engine.bench import MORNING, Bench
from tests.visit.walking import buttons, texts

MINUTE = 60.0


class Point(Bench):
    """A bench on whose roster a test may change its mind, as the ward may."""

    def __init__(self, *words, **more):
        self.people, self.expires = {}, None
        super().__init__(*words, **more)

    def _parts(self, *words):
        parts = super()._parts(*words)
        return structs.replace(parts, people=structs.replace(parts.people, roster=self._roster(parts)))

    def _roster(self, parts):
        def roster():
            known = parts.people.roster()
            helpers = [structs.replace(one, **self.people.get(one.id, {})) for one in known.helpers]
            changed = structs.replace(known, helpers=tuple(helpers))
            return structs.replace(changed, expires_at=self.expires.isoformat()) if self.expires else changed

        return roster

    def sign_in(self, number=0):
        self.scan(self.helper(number).badge)
        return self.send(ev.EnterPin(self.helper(number).pin))

    def on_board(self, number=0):
        """Badge and PIN before the first screen, and the board."""
        self.press("language:vi")
        self.press("take-number")
        self.press("helper")
        self.send(ev.EnterBadge(self.helper(number).badge))
        self.send(ev.EnterPin(self.helper(number).pin))
        return self.view

    def with_a_resident(self):
        """Somebody in the middle of an application."""
        self.start()
        assert self.view.state == "papers"
        return self.view

    def later(self, seconds):
        """A longer time passes, while somebody still touches the glass now and then."""
        self.clock.advance(seconds)
        self.core._idle.touched(self.clock.monotonic())
        self.core.ask_alive(lambda: None)
        self.settle()
        return self.view

    def acts(self):
        return [(one.act.act, one.act.detail) for one in self.parts.people.audit.entries()]

    def here(self):
        return [one.id for one in self.core._carrier.admitting.duty.here()]


@pytest.fixture
def points(settings):
    made = []

    def make(**more):
        made.append(Point(settings, **more))
        return made[-1]

    yield make
    for point in made:
        if not point.core._stopped:
            point.close()


@pytest.fixture
def point(points):
    return points()


def ids(view):
    return {button.id for button in buttons(view)}


def test_whoever_is_signed_in_opens_a_take_over_by_the_badge_alone(point):
    point.with_a_resident()
    assert point.scan(point.helper().badge).state == "sign-in-pin"
    assert point.send(ev.EnterPin(point.helper().pin)).state == "handover"
    point.press("no")
    point.later(5.0)
    assert point.scan(point.helper().badge).state == "handover"
    assert point.acts()[-1] == ("signed-in", "on-duty")


def test_a_badge_that_is_typed_is_worth_as_much_as_one_that_is_scanned(point):
    point.with_a_resident()
    point.sign_in()
    point.press("no")
    point.press("help")
    point.press("sign-in")
    assert point.send(ev.EnterBadge(point.helper().badge)).state == "handover"


def test_a_badge_nobody_knows_is_told_before_any_pin_is_typed(point):
    point.with_a_resident()
    point.press("help")
    point.press("sign-in")
    stranger = new_badge(SeededIds(99).random_bytes).digits
    assert point.send(ev.EnterBadge(stranger)).state == "wait-helper"
    assert point.view.banner.text == "Thẻ này không có trong danh sách."


def test_the_badge_of_one_helper_says_nothing_for_another(point):
    point.with_a_resident()
    point.sign_in()
    point.press("no")
    assert point.scan(point.helper(1).badge).state == "sign-in-pin"


def test_after_a_restart_everybody_signs_in_anew(points):
    first = points()
    first.with_a_resident()
    first.sign_in()
    assert first.here() == ["tai"]
    first.close()
    again = points()
    again.with_a_resident()
    assert again.scan(again.helper().badge).state == "sign-in-pin"


def test_the_badge_opens_the_whole_board_and_shown_once_more_signs_out(point):
    assert point.on_board().state == "calling"
    point.press("close")
    point.press("language:vi")
    point.later(5.0)
    assert point.scan(point.helper().badge).state == "calling"
    assert point.press("devices").state == "devices", "no PIN for who is in"
    point.press("leave")
    point.later(5.0)
    assert point.scan(point.helper().badge).state == "attract"
    assert ("signed-out", "badge") in point.acts()
    assert point.here() == []


def test_a_badge_that_is_still_under_the_scanner_is_not_shown_a_second_time(point):
    point.press("language:vi")
    assert point.scan(point.helper().badge).state == "calling"
    for _ in range(6):
        point.clock.advance(1.0)
        assert point.scan(point.helper().badge).state == "calling"


def test_after_half_an_hour_without_an_act_nobody_is_signed_in(point):
    point.on_board()
    point.press("close")
    point.later(29 * MINUTE)
    assert point.here() == ["tai"]
    point.later(2 * MINUTE)
    assert point.here() == []
    assert point.acts()[-1] == ("signed-out", "idle")


def test_what_a_helper_does_keeps_them_signed_in(point):
    point.on_board()
    for _ in range(40):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    assert point.here() == ["tai"]


@pytest.fixture
def short_shift(point):
    """Of Tài's, until 10:00; it is 9:42."""
    until = Shift(point=point.settings.point.code, starts=time(8), ends=time(10), day=MORNING.date())
    point.people["tai"] = {"shifts": (until,)}
    return point


def test_the_end_of_the_shift_is_told_five_minutes_before_and_ends_it(short_shift):
    point = short_shift
    point.on_board()
    assert point.view.banner is None
    assert "stay-on" not in ids(point.view)
    for _ in range(14):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    assert "10:00" in point.view.banner.text
    assert "stay-on" in ids(point.view)
    for _ in range(5):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    assert point.view.state == "calling", "somebody may stand there: it is not closed over them"
    point.press("close")
    point.later(1.0)
    assert point.acts()[-1] == ("signed-out", "shift-end")
    assert point.here() == []


def test_at_the_latest_a_quarter_of_an_hour_after_the_shift_a_visit_goes_back(short_shift):
    point = short_shift
    point.with_a_resident()
    point.sign_in()
    assert point.press("yes").state == "workbench"
    for _ in range(32):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    assert point.view.state == "workbench"
    assert "10:00" in point.view.banner.text, "the helper is told"
    for _ in range(2):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    assert point.view.state == "review"
    assert ("signed-out", "shift-end") in point.acts()


def test_whoever_stays_on_says_why_and_stays(short_shift):
    point = short_shift
    point.on_board()
    for _ in range(14):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    assert point.press("stay-on").state == "override"
    assert point.press("extra-day").state == "calling"
    assert ("override", "off-shift:extra-day") in point.acts()
    for _ in range(10):
        point.later(MINUTE)
        point.send(ev.SayAgain())
    point.press("close")
    assert point.here() == ["tai"]


def test_whom_the_ward_takes_off_the_roster_is_signed_in_no_more(point):
    point.on_board()
    point.press("close")
    point.people["tai"] = {"revoked": True}
    point.later(1.0)
    assert (point.here(), point.acts()[-1]) == ([], ("signed-out", "revoked"))


def test_a_roster_that_runs_out_ends_every_sign_in(point):
    point.expires = MORNING + timedelta(minutes=10)
    point.on_board()
    point.press("close")
    point.later(9 * MINUTE)
    assert point.here() == ["tai"]
    point.later(2 * MINUTE)
    assert (point.here(), point.acts()[-1]) == ([], ("signed-out", "roster-expired"))


def test_off_shift_somebody_says_why_and_it_goes_with_the_act(point):
    point.with_a_resident()
    assert point.sign_in(1).state == "override"
    assert point.view.language == "vi"
    assert {"standing-in", "extra-day", "urgent"} <= ids(point.view)
    assert point.here() == [], "not before a reason"
    assert point.press("standing-in").state == "handover"
    assert point.here() == ["lan"]
    assert point.acts()[-3:-1] == [("signed-in", "off-shift"), ("override", "off-shift:standing-in")]
    point.press("yes")
    assert point.session.visit.helper.override == "off-shift"


def test_off_shift_without_a_reason_nothing_has_happened(point):
    before = point.with_a_resident().state
    point.sign_in(1)
    assert point.press("back").state == before
    assert (point.here(), point.session.lease) == ([], None)
    assert ("signed-out", "no-override") in point.acts()
    assert point.session.day_key is None


def test_off_shift_without_a_reason_the_board_shows_no_more_than_for_the_badge(point):
    point.scan(point.helper(1).badge)
    before = ids(point.view)
    point.press("day:open")
    assert point.send(ev.EnterPin(point.helper(1).pin)).state == "override"
    assert ids(point.press("back")) == before
    assert not [row for row in point.view.rows if row.section == "day"]
    assert (point.here(), point.session.visit.helper.by_badge) == ([], True)
    assert ("signed-out", "no-override") in point.acts()
    assert point.session.day_key is None


def test_who_gave_up_the_pin_at_the_board_comes_to_the_resident_the_next_time(point):
    page = point.with_a_resident()
    point.press(page.papers[0].yes.id)
    while point.view.state != "home":
        point.press("back")
    point.scan(point.helper().badge)
    point.press("day:open")
    point.press("back")
    assert point.press("back").state == "home"
    point.later(5.0)
    point.press("event:birth")
    while point.view.state == "apart":
        point.press(point.view.choices[0].id)
    assert point.sign_in().state == "handover"


def test_whoever_leaves_the_question_open_has_not_helped(point):
    before = point.with_a_resident().state
    point.sign_in(1)
    point.later(2 * MINUTE)
    assert point.view.state == before
    assert point.session.visit.helper is None


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, "handover"), (0, "override"), (13, "override"), (14, "wait-helper"), (15, "wait-helper")],
)
def test_a_roster_that_ran_out_lets_in_for_two_weeks_with_a_reason(point, days, state):
    point.expires = MORNING - timedelta(days=days)
    point.with_a_resident()
    assert point.sign_in().state == state
    if state == "override":
        point.press("urgent")
        assert ("override", "expired-roster:urgent") in point.acts()
        assert point.here() == ["tai"]


def test_ward_it_looks_after_devices_and_takes_nothing_over(point):
    point.people["lan"] = {"role": "it"}
    point.with_a_resident()
    assert point.sign_in(1).state == "wait-helper"
    assert point.view.banner.text == "Thẻ này chỉ coi máy móc. Không làm giúp giấy tờ."
    assert (point.session.visit.helper, point.session.lease) == (None, None)
    assert point.acts()[-2] == ("take-over-refused", "it")
    point.press("back")
    point.later(5.0)
    assert point.scan(point.helper(1).badge).state == "wait-helper", "nor by the badge alone"


def locked_out(point, number):
    for _ in range(LOCKED_MISSES):
        point.parts.people.attempts.record_miss(("tai", "lan")[number], MORNING)


def test_a_locked_helper_is_told_who_can_free_them_and_is_freed_from_the_board(point):
    locked_out(point, 1)
    point.on_board()
    assert point.press("unlock").state == "unlock"
    assert [button.text for button in point.view.choices] == ["Mở khoá cho Chị\u00a0Lan"]
    point.press("free:lan")
    assert point.view.choices == ()
    assert ("unlocked", "lan") in point.acts()
    assert point.press("back").state == "calling"
    assert point.parts.people.attempts.misses("lan").count == 0


def test_where_it_cannot_go_on_record_nobody_is_freed_and_it_is_said(point, monkeypatch):
    locked_out(point, 1)
    point.on_board()
    point.press("unlock")
    monkeypatch.setattr(point.core._carrier.admitting.recorder, "enter", lambda *_: False)
    point.press("free:lan")
    assert point.parts.people.attempts.misses("lan").count == LOCKED_MISSES
    assert point.view.banner.text == texts().say("vi", "complaint.cannot-record")


def test_of_locked_badges_that_cannot_be_looked_up_it_is_not_said_that_there_are_none(point, monkeypatch):
    point.on_board()

    def broken(_):
        raise StoreError("store-broken")

    monkeypatch.setattr(point.parts.people.attempts, "misses", broken)
    view = point.press("unlock")
    assert (view.state, view.banner.text) == ("calling", texts().say("vi", "complaint.no-call"))


def test_the_page_says_who_is_here_to_free_a_badge(point):
    locked_out(point, 1)
    point.with_a_resident()
    point.sign_in()
    point.press("no")
    point.sign_in(1)
    assert point.view.banner.text == "Thẻ này đang khoá. Nhờ Anh\u00a0Tài mở trên bảng."


def test_nobody_is_freed_by_whoever_is_off_shift_or_not_signed_in(point):
    locked_out(point, 0)
    point.on_board(1)
    point.press("urgent")
    point.press("unlock")
    point.press("free:tai")
    assert point.parts.people.attempts.misses("tai").count == LOCKED_MISSES
    assert point.view.banner is not None
    point.press("back")
    assert "unlock" in ids(point.view)
    point.send(FreeLocked("tai"))
    assert point.parts.people.attempts.misses("tai").count == LOCKED_MISSES


def test_by_the_badge_alone_nobody_frees_anybody(point):
    point.press("language:vi")
    point.scan(point.helper().badge)
    assert "unlock" not in ids(point.view)


def test_of_two_badges_at_once_the_first_one_counts(point):
    point.with_a_resident()
    point.scan(point.helper().badge)
    assert point.scan(point.helper(1).badge).state == "sign-in-pin"
    assert point.send(ev.EnterPin(point.helper(1).pin)).state == "sign-in-pin", "another's PIN opens nothing"
    assert point.send(ev.EnterPin(point.helper().pin)).state == "handover"
    assert point.session.visit.helper.id == "tai"


def test_the_own_badge_shown_again_gives_the_visit_back(point):
    point.with_a_resident()
    point.sign_in()
    point.press("yes")
    assert point.view.state == "workbench"
    point.later(5.0)
    view = point.scan(point.helper().badge)
    assert (view.state, point.session.lease) == ("review", None)
    assert ("badge-out", "") in point.acts()
    assert point.here() == ["tai"], "only the visit is over, not the day"


def test_somebody_elses_badge_in_a_take_over_changes_nothing(point):
    point.with_a_resident()
    point.sign_in()
    point.press("yes")
    lease = point.session.lease.helper
    view = point.scan(point.helper(1).badge)
    assert (view.state, point.session.lease.helper, point.session.badge) == ("workbench", lease, "")
    assert view.banner.text == "Đang có người giúp. Thẻ này chờ chút."
    assert point.acts()[-1] == ("sign-in-refused", "helper-is-here")


def test_a_badge_on_a_page_of_the_residents_alone_is_dead(point):
    point.with_a_resident()
    point.sign_in()
    assert point.scan(point.helper().badge).state == "handover"
    point.later(5.0)
    assert point.scan(point.helper().badge).state == "handover"


def test_a_reason_is_taken_only_where_it_is_asked_for(point):
    point.with_a_resident()
    assert point.send(GiveGround("urgent")).state == "papers"
    assert point.here() == []
