"""The attacks on updates that come by the network, each with what must come of it."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta

from kiosk.updates.over_http import Pace
from kiosk.updates.types import Refused, Release, Unreached, UpToDate
from tests.updates.forging import (
    World,
    attack,
    copied,
    custom,
    drip,
    endless,
    moved,
    number,
    raise_version,
    sends,
    silence,
    stall,
    trickle,
)
from tests.updates.repositories import WARD, version

OTHER = "00001"


# ---- other bytes


@attack("one bit of a release turned", Refused("tampered"))
def turned(world: World):
    data = bytearray(world.archive().read_bytes())
    data[len(data) // 2] ^= 1
    world.archive().write_bytes(data)
    return world.take()


@attack("one bit of the list of releases turned", Refused("tampered"))
def turned_list(world: World):
    path = max((world.office.repository / "metadata").glob("*.targets.json"))
    path.write_bytes(path.read_bytes().replace(b"2026.2", b"2026.3"))
    return world.take()


@attack("a timestamp with other words under the same signature", Refused("signature"))
def turned_timestamp(world: World):
    path = world.office.repository / "metadata" / "timestamp.json"
    said = json.loads(path.read_text())
    said["signed"]["version"] += 1
    path.write_text(json.dumps(said))
    return world.take()


@attack("a network's log-in page in place of everything", Refused("malformed"))
def portal(world: World):
    world.server.instead[""] = sends(b"<html>Xin moi dang nhap</html>")
    return world.take()


@attack("a way to somewhere else (redirect)", Unreached("missing"))
def redirected(world: World):
    world.server.instead["timestamp.json"] = moved
    return world.take()


# ---- more bytes, or too few of them


@attack("a release longer than was signed", Refused("too-long"))
def oversized(world: World):
    with world.archive().open("ab") as file:
        file.write(b"\0" * 4096)
    return world.take()


@attack("a timestamp of a megabyte", Refused("too-long"))
def oversized_list(world: World):
    world.server.instead["timestamp.json"] = sends(b" " * 1024 * 1024)
    return world.take()


@attack("a timestamp that never ends", Refused("too-long"))
def endless_list(world: World):
    world.server.instead["timestamp.json"] = endless
    return world.take()


@attack("a release that never ends", Refused("too-long"))
def endless_release(world: World):
    world.server.instead[".tar"] = endless
    return world.take()


@attack("a release of a terabyte, signed", Refused("too-long"))
def terabyte(world: World):
    world.relist(lambda targets: setattr(targets.targets["app/2026.2.tar"], "length", 2**40))
    return world.take()


@attack("a release byte by byte", Refused("too-slow"))
def slow(world: World):
    world.server.instead[".tar"] = drip
    world.machine.clock.step = 3.0
    return world.take()


@attack("an answer that never begins", Refused("too-slow"))
def silent(world: World):
    world.server.instead["timestamp.json"] = silence
    world.machine.pace = Pace(patience=0.3)
    return world.take()


@attack("an answer whose head trickles", Refused("too-slow"))
def trickling_head(world: World):
    world.server.instead["timestamp.json"] = trickle
    world.machine.pace = Pace(patience=0.3)
    return world.take()


@attack("a release that stops half-way and holds the line", Refused("too-slow"))
def stalled(world: World):
    world.server.instead[".tar"] = stall
    world.machine.pace = Pace(patience=0.3)
    return world.take()


# ---- older, or standing still


@attack("yesterday's repository", Refused("rolled-back"))
def rolled_back(world: World):
    former = world.office.as_it_is(world.folder / "former")
    world.office.publish("2026.3")
    world.machine.take(world.server)
    world.server.folder = former
    return world.take()


@attack("a repository that stands still for eight days", Refused("frozen"))
def frozen(world: World):
    world.office.ahead = timedelta(days=-8)
    world.office.publish("2026.3")
    return world.take()


@attack("a stick's timestamp brought by the network", Refused("frozen"))
def stick_on_line(world: World):
    world.office.publisher.usb(world.folder / "stick")
    world.server.folder = world.folder / "stick"
    return world.take()


@attack("a stick of 46 days ago", Refused("frozen"))
def old_stick(world: World):
    world.office.ahead = timedelta(days=-46)
    world.office.publisher.usb(world.folder / "stick")
    return world.machine.take(world.folder / "stick")


@attack("a new timestamp over the snapshot of before", Refused("tampered"))
def mixed(world: World):
    metadata = world.office.repository / "metadata"
    former = max(metadata.glob("*.snapshot.json"), key=number).read_bytes()
    world.office.publish("2026.3")
    max(metadata.glob("*.snapshot.json"), key=number).write_bytes(former)
    return world.take()


@attack("a new snapshot over the list of before", Refused("tampered"))
def mixed_list(world: World):
    metadata = world.office.repository / "metadata"
    former = max(metadata.glob("*.targets.json"), key=number).read_bytes()
    world.office.publish("2026.3")
    max(metadata.glob("*.targets.json"), key=number).write_bytes(former)
    return world.take()


@attack("cache wiped, and a repository from before the installed release", Refused("older-repository"))
def wiped(world: World):
    former = world.office.as_it_is(world.folder / "former")
    world.office.publish("2026.3")
    world.machine.take(world.server)
    world.machine.runs = "2026.3"
    world.machine.wipe()
    world.server.folder = former
    return world.take()


@attack("cache wiped, and an empty repository of ours", UpToDate())
def wiped_empty(world: World):
    world.machine.runs, world.machine.folder = "2026.3", world.folder / "another"
    world.relist(lambda targets: targets.targets.clear())
    return world.take()


@attack("clock set back, and a repository that has ended since", Refused("frozen"))
def set_back(world: World):
    former = world.office.as_it_is(world.folder / "former")
    world.machine.ahead = timedelta(days=10)
    world.office.ahead = timedelta(days=10)
    world.office.publish("2026.3")
    world.take()
    shutil.rmtree(world.machine.folder / "home" / "metadata")
    world.machine.ahead, world.server.folder = timedelta(), former
    return world.take()


@attack("clock set back, cache wiped, and a repository from before the release was built", Refused("frozen"))
def set_back_wiped(world: World):
    world.machine.built = datetime.now(UTC) + timedelta(days=20)
    return world.take()


@attack("the installed release withdrawn, and only one below the floor left", Refused("below-floor"))
def below_floor(world: World):
    world.office.publish("2026.3")
    world.office.publisher.withdraw(version("2026.3"))
    world.machine.runs = world.machine.floor = "2026.3"
    return world.take()


@attack("a release that cannot read what is stored", Refused("unreadable-store"))
def unreadable(world: World):
    world.machine.schema = world.machine.served_from = 99
    return world.take()


@attack("a release that would change the store for good", Refused("no-way-back"))
def no_way_back(world: World):
    world.machine.runs = "2026.2"
    world.office.publish("2026.3", schema=15, served_from=15)
    return world.take()


@attack("a ward's content of a lower number", Refused("rolled-back"))
def older_content(world: World):
    world.office.content()
    return world.machine.take_content(world.server, have=2)


@attack("a ward's list that has ended, under fresh ones", Refused("frozen"))
def ended_content(world: World):
    world.office.content()
    world.office.ahead = timedelta(days=-500)
    lists = world.office.lists
    lists.sign_content(WARD, lists.content(WARD))
    world.office.ahead = timedelta()
    lists.refresh()
    return world.machine.take_content(world.server)


# ---- the wrong hands


@attack("a release signed by nobody's key", Refused("signature"))
def stranger(world: World):
    world.forge(world.thief())
    return world.take()


@attack("a release signed with stolen timestamp and snapshot keys", Refused("signature"))
def stolen_online(world: World):
    world.forge(world.thief("timestamp", "snapshot"))
    return world.take()


@attack("a release in the list of a ward, with its key and the online ones stolen", Release)
def ward_release(world: World):
    """The honest 2026.2 is taken, the forged one in the ward's list is not even seen."""
    thief = world.thief(f"content-{WARD}", "timestamp", "snapshot")
    content = thief.lists.content(WARD)
    thief.lists.add(content, "app/2026.66.tar", copied(world.archive(), world.folder), custom("2026.66"))
    thief.lists.sign_content(WARD, content)
    thief.lists.refresh()
    taken = world.take()
    return taken if isinstance(taken, Release) and taken.version == version("2026.2") else "forged"


