"""Installing: a release serves when it was made whole, tried twice, and nobody stood before the kiosk."""

import os
import subprocess
from datetime import timedelta

import pytest

from kiosk.updates.installing import making
from kiosk.updates.installing.bringing import Avoided
from kiosk.updates.installing.house import House
from kiosk.updates.installing.installer import Waits
from kiosk.updates.types import Refused, Unreached, UpToDate
from tests.updates.houses import FIRST, locked, publish, started
from tests.updates.repositories import version


def test_a_release_is_made_tried_switched_to_and_tried_again(box, works):
    publish(works, "2026.2")
    entry = box.take(works.repository)
    assert (entry.came, entry.name, entry.former) == ("installed", "2026.2", FIRST)
    assert box.probes == ["2026.2", "2026.2"]
    assert box.starts == ["2026.2"]
    assert (box.house.current(), box.house.previous()) == ("2026.2", FIRST)
    assert isinstance(box.take(works.repository), UpToDate)
    assert not box.left_over()


def test_a_release_that_does_not_come_up_is_given_up_before_anybody_sees_it(box, works):
    publish(works, "2026.2", "never")
    entry = box.take(works.repository)
    assert (entry.came, entry.code) == ("given-up", "journey")
    assert box.starts == []
    assert (box.house.current(), box.standing()) == (FIRST, {FIRST})


def test_a_release_that_serves_badly_once_it_serves_is_left_by_itself(box, works):
    publish(works, "2026.2")
    box.take(works.repository)
    publish(works, "2026.3", "current")
    entry = box.take(works.repository)
    assert (entry.came, entry.name, entry.former, entry.code) == (
        "rolled-back",
        "2026.3",
        "2026.2",
        "journey",
    )
    assert box.starts == ["2026.2", "2026.3", "2026.2"]
    assert (box.house.current(), box.house.previous()) == ("2026.2", FIRST)
    assert box.standing() == {"2026.2", FIRST}


def test_a_kiosk_that_does_not_come_up_again_is_given_back_what_served(box, works, monkeypatch):
    publish(works, "2026.2")
    answers = iter(["silent", "ready"])
    monkeypatch.setattr(box, "restart", lambda _seconds: next(answers))
    entry = box.take(works.repository)
    assert (entry.came, entry.code) == ("rolled-back", "start")
    assert box.house.current() == FIRST


@pytest.mark.full
def test_what_was_left_is_not_taken_again_until_somebody_asks_for_it_or_there_is_a_newer_one(box, works):
    publish(works, "2026.2", "never")
    entry = box.take(works.repository)
    assert box.take(works.repository) == Avoided(entry)
    box.again = True
    assert box.take(works.repository).came == "given-up"
    box.again = False
    publish(works, "2026.3")
    assert box.take(works.repository).came == "installed"


def test_a_full_disk_is_no_reason_not_to_try_again(box, works, monkeypatch):
    publish(works, "2026.2")
    with monkeypatch.context() as full:
        full.setattr(making, "_has_room", lambda *_: False)
        assert box.take(works.repository).code == "disk"
    assert box.take(works.repository).came == "installed"


def test_nobody_is_interrupted(box, works):
    publish(works, "2026.2")
    box.occupied = 3
    assert box.take(works.repository).came == "installed"
    assert box.time == 15.0


def test_who_comes_in_the_moment_of_the_switch_is_served_by_what_served_so_far(box, works):
    publish(works, "2026.2")
    box.rushed = 2
    assert box.take(works.repository).came == "installed"
    assert box.time == 10.0
    assert (box.house.current(), box.house.previous(), box.starts) == ("2026.2", FIRST, ["2026.2"])


@pytest.mark.full
def test_where_somebody_stands_all_the_time_it_waits_for_another_night(box, works):
    publish(works, "2026.2")
    box.occupied = 1000
    assert box.take(works.repository) == Waits("2026.2")
    assert (box.house.current(), box.starts) == (FIRST, [])
    box.occupied = 0
    assert box.take(works.repository).came == "installed"
    assert box.probes == ["2026.2", "2026.2", "2026.2"]


def test_what_stands_ready_serves_also_when_the_repository_is_gone(box, works, tmp_path):
    works.publisher.usb(tmp_path / "stick")
    publish(works, "2026.2")
    works.publisher.usb(tmp_path / "stick")
    box.occupied = 1000
    assert isinstance(box.take(tmp_path / "stick"), Waits)
    box.occupied = 0
    assert box.take(tmp_path / "no-stick").came == "installed"


@pytest.mark.full
def test_what_stands_ready_and_was_withdrawn_never_serves(box, works):
    publish(works, "2026.2")
    box.occupied = 1000
    box.take(works.repository)
    works.publisher.withdraw(version("2026.2"))
    box.occupied = 0
    assert isinstance(box.take(works.repository), UpToDate)
    assert (box.house.current(), box.standing()) == (FIRST, {FIRST})


@pytest.mark.full
def test_a_withdrawn_release_is_left_for_the_one_before(box, works):
    publish(works, "2026.2")
    box.take(works.repository)
    works.publisher.withdraw(version("2026.2"))
    assert box.take(works.repository).came == "installed"
    assert (box.house.current(), box.house.previous()) == (FIRST, "2026.2")


