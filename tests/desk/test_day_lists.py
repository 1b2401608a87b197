"""Lists of homes: planned at the desk, sealed to whoever goes, handed to the machines of their point alone."""

from datetime import date, timedelta

import msgspec
import pytest
from django.test import Client

from kiosk.desk import badges, models, rosters
from kiosk.desk.homes import Plan, mark, note_old_ones, plan
from kiosk.desk.intake import take_in
from kiosk.dossier.day_list import check_lists, open_list
from kiosk.dossier.draft_words import sign_asking
from kiosk.dossier.errors import DossierError
from kiosk.ids import KioskId
from kiosk.takeover.badge import new_badge, parse_badge
from kiosk.takeover.day_key import open_lock
from kiosk.wire.dossier import Paper
from kiosk.wire.messages import CONTENT_TYPE, PROTOCOL, IntakeBatch
from kiosk.wire.visits import LISTS_PATH, STOPS_LIMIT, AskDayLists, DayLists
from tests.databases import kept
from tests.desk.conftest import MORNING, SENTINEL
from tests.desk.homes import HOME, TODAY, seen


def key_of(who):
    who.row.refresh_from_db()
    return open_lock(rosters.lock_of(who.row), who.pin, who.badge).raw


@pytest.fixture
def lists(ward):
    """Asks the desk for lists as a kiosk does."""

    def ask(signer=None, at=None):
        asking = sign_asking(AskDayLists, signer or ward.known, at or ward.clock.now())
        client = Client(headers={"host": "localhost"})
        answer = client.post(LISTS_PATH, msgspec.msgpack.encode(asking), content_type=CONTENT_TYPE)
        if answer.status_code != 200:
            return answer.content.decode()
        found = msgspec.msgpack.decode(answer.content, type=DayLists)
        assert check_lists(found, asking, ward.site.keys.signer.public)
        return found.lists

    return ask


def test_a_dossier_that_asks_for_a_visit_is_noted_once_without_a_word_of_where(ward, asked_home):
    visit = asked_home()
    assert (visit.state, visit.dossier.channel) == ("asked", "home-visit")
    assert [path for path, content in kept(ward.site.state).items() if "Dấuvết".encode() in content] == []


def test_a_dossier_that_is_filed_at_the_desk_asks_nobody_to_come(ward):
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=(ward.seal(),))
    take_in(ward.site, batch)
    take_in(ward.site, batch)
    assert models.Dossier.objects.get().channel == "desk"
    assert not models.HomeVisit.objects.exists()


def test_visits_that_were_asked_for_before_they_were_noted_are_found(ward, asked_home):
    asked_home()
    models.HomeVisit.objects.all().delete()
    models.Dossier.objects.update(channel="")
    assert note_old_ones(ward.site) == 1
    assert models.HomeVisit.objects.get().dossier.channel == "home-visit"
    assert note_old_ones(ward.site) == 0


def test_whoever_is_given_a_home_finds_it_on_the_list_of_the_day_with_badge_and_pin(
    asked_home, helper, give, lists
):
    tai, visit = (
        helper(),
        asked_home(note_to_officer="Chó dữ.", papers=(Paper(paper="a", label="Giấy A", has=False),)),
    )
    assert give(visit, to=tai, at="08:30", bring=("forms", "ink")) is None
    (sealed,) = lists()
    assert (sealed.helper, sealed.day) == ("h-tai", "2026-11-16")
    (stop,) = open_list(sealed, key_of(tai)).stops
    assert (stop.visit, stop.name, stop.hamlet) == (visit.visit_id, SENTINEL, HOME.hamlet)
    assert (stop.house, stop.landmark, stop.phone, stop.when) == (
        HOME.house,
        HOME.landmark,
        HOME.phone,
        "08:30",
    )
    assert stop.note == "Mang theo: Tờ khai giấy, Hộp mực lăn tay. Chó dữ."
    assert [paper.name for paper in stop.papers] == ["Giấy A"]
    assert stop.results == ()
    assert not stop.bereaved


def test_a_result_that_is_ready_stands_on_the_list(asked_home, helper, give, lists):
    tai, visit = helper(), asked_home()
    give(visit, to=tai)
    models.Dossier.objects.update(status=9)
    (sealed,) = lists()
    (stop,) = open_list(sealed, key_of(tai)).stops
    assert [one.name for one in stop.results] == ["Kết quả: Xác nhận tình trạng hôn nhân"]


def test_a_dossier_without_an_address_names_whom_its_answers_name(asked_home, helper, give, lists):
    tai, visit = helper(), asked_home(home=None)
    give(visit, to=tai)
    (stop,) = open_list(lists()[0], key_of(tai)).stops
    assert (stop.name, stop.hamlet) == (SENTINEL, "")


def test_one_helpers_key_opens_no_other_helpers_list(asked_home, helper, give, lists):
    tai, lan = helper(), helper("lan")
    give(asked_home(), to=tai)
    (sealed,) = lists()
    with pytest.raises(DossierError, match="wrong-key"):
        open_list(sealed, key_of(lan))


def test_everyone_of_a_team_gets_the_teams_list_but_who_has_left_or_keeps_the_machines(
    ward, asked_home, helper, give, lists, team
):
    helper(), helper("lan"), helper("it", role="it")
    gone = helper("gone")
    gone.row.revoked_at = MORNING
    gone.row.save()
    assert give(asked_home(), team=team) is None
    assert sorted(one.helper for one in lists()) == ["h-lan", "h-tai"]


