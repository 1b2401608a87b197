"""The rules beside the signatures, in the corners that no attack comes to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.updates import archives
from kiosk.updates.types import Installed, Refused, UpToDate
from kiosk.updates.verify import Floors, Offer, Said, choose, earliest, pack_name, raised, stale
from tests.updates.repositories import version

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
DAY = timedelta(days=1)
HERE = Installed(version("2026.5"), version("2026.3"), NOW - 100 * DAY, 14, (0, 14), 12)


def offered(text: str, *, rings=(0,), withdrawn=False, schema=14, reads_from=0, served_from=0) -> Offer:
    store = (schema, (reads_from, schema), served_from)
    said = Said("support-point-kiosk", text, rings, withdrawn, *store, "2026.1", NOW)
    return Offer(f"app/{text}.tar", version(text), said)


def test_it_cannot_be_earlier_than_when_the_release_was_built():
    assert earliest(Floors(), HERE) == HERE.built


def test_it_cannot_be_earlier_than_when_the_newest_repository_was_signed():
    assert earliest(Floors(made=NOW), HERE) == NOW


def test_what_the_clock_said_once_counts_for_a_while_beyond_what_was_signed():
    assert earliest(Floors(made=NOW, seen=NOW + 10 * DAY), HERE) == NOW + 10 * DAY


def test_a_clock_that_said_2099_once_keeps_updates_out_for_weeks_and_not_for_ever():
    poisoned = raised(Floors(made=NOW), datetime(2099, 1, 1, tzinfo=UTC), NOW)
    assert earliest(poisoned, HERE) == NOW + 45 * DAY


def test_the_hour_never_falls():
    floors = raised(Floors(made=NOW, seen=NOW), NOW - 5 * DAY, NOW - 6 * DAY)
    assert floors == Floors(NOW, NOW)


def test_a_timestamp_from_the_future_raises_nothing():
    assert raised(Floors(), NOW, NOW + 300 * DAY) == Floors(None, NOW)


def test_a_list_is_stale_at_its_end_and_not_before():
    assert stale([NOW], NOW - DAY, "line", NOW, NOW) == Refused("frozen")
    assert stale([NOW + timedelta(seconds=1)], NOW - DAY, "line", NOW, NOW) is None


def test_a_kiosk_of_a_ring_without_releases_waits_where_the_repository_knows_what_it_runs():
    assert choose([offered("2026.5")], 2, HERE) == UpToDate()
    assert choose([offered("2026.4")], 2, HERE) == Refused("older-repository")


def test_a_kiosk_that_runs_more_than_its_ring_has_stays_where_it_is():
    assert choose([offered("2026.4", rings=(0, 1)), offered("2026.5")], 1, HERE) == UpToDate()


def test_nobody_goes_back_to_what_cannot_read_the_store():
    offers = [offered("2026.5", withdrawn=True), offered("2026.4", schema=11), offered("2026.3")]
    assert choose(offers, 0, HERE) == offers[2]


def test_nobody_goes_below_the_floor_for_a_store_that_only_the_old_can_read():
    offers = [offered("2026.5", withdrawn=True), offered("2026.4", schema=11), offered("2026.2")]
    assert choose(offers, 0, HERE) == Refused("unreadable-store")


def test_a_release_that_knows_fewer_steps_is_gone_back_to_where_the_newer_steps_only_add():
    offers = [offered("2026.5", withdrawn=True), offered("2026.4", schema=12)]
    assert choose(offers, 0, HERE) == offers[1]


def test_a_store_is_not_changed_into_what_the_installed_release_could_not_go_back_to():
    assert choose([offered("2026.6", schema=15, served_from=15)], 0, HERE) == Refused("no-way-back")


def test_what_would_leave_no_way_back_is_reached_by_way_of_a_release_that_knows_both():
    between, after = offered("2026.6", schema=15), offered("2026.7", schema=16, served_from=15)
    assert choose([between, after], 0, HERE) == between
    there = replace(HERE, version=between.version, schema=15)
    assert choose([between, after], 0, there) == after


def test_what_takes_over_no_store_as_old_as_this_is_not_taken():
    assert choose([offered("2026.6", schema=16, reads_from=15)], 0, HERE) == Refused("unreadable-store")


def test_who_is_below_the_floor_of_nobody_goes_on():
    above = replace(HERE, floor=version("2026.9"))
    assert choose([offered("2026.6")], 0, above) == Refused("below-floor")


@pytest.mark.parametrize("ward", ["", "2673", "267345", "26734/..", "2673a", "٢٦٧٣٤"])
def test_what_is_no_ward_has_no_content(ward: str):
    with pytest.raises(ValueError, match="five digits"):
        pack_name(ward, "procedures")


@pytest.mark.parametrize(
    "name", ["kiosk", "kiosk/a.py", "assets/illustrations/sinh con.svg", "a/..b/c..", "..."]
)
def test_a_plain_name_is_taken(name: str):
    assert archives.is_plain(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "/a", "a/../b", "./a", "a//b", "a/.", "a\\b", "a:b", "a\0b", "a\x7f"]
)
def test_a_name_with_a_trick_is_not(name: str):
    assert not archives.is_plain(name)
