"""A helper's round through the whole kiosk: the key, the list, what is sealed, and what nobody finds afterwards."""

import gc
from datetime import timedelta

import pytest
from msgspec import structs

from kiosk.dossier import keys
from kiosk.dossier.day_list import check_report, open_report, seal_list
from kiosk.ids import HelperId, WardCode
from kiosk.presenter.ink import stroke
from kiosk.takeover.day_key import DayKey
from kiosk.tickets.ports import StoreFull
from kiosk.visit import events as ev
from kiosk.wire.visits import DayList, HomeStop, HomeThing
from kiosk.wiring import build, example_ward
from tests.visit.walking import buttons

SENTINEL = "Trầnsentinel Thị Dấuvết"
PHONE = "0987654321"
INK = stroke([(100, 700), (300, 200), (500, 800), (900, 400)])
STOP = HomeStop(
    visit="a" * 32,
    hamlet="Ấp Ví Dụ",
    name=SENTINEL,
    phone=PHONE,
    procedure="1.001193",
    title="Khai sanh",
    papers=(HomeThing(id="birth_notice", name="Giấy chứng sinh"),),
    steps=(HomeThing(id="photo", name="Chụp giấy tờ"),),
    results=(HomeThing(id="result", name="Giấy khai sinh"),),
)


def lock_of(bench, helper="tai"):
    return bench.parts.people.roster().by_id(HelperId(helper)).day_lock


def give(bench, days=0, helper="tai", lock=None, stop=STOP):
    """The ward hands out a helper's list."""
    day = (bench.clock.now() + timedelta(days=days)).date().isoformat()
    found = DayList(schema=1, ward=WardCode("26791"), helper=HelperId(helper), day=day, stops=(stop,))
    sealed = seal_list(found, (lock or lock_of(bench, helper)).public)
    bench.visit_desk.day_lists = [sealed]
    bench.visit_desk.visits = {STOP.visit}


def on_board(bench):
    bench.scan(bench.helper().badge)
    bench.press("day:open")
    return bench.send(ev.EnterPin(bench.helper().pin))


def at_home(bench):
    on_board(bench)
    bench.press("open-round")
    return bench.press(f"stop:{STOP.visit}")


def sign(bench, stage="papers", thing="birth_notice"):
    bench.press(f"stage:{stage}")
    bench.press(f"tick:{thing}")
    bench.press("sign")
    bench.send(INK)
    bench.press("yes")
    bench.send(INK)
    return bench.press("signed")


def ward_key(bench):
    return keys.load_ward_key(example_ward.folder(bench.settings) / "desk/ward_private.key")


def reports(bench):
    return [open_report(one, ward_key(bench)) for one in bench.visit_desk.reports.values()]


def keys_in_memory():
    gc.collect()
    # isinstance would ask lazy objects of other tests for their class, which some cannot tell.
    return [one for one in gc.get_objects() if type(one) is DayKey]


def test_the_list_of_today_opens_with_badge_and_pin(bench):
    give(bench)
    view = at_home(bench)
    assert view.state == "home-stop"
    assert view.question == SENTINEL
    assert PHONE in {row.value for row in view.rows}


@pytest.mark.parametrize(
    ("language", "needs", "asked"),
    [("vi", (), "vi"), ("km", ("walk",), "km"), ("vi", ("khmer",), "km"), ("", (), "vi"), ("fr", (), "vi")],
)
def test_the_list_tells_in_which_language_somebody_asked(bench, language, needs, asked):
    give(bench, stop=structs.replace(STOP, language=language, needs=needs))
    at_home(bench)
    assert bench.session.visit.round.stop.language == asked


def test_whoever_talks_with_people_at_home_is_asked_before_what_was_ticked_goes(bench):
    give(bench)
    at_home(bench)
    bench.press("stage:papers")
    ticked = bench.press("tick:birth_notice")
    assert bench.wait(170).state == "stop-things"
    assert bench.wait(20).state == "idle"
    assert bench.send(ev.StillHere()).choices == ticked.choices
    assert bench.wait(300).state == "attract"


def test_what_both_have_signed_reaches_the_ward_sealed(bench):
    give(bench)
    at_home(bench)
    view = sign(bench)
    assert view.state == "home-stop"
    bench.wait(2)
    (report,) = reports(bench)
    assert (report.visit, report.stage, report.helper) == (STOP.visit, "papers", "tai")
    assert report.things == STOP.papers
    assert report.custody.how == "signed"
    assert report.custody.resident.startswith(b"\x89PNG")
    assert len(report.custody.resident) < 8000
    (sealed,) = bench.visit_desk.reports.values()
    assert check_report(sealed, build.key_ring(bench.settings).signer.public)
    assert SENTINEL.encode() not in sealed.sealed


def drawn(bench_or_view, name):
    """The picture of a button beside the field."""
    view = getattr(bench_or_view, "view", bench_or_view)
    return next(button.picture for button in view.side_choices if button.id == name)


def test_a_cross_is_recorded_as_one_with_who_saw_it(bench):
    give(bench)
    at_home(bench)
    bench.press("stage:result")
    bench.press("tick:result")
    bench.press("sign")
    assert drawn(bench, "cannot-write") == "sign-cross"
    assert drawn(bench.press("cannot-write"), "cannot-write") == "step-sign"
    bench.send(INK)
    bench.press("yes")
    bench.press("seer:neighbour")
    bench.send(INK)
    bench.press("signed")
    bench.wait(2)
    (report,) = reports(bench)
    assert (report.stage, report.custody.how, report.custody.seer) == ("result", "cross", "neighbour")