def test_a_list_goes_to_machines_of_the_helpers_own_points_alone(asked_home, helper, give, lists):
    elsewhere, anywhere = helper("far", points=("KP9",)), helper("lan", points=())
    give(asked_home(), to=elsewhere)
    give(asked_home(), to=anywhere)
    assert [one.helper for one in lists()] == ["h-lan"]


def test_whoever_has_an_old_pin_has_no_list_until_a_new_one_is_made(
    ward, clerk, asked_home, helper, give, lists
):
    tai = helper()
    models.Person.objects.update(lock_public=None)
    give(asked_home(), to=tai)
    assert lists() == ()
    tai.row.refresh_from_db()
    tai.pin = badges.make_pin(ward.site, clerk, tai.row, tai.badge.digits).pin
    assert len(open_list(lists()[0], key_of(tai)).stops) == 1


def test_lists_are_of_today_and_the_days_that_come_and_of_no_other(asked_home, helper, give, lists, ward):
    tai = helper()
    give(asked_home(), to=tai, day=TODAY)
    give(asked_home(), to=tai, day=TODAY + timedelta(days=3))
    give(asked_home(), to=tai, day=TODAY + timedelta(days=4))
    assert [one.day for one in lists()] == ["2026-11-16", "2026-11-19"]
    ward.clock.advance(24 * 3600)
    assert [one.day for one in lists()] == ["2026-11-19", "2026-11-20"]


def test_a_home_that_is_not_visited_any_more_is_on_no_list(ward, clerk, asked_home, helper, give, lists):
    tai, visit = helper(), asked_home()
    give(visit, to=tai)
    assert mark(ward.site, clerk, seen(visit), "unplan")
    assert lists() == ()
    assert not mark(ward.site, clerk, seen(visit), "unplan")


def test_a_dossier_from_a_revoked_machine_is_given_to_nobody(ward, asked_home, helper, give, lists):
    visit = asked_home(signer=ward.revoked)
    assert give(visit, to=helper()) == "changed"
    assert lists() == ()


def test_strangers_and_revoked_machines_get_no_list_and_an_old_question_none(
    ward, asked_home, helper, give, lists
):
    give(asked_home(), to=helper())
    assert lists(ward.stranger) == "refused"
    assert lists(ward.revoked) == "refused"
    assert lists(at=ward.clock.now() - timedelta(hours=1)) == "stale"
    assert not models.HomeAct.objects.filter(what="list").exists()


def test_which_machine_was_given_whose_list_is_on_record_once(ward, asked_home, helper, give, lists):
    tai, visit = helper(), asked_home()
    give(visit, to=tai)
    lists(), lists()
    act = models.HomeAct.objects.get(what="list")
    assert (act.visit, act.person, act.kiosk.kiosk_id, act.day) == (visit, tai.row, "kiosk-a", TODAY)


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({}, "who"),
        ({"day": None}, "day"),
        ({"day": date(2026, 11, 15)}, "day"),
        ({"day": date(2027, 11, 15)}, "day"),
        ({"at": "25:00"}, "time"),
        ({"bring": ("gold",)}, "changed"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(asked_home, helper, give, wish, reason):
    visit, to = asked_home(), helper()
    assert give(visit, **({"to": to} if wish else {}), **wish) == reason
    visit.refresh_from_db()
    assert visit.state == "asked"
    assert not models.HomeAct.objects.exists()


def test_nobody_is_given_more_homes_than_a_list_holds(ward, asked_home, helper, give, team):
    tai, visits = helper(), [asked_home() for _ in range(3)]
    models.HomeVisit.objects.filter(pk=visits[0].pk).update(state="planned", team=team, day=TODAY)
    others = [
        models.Dossier(
            ward=ward.site.ward,
            dossier_id=f"{at:032x}",
            kiosk=visits[0].dossier.kiosk,
            protocol=1,
            sealed=b"",
            sealed_sha256=b"",
            signature=b"",
            received_at=MORNING,
            updated_at=MORNING,
        )
        for at in range(STOPS_LIMIT - 2)
    ]
    for dossier in models.Dossier.objects.bulk_create(others):
        models.HomeVisit.objects.create(
            ward=ward.site.ward,
            visit_id=dossier.dossier_id,
            dossier=dossier,
            state="planned",
            person=tai.row,
            day=TODAY,
            updated_at=MORNING,
        )
    assert give(visits[1], visits[2], to=tai) == "full"
    assert give(visits[1], to=tai) is None


def test_of_two_officers_who_plan_the_same_home_one_is_told(ward, clerk, asked_home, helper):
    tai, lan, visit = helper(), helper("lan"), asked_home()
    before = seen(visit)
    wish = {"team": None, "day": TODAY, "at": "", "bring": ()}
    assert plan(ward.site, clerk, [before], Plan(person=tai.row, **wish)) is None
    assert plan(ward.site, clerk, [before], Plan(person=lan.row, **wish)) == "changed"
    visit.refresh_from_db()
    assert visit.person == tai.row


def test_the_roster_carries_what_is_needed_to_derive_the_key_and_the_first_roster_brings_it(ward, helper):
    tai = helper()
    (known,) = rosters.read(ward.site, rosters.current(ward.site)).helpers
    assert open_lock(known.day_lock, tai.pin, tai.badge).raw == key_of(tai)
    assert open_lock(known.day_lock, tai.pin, new_badge(ward.site.ids.random_bytes)) is None
    assert parse_badge(tai.badge.digits) == tai.badge
    fresh = models.Person()
    rosters.set_pin(fresh, known.pin, known.day_lock)
    assert rosters.lock_of(fresh) == known.day_lock
