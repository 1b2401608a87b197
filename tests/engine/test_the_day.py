"""The board of the day, through the whole kiosk: what it tells, what is done about it, and a case that is left."""

from datetime import timedelta

import pytest

from kiosk.engine.courier import LULL
from kiosk.visit import events as ev
from tests.outbox.parcels import sealed

SENTINEL = "Trầnsentinel Thị Dấuvết"


def on_board(bench):
    bench.scan(bench.helper().badge)
    bench.press("day:open")
    return bench.send(ev.EnterPin(bench.helper().pin))


def told(view):
    return {row.id: (row.label, row.note) for row in view.rows if row.section == "day"}


def acts(bench):
    return [(entry.act.act, entry.act.detail) for entry in bench.parts.people.audit.entries()]


def test_the_badge_alone_shows_the_line_and_the_pin_the_day(bench):
    bench.scan(bench.helper().badge)
    assert not told(bench.view)
    view = bench.press("day:open")
    assert view.state == "sign-in-pin"
    view = bench.send(ev.EnterPin(bench.helper().pin))
    assert view.state == "calling"
    assert {"day:round", "day:help", "day:printer", "day:saved"} <= set(told(view))


def test_while_the_ward_is_away_nobody_says_that_no_one_asks_for_help(bench):
    assert told(on_board(bench))["day:help"][0] == "Không ai xin giúp"
    bench.press("back")
    bench.heart_desk.away = "offline"
    bench.wait(61)
    assert told(bench.scan(bench.helper().badge))["day:help"][0] == "Chưa biết ai xin giúp"


def test_what_needs_a_person_is_sent_again_or_told_to_the_officer(bench, refused):
    view = on_board(bench)
    row = next(row for row in view.rows if row.id == f"day:stuck:{refused}")
    assert row.note == "Phường không mở được"
    view = bench.press(f"stuck:{refused}")
    row = next(row for row in view.rows if row.id == f"day:stuck:{refused}")
    assert row.note.startswith("Đã báo cán bộ")
    view = bench.press(f"stuck:{refused}")
    assert f"day:stuck:{refused}" not in told(view)
    assert ("officer-told", refused) in acts(bench)
    assert ("dossier-sent-again", refused) in acts(bench)


def test_what_waits_is_sent_by_one_touch(bench):
    bench.desk.faults.extend(["offline"] * 9)
    parcel, another = sealed(), sealed()
    store, now = bench.parts.filing.store, bench.parts.world.clock.now()
    store.put(parcel, "A777", now - timedelta(hours=1))
    store.put(another, "A778", now)
    store.mark(another.dossier_id, "sent", "timeout")
    bench.wait(60)
    rows = told(on_board(bench))
    assert rows["day:to-send"][0] == "Chờ gửi: 1"
    assert rows["day:unanswered"][0] == "Phường chưa trả lời: 1"
    bench.desk.faults.clear()
    assert bench.desk.stored == {}, "the next try is minutes away"
    bench.press("send-now")
    assert bench.desk.stored, "some go at once; a line that broke is tried with fewer first"
    bench.wait(4 * LULL)
    assert set(bench.desk.stored) == {parcel.dossier_id, another.dossier_id}


@pytest.fixture
def refused(bench):
    parcel = sealed()
    store, now = bench.parts.filing.store, bench.parts.world.clock.now()
    store.put(parcel, "A777", now - timedelta(hours=1))
    store.mark(parcel.dossier_id, "needs-person", "unreadable")
    return parcel.dossier_id


def open_case(bench, asker="phone", relation="relation:child", leave="phone"):
    on_board(bench)
    bench.press("day:absent")
    bench.press(f"asker:{asker}")
    if bench.view.state == "absent-relation":
        bench.press(relation)
    return bench.press(f"leave:{leave}")


def test_a_case_that_its_helper_leaves_shows_nothing_and_survives_no_crash(bench):
    open_case(bench)
    bench.press("event:birth")
    while bench.view.state in {"apart", "siblings"}:
        bench.press(bench.view.choices[0].id)
    bench.press("go-on")
    while bench.view.state == "papers":
        bench.press(bench.view.papers[0].yes.id)
        bench.press("go-on")
    bench.press("row:child_name")
    bench.send(ev.Answer("child_name", SENTINEL))
    assert bench.parts.autosaving.place.read() is None, "a stranger would be asked whether to go on"
    assert bench.wait(100).state == "absent-waits"
    assert SENTINEL not in str(bench.view)
    assert ("absent-opened", "phone.child.phone") in acts(bench)
    assert ("absent-left", "ended") in acts(bench)
    bench.scan(bench.helper().badge)
    if bench.view.state == "sign-in-pin":
        bench.send(ev.EnterPin(bench.helper().pin))
    assert bench.view.state == "workbench"
    assert SENTINEL in str(bench.view)
