"""``kiosk update``: a ward changes a fee without a new release, and nothing unchecked comes into force."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from kiosk import cli
from kiosk.settings import read
from kiosk.wiring import content, ward_content
from kiosk.wiring.showing import gallery
from kiosk.wiring.updating import packs
from tests.caches import lend
from tests.updates.repositories import Office, Server, version

ROOT = Path(__file__).resolve().parents[2]
WARD = "26791"
CERTIFIED = "2.000635"
FEE = 'format: 1\nprocedures:\n  "2.000635":\n    fee: {vi: "{} đồng một bản", en: "{} dong a copy"}\n'
WRONG = 'format: 1\nprocedures:\n  "9.999999":\n    off: true\n'


class Town:
    """A ward that publishes, and one of its kiosks."""

    def __init__(self, folder: Path, caches: Path) -> None:
        self.folder, self.content = folder, folder / "kiosk" / "content"
        self.office = Office(folder / "office")
        self.root = self.office.publisher.keys((WARD,)).read_bytes()
        self.config, self.state = folder / "config", folder / "state"
        lend(caches, self.state / "cache")
        self.settle()

    def settle(self, **more: str) -> None:
        shutil.copytree(ROOT / "config", self.config, dirs_exist_ok=True)
        (self.folder / "root.json").write_bytes(self.root)
        wanted = {
            "trust": self.folder / "root.json", "folder": self.folder / "home", "content": self.content, **more
        }  # fmt: skip
        lines = (self.config / "kiosk.toml").read_text(encoding="utf-8").partition("[updates]")[0]
        lines += "[updates]\n" + "".join(
            f"{name} = {json.dumps(str(value))}\n" for name, value in wanted.items()
        )
        (self.config / "kiosk.toml").write_text(lines, encoding="utf-8")

    @property
    def settings(self):
        return read(self.config, ROOT, self.state)

    def publish(self, text: str) -> None:
        self.office.content(WARD, text)
        self.office.publisher.usb(self.folder / "stick")

    def update(self, act: str = "content", *, from_stick: bool = True) -> int:
        asked = ["--config", str(self.config), "--state", str(self.state), "update", act, "--lang", "en"]
        return cli.main([*asked, "--stick", str(self.folder / "stick")] if from_stick else asked)

    def fee(self) -> str:
        served = content.serve(self.settings, gallery(self.settings))
        assert not served.is_last_good
        return served.catalogue.procedures[CERTIFIED].fee.vi

    def laid(self) -> set[str]:
        return {each.name for each in self.content.iterdir()} if self.content.exists() else set()


@pytest.fixture
def town(tmp_path, caches):
    return Town(tmp_path, caches)


def fee(amount: str) -> str:
    return FEE.replace("{}", amount, 1).replace("{}", amount.replace(".", ","), 1)


def test_a_fee_that_the_ward_publishes_is_told_from_the_next_start_on(town, capsys):
    before = town.fee()
    town.publish(fee("8.000"))
    assert town.update() == 0
    assert "procedures: number 1 serves" in capsys.readouterr().out
    assert town.fee() == "8.000 đồng một bản" != before
    town.publish(fee("9.000"))
    assert town.update() == 0
    assert town.fee() == "9.000 đồng một bản"


def test_the_network_brings_it_too(town):
    server = Server(town.office.repository)
    try:
        town.settle(url=server.url)
        town.office.content(WARD, fee("8.000"))
        assert town.update(from_stick=False) == 0
    finally:
        server.close()
    assert town.fee() == "8.000 đồng một bản"


def test_content_with_errors_does_not_come_into_force(town, capsys):
    town.publish(fee("8.000"))
    town.update()
    town.publish(WRONG)
    assert town.update() == 1
    assert "(content)" in capsys.readouterr().out
    assert town.fee() == "8.000 đồng một bản"
    assert town.laid() == {"procedures", "procedures-1"}


def test_what_is_in_force_is_not_taken_again(town, capsys):
    town.publish(fee("8.000"))
    town.update()
    assert town.update() == 0
    assert "nothing newer than number 1" in capsys.readouterr().out


def test_one_former_content_is_kept_and_no_more(town):
    for amount in ("1.000", "2.000", "3.000"):
        town.publish(fee(amount))
        town.update()
    assert town.laid() == {"procedures", "procedures-2", "procedures-3"}
    assert not list((town.folder / "home" / "downloads").iterdir())


def test_a_full_disk_leaves_the_former_content_and_says_so(town, monkeypatch, capsys):
    town.publish(fee("8.000"))
    town.update()
    town.publish(fee("9.000"))

    def full(*_args):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as filled:
        filled.setattr(packs.archives, "_write", full)
        assert town.update() == 1
    assert "(disk)" in capsys.readouterr().out
    assert town.laid() == {"procedures", "procedures-1"}
    assert town.fee() == "8.000 đồng một bản"


class CutError(Exception):
    """The power went."""


def cut(*_args, **_kwargs):
    raise CutError


def cut_while_switching(patch, room, name):
    """Let the power go at a step of the switch, and not where others do the same."""
    switch = packs._switch

    def cutting(link, target):
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(room, name, cut)
            switch(link, target)

    patch.setattr(packs, "_switch", cutting)


STEPS = {
    "a file is written": lambda patch: patch.setattr(packs.archives, "_write", cut),
    "names reach the disk": lambda patch: patch.setattr(packs.archives, "settle", cut),
    "it is checked": lambda patch: patch.setattr(packs.load, "review", cut),
    "it is switched": lambda patch: patch.setattr(packs, "_switch", cut),
    "the new name is made": lambda patch: cut_while_switching(patch, os, "symlink"),
    "the new name takes the old one's place": lambda patch: cut_while_switching(patch, Path, "replace"),
}


FEW = ("names reach the disk", "the new name takes the old one's place")
"""What takes its place, and what must have reached the disk before."""


@pytest.mark.parametrize(
    "step", [step if step in FEW else pytest.param(step, marks=pytest.mark.full) for step in STEPS]
)
def test_power_cut_before_a_step_leaves_the_former_content_whole_and_the_next_try_succeeds(
    town, monkeypatch, step
):
    town.publish(fee("8.000"))
    town.update()
    town.publish(fee("9.000"))
    with monkeypatch.context() as cutting:
        STEPS[step](cutting)
        with pytest.raises(CutError):
            town.update()
    assert town.fee() == "8.000 đồng một bản"
    assert town.update() == 0
    assert town.fee() == "9.000 đồng một bản"


def recorded(folder: Path, *, whole: bool) -> Path:
    language = folder / "km"
    language.mkdir(parents=True)
    said = {"text": "សួស្តី", "speaker": "A", "agreed": "2026-11-22", "day": "2026-11-22"}
    (language / "recordings.json").write_text(json.dumps({"0" * 16: said}), encoding="utf-8")
    if whole:
        (language / f"{'0' * 16}.wav").write_bytes(b"RIFF")
    return folder


@pytest.mark.parametrize("whole", [True, False])
def test_voices_come_into_force_when_each_recording_of_their_list_is_there(town, whole):
    town.office.publisher.content(WARD, "voices", recorded(town.folder / "voices", whole=whole))
    town.office.publisher.usb(town.folder / "stick")
    assert town.update() == (0 if whole else 1)
    shipped = ROOT / "assets" / "voices"
    there = town.content / "voices" / "voices"
    assert ward_content.recordings(town.settings) == (there if whole else shipped)


def test_a_release_that_is_there_is_told_and_not_fetched(town, capsys):
    town.office.publish("2026.9")
    town.office.publisher.promote(version("2026.9"), 2)
    town.office.publisher.usb(town.folder / "stick")
    assert town.update("check") == 0
    assert "2026.9 is there" in capsys.readouterr().out
    assert not (town.folder / "home" / "downloads").exists()


def test_without_a_repository_in_the_settings_it_says_what_is_expected(town, capsys):
    assert cli.main(["--config", str(ROOT / "config"), "--state", str(town.state), "update", "content"]) == 2
    assert "[updates]" in capsys.readouterr().out


def test_a_stick_that_is_not_there_is_said_so(town, capsys):
    assert town.update() == 1
    assert "the repository is not there now" in capsys.readouterr().out
