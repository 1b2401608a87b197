"""What a kiosk takes of an honest repository: by HTTP or from a stick, for its ring, and no more than once."""

import hashlib
import resource
from datetime import timedelta

from tuf.api.metadata import Targets

from kiosk.updates import archives
from kiosk.updates.types import Installed, Pack, Refused, Release, Unreached, UpToDate
from kiosk.updates.verify import pack_name
from tests.updates.repositories import WARD, version


def test_a_kiosk_takes_the_highest_release_of_its_ring(office, server, machine):
    office.publish("2026.9")
    office.publish("2026.10")
    taken = machine.take(server)
    assert isinstance(taken, Release)
    assert (taken.version, taken.ring) == (version("2026.10"), 0)
    assert hashlib.sha256(taken.archive.read_bytes()).hexdigest() == taken.sha256
    assert taken.archive.stat().st_size == taken.length


def test_what_was_taken_says_of_itself_what_was_said_of_it(office, server, machine, tmp_path):
    office.publish("2026.10", served_from=13)
    taken = machine.take(server)
    assert taken.served_from == 13
    assert archives.lay_out(taken.archive, tmp_path / "laid") is None
    assert Installed.read(tmp_path / "laid") == Installed(
        version("2026.10"), version("2026.1"), taken.built, 14, (0, 14), 13
    )
    assert (tmp_path / "laid" / "deploy" / "try").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "laid" / "kiosk" / "__init__.py").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "laid" / "wheels" / "small-1-py3-none-any.whl").is_file()


def test_a_release_reaches_a_ring_only_when_it_is_promoted(office, server, machine):
    machine.ring = 1
    office.publish("2026.9", ring=0)
    office.publisher.promote(version("2026.9"), 1)
    office.publish("2026.10", ring=0)
    assert machine.take(server).version == version("2026.9")
    office.publisher.promote(version("2026.10"), 1)
    assert machine.take(server).version == version("2026.10")


def test_a_release_that_is_withdrawn_is_taken_by_nobody(office, server, machine):
    office.publish("2026.9")
    office.publish("2026.10")
    office.publisher.withdraw(version("2026.10"))
    assert machine.take(server).version == version("2026.9")


def test_who_runs_a_withdrawn_release_goes_back_to_the_one_before(office, server, machine):
    office.publish("2026.9")
    office.publish("2026.10")
    machine.runs = "2026.10"
    assert machine.take(server) == UpToDate()
    office.publisher.withdraw(version("2026.10"))
    assert machine.take(server).version == version("2026.9")


def test_a_kiosk_three_releases_behind_takes_the_newest(office, server, machine):
    for text in ("2026.2", "2026.3", "2026.4", "2026.5"):
        office.publish(text)
    machine.runs = "2026.2"
    assert machine.take(server).version == version("2026.5")


def test_who_is_too_far_behind_goes_by_way_of_a_release_that_can_read_their_store(office, server, machine):
    office.publish("2026.2", schema=14)
    office.publish("2026.3", schema=20)
    office.publish("2026.4", schema=21, served_from=20)
    machine.schema = machine.served_from = 18
    assert machine.take(server).version == version("2026.3")
    machine.schema = 20
    assert machine.take(server).version == version("2026.4")


def test_an_up_to_date_kiosk_fetches_no_release(office, server, machine):
    office.publish("2026.9")
    machine.runs = "2026.9"
    assert machine.take(server) == UpToDate()
    assert not [path for path, _ in server.asked if path.startswith("/targets")]


def test_what_lies_here_whole_is_not_fetched_again(office, server, machine):
    office.publish("2026.9")
    first = machine.take(server)
    server.asked.clear()
    assert machine.take(server) == first
    assert not [path for path, _ in server.asked if path.startswith("/targets")]


def test_without_a_network_nothing_is_taken_and_nothing_lost(office, server, machine):
    office.publish("2026.9")
    server.close()
    assert machine.take(server) == Unreached("offline")


def test_a_stick_brings_the_same_as_the_network(office, server, machine, tmp_path):
    office.publish("2026.9")
    office.publisher.usb(tmp_path / "stick")
    taken = machine.take(tmp_path / "stick")
    assert taken.version == version("2026.9")
    machine.runs = "2026.9"
    assert machine.take(server) == UpToDate()


def test_after_a_stick_the_network_is_believed_again(office, server, machine, tmp_path):
    office.publish("2026.9")
    office.publisher.usb(tmp_path / "stick")
    machine.take(tmp_path / "stick")
    office.publish("2026.10")
    assert machine.take(server).version == version("2026.10")


def test_a_ward_changes_a_fee_without_a_new_release(office, server, machine):
    office.content(text="format: 1\n")
    taken = machine.take_content(server)
    assert isinstance(taken, Pack)
    assert (taken.number, archives.read_file(taken.archive, "ward.yaml")) == (1, b"format: 1\n")
    assert machine.take_content(server, have=1) == UpToDate()
    office.content(text="format: 1\nprocedures: {}\n")
    assert machine.take_content(server, have=1).number == 2


def test_a_ward_that_has_published_nothing_has_nothing_newer(server, machine):
    assert machine.take_content(server) == UpToDate()
    assert machine.take_content(server, ward="00001") == UpToDate()


def test_a_disk_that_takes_no_more_is_said_so_and_the_download_goes_on_once_there_is_room(
    office, server, machine
):
    office.publish("2026.9")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, usual[1]))
    try:
        assert machine.take(server) == Refused("disk")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    # how much came to the disk before it refused depends on how the line cut it
    kept = any(part.stat().st_size for part in machine.folder.rglob("*.part"))
    server.asked.clear()
    assert isinstance(machine.take(server), Release)
    assert [wanted != "" for path, wanted in server.asked if path.endswith(".tar")] == [kept]


def test_a_machine_without_its_pinned_root_believes_nothing(office, server, machine):
    office.publish("2026.9")
    repository = machine.of(server)
    repository.place.trust.unlink()
    assert repository.look() == Refused("disk")


def test_what_is_kept_of_the_hour_may_be_damaged_and_the_releases_own_hour_stays(office, server, machine):
    office.publish("2026.9")
    machine.take(server)
    (machine.folder / "home" / "time-floors.json").write_text("{")
    assert isinstance(machine.take(server), Release)
    machine.built = office.now() + timedelta(days=30)
    assert machine.take(server) == Refused("frozen")


def test_content_that_stands_in_the_list_of_releases_itself_is_taken_too(office, server, machine):
    """Who signs releases may sign anything; no ward's list is asked then."""
    office.content()
    lists = office.lists
    targets, content = lists.latest(Targets), lists.content(WARD)
    name = pack_name(WARD, "procedures")
    targets.targets[name] = content.targets[name]
    lists.sign_targets(targets)
    lists.refresh()
    assert isinstance(machine.take_content(server), Pack)