@pytest.mark.full
def test_at_most_three_releases_stand_and_two_of_them_for_long(box, works):
    seen = []
    for text in ("2026.2", "2026.3", "2026.4"):
        publish(works, text)
        box.take(works.repository)
        seen.append(box.standing())
    assert seen == [{FIRST, "2026.2"}, {"2026.2", "2026.3"}, {"2026.3", "2026.4"}]


def test_somebody_goes_back_and_is_not_brought_forward_again_at_night(box, works):
    publish(works, "2026.2")
    box.take(works.repository)
    entry = box.installer.go_back()
    assert (entry.came, entry.name, entry.former) == ("gone-back", FIRST, "2026.2")
    assert (box.house.current(), box.house.previous()) == (FIRST, "2026.2")
    assert started(box.house.place / "current") == FIRST
    assert box.take(works.repository) == Avoided(entry)
    publish(works, "2026.3")
    assert box.take(works.repository).name == "2026.3"


@pytest.mark.full
def test_nobody_goes_back_below_the_floor(box, works):
    publish(works, "2026.2", floor="2026.2")
    box.take(works.repository)
    assert box.installer.go_back() == Refused("below-floor")
    assert box.house.current() == "2026.2"


def test_without_a_release_before_there_is_nothing_to_go_back_to(box):
    assert box.installer.go_back() == Refused("older-repository")


@pytest.mark.full
def test_a_kiosk_three_releases_behind_takes_the_newest_at_once(box, works):
    for text in ("2026.2", "2026.3", "2026.4"):
        publish(works, text)
    assert started(box.house.place / "current") == FIRST
    assert box.take(works.repository).name == "2026.4"


def test_a_kiosk_whose_repository_is_out_of_date_keeps_serving(box, works):
    publish(works, "2026.2")
    box.updater.ahead = timedelta(days=60)
    assert box.take(works.repository) == Refused("frozen")
    assert started(box.house.place / "current") == FIRST
    assert (box.starts, box.probes) == ([], [])


@pytest.mark.parametrize("cut", ["targets", "metadata"])
def test_a_stick_that_is_pulled_out_half_way_changes_nothing_and_is_taken_when_it_is_back(
    box, works, tmp_path, cut
):
    publish(works, "2026.2")
    works.publisher.usb(tmp_path / "stick")
    pulled = tmp_path / "stick" / cut
    pulled.rename(tmp_path / "pulled")
    assert isinstance(box.take(tmp_path / "stick"), Unreached)
    assert (box.house.current(), box.standing(), box.left_over()) == (FIRST, {FIRST}, set())
    (tmp_path / "pulled").rename(pulled)
    assert box.take(tmp_path / "stick").came == "installed"


def test_libraries_come_from_the_release_and_from_nowhere_else(box, works):
    lock = works.source / "deploy" / "locks" / "runtime.txt"
    lock.write_text(lock.read_text() + "msgspec==0.22.0 --hash=sha256:" + "0" * 64 + "\n")
    publish(works, "2026.2")
    assert box.take(works.repository).code == "wheels"
    assert box.standing() == {FIRST}
    assert not box.left_over()


@pytest.mark.full
def test_of_wheels_for_several_pythons_the_one_for_this_machine_is_taken(box, works):
    for tag in ("cp39", "cp3999"):
        (works.wheels / f"small-1-{tag}-{tag}-any.whl").write_bytes(tag.encode())
    locked(works)
    publish(works, "2026.2")
    assert box.take(works.repository).came == "installed"


TOLD = {"pyvenv.cfg", "direct_url.json"}
"""Say where they were made, and nothing that runs asks them."""


def test_what_was_made_can_be_read_by_the_accounts_of_the_kiosk_and_holds_no_word_of_where_it_was_made(
    box, works
):
    publish(works, "2026.2")
    mask = os.umask(0o077)  # as every command of the kiosk sets it
    try:
        assert box.take(works.repository).came == "installed"
    finally:
        os.umask(mask)
    release = box.house.folder("2026.2")
    assert release.stat().st_mode & 0o055 == 0o055
    for each in release.rglob("*"):
        if not each.is_symlink():
            assert each.stat().st_mode & 0o044 == 0o044, each
            if each.is_file() and each.parent.name != "wheels":
                assert b".part" not in each.read_bytes() or each.name in TOLD, each


def test_one_updater_works_at_a_time_also_when_one_was_killed_and_its_programs_go_on(box):
    with box.house.held(0.0) as first:
        assert first is not None
        orphan = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=(first,))
    with box.house.held(0.0) as second:
        assert second is None
    orphan.communicate()
    with box.house.held(0.0) as third:
        assert third is not None


def test_a_tree_that_stands_in_no_house_has_none(box, works):
    assert House.around(works.source, box.house.home) is None
    assert House.around(box.house.folder(FIRST), box.house.home) == box.house


def test_what_came_of_updates_is_kept_also_when_the_file_is_torn(box, works):
    publish(works, "2026.2")
    box.take(works.repository)
    assert [each.came for each in box.book.read().history] == ["installed"]
    (box.house.home / "updates.json").write_bytes(b'{"under_way":')
    assert isinstance(box.take(works.repository), UpToDate)