def test_a_whole_day_goes_without_a_network(bench):
    give(bench)
    bench.wait(700)
    bench.visit_desk.away = "offline"
    at_home(bench)
    sign(bench)
    sign(bench, "result", "result")
    bench.press("stage:steps")
    bench.press("tick:photo")
    bench.press("keep")
    bench.wait(3600)
    assert bench.parts.visits.store.counts() == (3, 0)
    bench.visit_desk.away = ""
    bench.wait(700)
    assert {one.stage for one in reports(bench)} == {"papers", "result", "steps"}
    assert bench.parts.visits.store.counts() == (0, 0)


def test_an_answer_that_is_lost_doubles_no_report(bench):
    give(bench)
    at_home(bench)
    bench.visit_desk.away = "reply-lost"
    sign(bench)
    bench.wait(60)
    assert len(bench.visit_desk.reports) == 1
    assert bench.parts.visits.store.counts() == (1, 0)
    bench.visit_desk.away = ""
    bench.wait(700)
    assert len(bench.visit_desk.reports) == 1
    assert bench.parts.visits.store.counts() == (0, 0)


def test_what_the_ward_refuses_stays_and_the_board_says_so(bench):
    give(bench)
    at_home(bench)
    bench.visit_desk.visits = set()
    sign(bench)
    bench.wait(60)
    assert bench.parts.visits.store.counts() == (1, 1)
    bench.press("back")
    bench.press("back")
    bench.wait(25)
    row = next(row for row in bench.view.rows if row.id == "day:home-reports")
    assert row.mark == "missing"


def test_yesterdays_list_is_gone_and_tomorrows_is_not_shown(bench):
    give(bench, days=1)
    bench.wait(700)
    on_board(bench)
    view = bench.press("open-round")
    assert view.state == "calling"
    assert "danh sách" in view.banner.text
    bench.press("back")
    bench.visit_desk.away = "offline"
    bench.clock.advance(86400.0)
    bench.wait(1)
    at_home(bench)
    assert bench.view.state == "home-stop"
    bench.clock.advance(2 * 86400.0)
    bench.wait(2)
    assert bench.parts.visits.store.list_of(HelperId("tai"), bench.clock.now().date()) is None
    rows = bench.database.rows("SELECT count(*) FROM visit_list")
    assert rows == [(0,)]


def test_a_list_sealed_to_an_old_pin_does_not_open(bench):
    give(bench, lock=lock_of(bench, "lan"))
    on_board(bench)
    view = bench.press("open-round")
    assert view.state == "calling"
    assert "PIN" in view.banner.text


def test_the_key_is_there_from_sign_in_to_sign_out_and_no_longer(bench):
    before = len(keys_in_memory())
    give(bench)
    at_home(bench)
    bench.press("back")
    bench.press("back")
    assert len(keys_in_memory()) == before + 1
    bench.press("sign-out")
    assert len(keys_in_memory()) == before
    bench.scan(bench.helper().badge)
    assert "open-round" not in {one.id for one in buttons(bench.view)}


def test_the_badge_alone_opens_it_again_for_whoever_is_signed_in(bench):
    give(bench)
    at_home(bench)
    bench.wait(250)
    assert bench.view.state == "attract"
    bench.clock.advance(5)
    bench.scan(bench.helper().badge)
    assert bench.press("open-round").state == "round"


def test_nothing_of_a_home_lies_on_the_disk_or_in_the_journal(bench, tmp_path):
    give(bench)
    at_home(bench)
    bench.visit_desk.away = "offline"
    sign(bench)
    bench.wait(250)
    assert bench.view.state == "attract"
    for path in tmp_path.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert SENTINEL.encode() not in held, path
            assert PHONE.encode() not in held, path
    assert SENTINEL not in bench.log.getvalue()
    assert SENTINEL not in repr([entry.act for entry in bench.parts.people.audit.entries()])
    assert SENTINEL not in bench.raw[-1].decode("utf-8", "replace")


def test_a_full_disk_keeps_nothing_and_says_so(bench):
    give(bench)
    at_home(bench)
    bench.press("stage:papers")
    bench.press("tick:birth_notice")
    bench.press("sign")
    bench.send(INK)
    bench.press("yes")
    bench.send(INK)

    def full(_report):
        raise StoreFull("no room")

    bench.parts.visits.store.put = full
    view = bench.press("signed")
    assert view.state == "stop-things"
    assert view.banner is not None


@pytest.mark.parametrize("spoil", [{"sealed": b"x" * 60}, {"helper": HelperId("lan")}])
def test_a_list_that_was_spoilt_underway_opens_for_nobody(bench, spoil):
    give(bench)
    bench.visit_desk.day_lists = [structs.replace(bench.visit_desk.day_lists[0], **spoil)]
    on_board(bench)
    assert bench.press("open-round").state == "calling"


def test_why_nothing_could_be_done_reaches_the_ward_and_nobody_signs(bench):
    give(bench)
    at_home(bench)
    assert bench.press("stage:missed").state == "stop-things"
    bench.press("tick:nobody")
    bench.press("tick:later")
    assert bench.press("keep").state == "home-stop"
    bench.wait(2)
    (report,) = reports(bench)
    assert (report.stage, [one.id for one in report.things], report.custody) == (
        "missed",
        ["nobody", "later"],
        None,
    )
    row = next(one for one in bench.press("back").rows if one.id == f"stop:{STOP.visit}")
    assert "chưa làm được" in row.value
    assert row.mark == ""


def test_without_a_reason_nothing_is_told(bench):
    give(bench)
    at_home(bench)
    bench.press("stage:missed")
    view = bench.press("keep")
    assert view.state == "stop-things"
    assert view.banner is not None
    assert not reports(bench)
