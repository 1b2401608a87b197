"""The attacks on updates by names, by what is in an archive, and by a stick."""

from __future__ import annotations

import io
import os
import shutil
import tarfile
from collections.abc import Callable

from tuf.api.metadata import Targets

from kiosk.updates.types import Refused, Unreached
from tests.updates.forging import (
    World,
    attack,
    on_stick,
    replace_path,
    say,
    taken_as,
    taken_with,
)

# ---- names and archives


@attack("a release for another product, signed by ours", Refused("wrong-product"))
def other_product(world: World):
    world.relist(lambda targets: say(targets, product="support-point-desk"))
    return world.take()


@attack("a release that says of itself another product", Refused("wrong-product"))
def other_product_within(world: World):
    return taken_with(world, within={"product": "support-point-desk"})


@attack("an old release under a new number", Refused("wrong-product"))
def renamed(world: World):
    def change(targets: Targets) -> None:
        target = targets.targets["app/2026.9.tar"] = replace_path(targets, "app/2026.9.tar")
        target.unrecognized_fields["custom"]["version"] = "2026.9"
        place = world.office.repository / "targets" / target.get_prefixed_paths()[0]
        shutil.copy(world.archive(), place)

    world.relist(change)
    return world.take()


NAMES = (
    "app/../../../etc/cron.d/kiosk", "app/..", "app/", "app//2026.9.tar", "app/2026.9.tar/", "app/./2026.9.tar",
    "app/2026.9.tar\n", "app/2026.9.tar\0.tar", "app/%2e%2e/2026.9.tar", "app/2026.9", "app/2026.009.tar",
    "app/٢٠٢٦.9.tar", "app/2026.9.0.tar", "app/latest.tar", "app/-2026.9.tar", "app/C:2026.9.tar", "app/2026.9.TAR",
)  # fmt: skip
"""Names that a signed list could hold and none of ours does."""


def named(name: str) -> Callable[[World], object]:
    def run(world: World):
        def change(targets: Targets) -> None:
            targets.targets[name] = replace_path(targets, name)

        world.relist(change)
        return world.take()

    return run


for each in NAMES:
    attack(f"a release listed as {each!r}", Refused("wrong-name"))(named(each))


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", data: bytes = b"x") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    info.size = len(data) if kind == tarfile.REGTYPE else 0
    return info


ENTRIES: dict[str, tuple[tarfile.TarInfo, ...]] = {
    "a link to /etc": (entry("kiosk/etc", tarfile.SYMTYPE, "/etc"),),
    "a link beside it": (entry("kiosk/b", tarfile.SYMTYPE, "a"),),
    "a link, and a file through it": (entry("kiosk/d", tarfile.SYMTYPE, "/tmp"), entry("kiosk/d/f")),
    "a second name of a file": (entry("kiosk/hard", tarfile.LNKTYPE, "pyproject.toml"),),
    "a second name of /etc/shadow": (entry("kiosk/hard", tarfile.LNKTYPE, "/etc/shadow"),),
    "a disk": (entry("kiosk/disk", tarfile.BLKTYPE),),
    "a device": (entry("kiosk/null", tarfile.CHRTYPE),),
    "a pipe": (entry("kiosk/pipe", tarfile.FIFOTYPE),),
    "a name from the root": (entry("/etc/cron.d/kiosk"),),
    "a name upwards": (entry("../kiosk"),),
    "a name up and down": (entry("kiosk/../../kiosk"),),
    "a name that stands": (entry("kiosk/./a"),),
    "two slashes": (entry("kiosk//a"),),
    "a backslash": (entry("kiosk\\..\\a"),),
    "a drive": (entry("C:kiosk"),),
    "a line's end": (entry("kiosk/a\nb"),),
    "the same file twice": (entry("kiosk/twice"), entry("kiosk/twice")),
    "a file under a file": (entry("kiosk/f"), entry("kiosk/f/g")),
    "a file in place of a folder": (entry("kiosk/g/h"), entry("kiosk/g")),
    "a name of a thousand letters": (entry("kiosk/" + "a" * 1000),),
    "a hundred folders": (entry("a/" * 100 + "b"),),
    "a kind of its own": (entry("kiosk/x", b"Z"),),
}


def holding(extra: tuple[tarfile.TarInfo, ...]) -> Callable[[World], object]:
    return lambda world: taken_with(world, extra=extra)


for each, members in ENTRIES.items():
    attack(f"a release that holds {each}", Refused("archive"))(holding(members))


@attack("an archive packed small", Refused("archive"))
def packed(world: World):
    import gzip

    return taken_as(world, gzip.compress(world.archive().read_bytes()))


@attack("an archive that says it holds more than it does", Refused("archive"))
def boasting(world: World):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:") as tar:
        info = tarfile.TarInfo("release.toml")
        info.size = 2**40
        tar.addfile(info)
    return taken_as(world, data.getvalue())


@attack("an archive of nothing", Refused("archive"))
def hollow(world: World):
    return taken_as(world, b"\0" * 10240)


# ---- sticks


@attack("a stick on which a list is a link into the machine", Unreached("missing"))
def linked_stick(world: World):
    stick = on_stick(world)
    secret = world.folder / "secret"
    shutil.move(stick / "metadata" / "timestamp.json", secret)
    (stick / "metadata" / "timestamp.json").symlink_to(secret)
    return world.machine.take(stick)


@attack("a stick whose folder is a link into the machine", Unreached("missing"))
def linked_folder(world: World):
    stick = on_stick(world)
    shutil.move(stick / "metadata", world.folder / "elsewhere")
    (stick / "metadata").symlink_to(world.folder / "elsewhere")
    return world.machine.take(stick)


@attack("a stick on which a release is a pipe that nobody fills", Unreached("missing"))
def piped_stick(world: World):
    stick = on_stick(world)
    (release,) = (stick / "targets" / "app").iterdir()
    release.unlink()
    os.mkfifo(release)
    return world.machine.take(stick)


@attack("a stick on which a list is a device that never ends", Unreached("missing"))
def device_stick(world: World):
    stick = on_stick(world)
    (stick / "metadata" / "timestamp.json").unlink()
    (stick / "metadata" / "timestamp.json").symlink_to("/dev/zero")
    return world.machine.take(stick)


@attack("a stick filled half-way: the release is cut", Refused("tampered"))
def cut_stick(world: World):
    stick = on_stick(world)
    (release,) = (stick / "targets" / "app").iterdir()
    os.truncate(release, 1000)
    return world.machine.take(stick)


@attack("a stick filled half-way: the release is missing", Unreached("missing"))
def bare_stick(world: World):
    stick = on_stick(world)
    shutil.rmtree(stick / "targets")
    return world.machine.take(stick)


@attack("no stick", Unreached("missing"))
def no_stick(world: World):
    return world.machine.take(world.folder / "nowhere")