@attack("the list of releases signed with a ward's key", Refused("signature"))
def ward_targets(world: World):
    thief = world.thief(f"content-{WARD}", "timestamp", "snapshot")
    shutil.copy(thief.lists.keys.path / f"content-{WARD}.pem", thief.lists.keys.path / "targets.pem")
    world.forge(thief)
    return world.take()


@attack("content of another ward in a ward's list", UpToDate())
def other_ward(world: World):
    thief = world.thief(f"content-{WARD}", "timestamp", "snapshot")
    content = thief.lists.content(WARD)
    said = {"product": "support-point-kiosk", "ward": OTHER, "kind": "procedures", "number": 1}
    archive = copied(world.archive(), world.folder)
    thief.lists.add(content, f"content/{OTHER}/procedures.tar", archive, said)
    thief.lists.sign_content(WARD, content)
    thief.lists.refresh()
    return world.machine.take_content(world.server, ward=OTHER)


@attack("an older list of releases under a snapshot made with stolen keys", Refused("rolled-back"))
def hidden(world: World):
    world.office.publish("2026.3")
    world.take()
    thief = world.thief("timestamp", "snapshot")
    newest = max(thief.lists.metadata.glob("*.targets.json"), key=number)
    newest.unlink()
    snapshot = max(thief.lists.metadata.glob("*.snapshot.json"), key=number)
    said = json.loads(snapshot.read_text())
    said["signed"]["meta"]["targets.json"]["version"] = number(newest) - 1
    snapshot.write_text(json.dumps(said))
    thief.lists.refresh()
    return world.take()


@attack("versions driven up with stolen online keys, cured by new ones", Release)
def fast_forward(world: World):
    thief = world.thief("timestamp", "snapshot")
    for name in ("timestamp.json", "{}.snapshot.json"):
        raise_version(thief.lists, name)
    thief.lists.refresh()
    world.machine.take(world.server)
    world.office.publish("2026.3")
    world.server.folder = world.office.repository
    if world.take() != Refused("rolled-back"):
        return "was not driven up"
    world.office.lists.rotate("timestamp", "snapshot")
    return world.take()


@attack("stolen online keys after they were changed", Refused("signature"))
def stolen_too_late(world: World):
    thief = world.thief("timestamp", "snapshot")
    world.office.lists.rotate("timestamp", "snapshot")
    world.server.folder = world.office.repository
    world.take()
    thief.lists.refresh()
    shutil.copy(thief.lists.metadata / "timestamp.json", world.office.lists.metadata / "timestamp.json")
    path = world.machine.folder / "home" / "metadata" / "timestamp.json"
    path.unlink()
    return world.take()


@attack("a new root signed by one of three", Refused("signature"))
def one_of_three(world: World):
    thief = world.thief("root-1")
    thief.lists.rotate("targets", "snapshot", "timestamp")
    world.forge(thief)
    return world.take()


@attack("a root of three new people, signed by themselves", Refused("signature"))
def own_root(world: World):
    thief = world.thief()
    shutil.rmtree(thief.lists.folder)
    thief.lists.begin()
    world.forge(thief)
    return world.take()
