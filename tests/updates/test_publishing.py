"""What the publisher does: keys outside the repository, the same bytes from the same tree, nothing changed later."""

import subprocess
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.store.migrations import STEPS, served_from
from kiosk.updates.publishing.__main__ import main
from kiosk.updates.publishing.keys import KeyFolder, PublishingError
from kiosk.updates.publishing.releasing import steps_of
from kiosk.updates.types import Refused, Release
from tests.updates.repositories import Machine, version

ROOT = Path(__file__).resolve().parents[2]
ONLY_OWNER = 0o600


def test_keys_can_be_read_by_their_owner_only(office):
    keys = list((office.folder / "keys").iterdir())
    assert len(keys) == 7
    assert {each.stat().st_mode & 0o777 for each in keys} == {ONLY_OWNER}


def test_no_key_is_made_inside_a_repository():
    with pytest.raises(PublishingError, match="outside"):
        KeyFolder(ROOT / "var" / "keys").make("targets")
    assert not (ROOT / "var" / "keys").exists()


def test_a_key_that_others_can_read_signs_nothing(office):
    (office.folder / "keys" / "targets.pem").chmod(0o644)
    with pytest.raises(PublishingError, match="others can read"):
        office.publish("2026.9")


def test_no_key_comes_into_what_is_handed_out(office, tmp_path):
    office.publish("2026.9")
    office.publisher.usb(tmp_path / "stick")
    for folder in (office.repository, tmp_path / "stick"):
        for file in folder.rglob("*"):
            assert not file.is_file() or b"PRIVATE KEY" not in file.read_bytes()


def test_the_same_tree_makes_the_same_bytes(office, monkeypatch):
    at = office.now()
    monkeypatch.setattr(type(office), "now", lambda self: at)
    office.publish("2026.9")
    first = next((office.repository / "targets" / "app").glob("*.2026.9.tar")).read_bytes()
    for each in office.source.rglob("*"):
        each.touch()
    targets = office.lists.latest(type(office.lists.content("26734")))
    del targets.targets["app/2026.9.tar"]
    office.lists.sign_targets(targets)
    office.publish("2026.9")
    assert [each.read_bytes() for each in (office.repository / "targets" / "app").glob("*.2026.9.tar")] == [
        first
    ]


def test_a_release_holds_the_tree_and_not_what_lies_about_in_it(office):
    (office.source / "kiosk" / "__pycache__").mkdir()
    (office.source / "kiosk" / "__pycache__" / "a.pyc").write_text("x")
    (office.source / "kiosk" / "updates" / "publishing").mkdir(parents=True)
    (office.source / "kiosk" / "updates" / "publishing" / "keys.py").write_text("x")
    (office.source / "deploy" / ".secret").write_text("x")
    office.publish("2026.9")
    with tarfile.open(next((office.repository / "targets" / "app").glob("*.tar"))) as tar:
        names = tar.getnames()
    assert names == [
        "release.toml", "LICENSE", "README.md", "assets/a.svg", "config/kiosk.toml", "deploy/locks/runtime.txt",
        "deploy/try", "kiosk/__init__.py", "pyproject.toml", "wheels/small-1-py3-none-any.whl",
    ]  # fmt: skip


def test_a_link_in_the_tree_is_published_by_nobody(office):
    (office.source / "assets" / "b.svg").symlink_to("/etc/passwd")
    with pytest.raises(PublishingError, match="link"):
        office.publish("2026.9")


def test_a_wheel_that_the_lock_does_not_know_is_published_by_nobody(office):
    (office.wheels / "other-1-py3-none-any.whl").write_bytes(b"other")
    with pytest.raises(PublishingError, match="is not the one"):
        office.publish("2026.9")


def test_a_release_never_changes(office):
    office.publish("2026.9")
    with pytest.raises(PublishingError, match="never changes"):
        office.publish("2026.9.0")


def test_a_withdrawn_release_is_promoted_to_nobody(office):
    office.publish("2026.9")
    office.publisher.withdraw(version("2026.9"))
    with pytest.raises(PublishingError, match="withdrawn"):
        office.publisher.promote(version("2026.9"), 1)


def test_what_was_not_published_cannot_be_promoted(office):
    with pytest.raises(PublishingError, match="not published"):
        office.publisher.promote(version("2026.9"), 1)


def test_a_floor_above_the_release_is_refused(office):
    with pytest.raises(PublishingError, match="floor"):
        office.publish("2026.9", floor="2026.10")


def test_a_ward_that_was_not_let_in_signs_nothing(office):
    with pytest.raises(PublishingError, match="may sign nothing"):
        office.content(ward="00001")


def test_all_root_keys_are_changed_one_after_the_other_and_kiosks_follow(office, server, machine):
    office.publish("2026.9")
    machine.take(server)
    for name in ("root-1", "root-2", "root-3"):
        office.lists.change_root_key(name)
    office.lists.rotate("targets", "snapshot", "timestamp")
    office.publish("2026.10")
    assert machine.take(server).version == version("2026.10")


def test_a_kiosk_set_up_before_every_change_of_keys_follows_from_its_own_root(office, server, tmp_path):
    for _ in range(3):
        office.lists.rotate("timestamp")
        office.lists.change_root_key("root-2")
    office.publish("2026.9")
    assert isinstance(Machine(tmp_path / "late", office.root).take(server), Release)


def test_the_store_of_this_tree_tells_its_steps():
    assert steps_of(ROOT) == (len(STEPS), served_from())


def test_the_command_goes_the_whole_way(office, tmp_path, capsys):
    before = ["--repository", str(tmp_path / "r"), "--keys", str(tmp_path / "k")]
    tree = ["--source", str(office.source), "--wheels", str(office.wheels), "--schema", "14"]
    tree += ["--served-from", "13"]
    (tmp_path / "ward.yaml").write_text("format: 1\n")
    for act in (
        ["keys", "--ward", "26734"],
        ["publish", "2026.11.1", "--ring", "0", *tree],
        ["promote", "2026.11.1", "--ring", "1"],
        ["content", str(tmp_path / "ward.yaml"), "--ward", "26734"],
        ["refresh"],
        ["rotate", "timestamp", "root-3"],
        ["usb", str(tmp_path / "stick")],
    ):
        assert main([*before, *act]) == 0, act
    machine = Machine(tmp_path / "m", (tmp_path / "r" / "metadata" / "1.root.json").read_bytes(), ring=1)
    assert machine.take(tmp_path / "stick").version == version("2026.11.1")
    assert machine.take_content(tmp_path / "stick").number == 1
    assert main([*before, "withdraw", "2026.11.1"]) == 0
    assert main([*before, "withdraw", "2026.12"]) == 1
    assert "2026.12 is not published" in capsys.readouterr().err


def test_the_script_starts_the_command():
    done = subprocess.run(
        ["sh", ROOT / "deploy" / "release", "--help"], capture_output=True, text=True, check=True, env={}
    )
    assert "withdraw" in done.stdout


def test_a_stick_brings_no_withdrawn_release_along(office, tmp_path):
    office.publish("2026.9")
    office.publish("2026.10")
    office.publisher.withdraw(version("2026.10"))
    office.publisher.usb(tmp_path / "stick")
    (release,) = (tmp_path / "stick" / "targets" / "app").iterdir()
    assert release.name.endswith(".2026.9.tar")


def test_a_stick_that_is_filled_again_is_mended_and_loses_what_was_withdrawn(office, machine, tmp_path):
    office.publish("2026.9")
    office.publish("2026.10")
    office.publisher.usb(tmp_path / "stick")
    folder = tmp_path / "stick" / "targets" / "app"
    (cut,) = folder.glob("*.2026.9.tar")
    cut.write_bytes(b"\0" * cut.stat().st_size)
    office.publisher.withdraw(version("2026.10"))
    office.publisher.usb(tmp_path / "stick")
    assert [each.name for each in folder.iterdir()] == [cut.name]
    assert machine.take(tmp_path / "stick").version == version("2026.9")


def test_a_repository_is_fresh_for_seven_days_and_no_longer(office, server, machine):
    office.publish("2026.9")
    machine.ahead = timedelta(days=7, minutes=-1)
    assert isinstance(machine.take(server), Release)
    machine.ahead = timedelta(days=7)
    assert machine.take(server) == Refused("frozen")


def test_a_stick_is_fresh_for_45_days_and_no_longer(office, machine, tmp_path):
    office.publish("2026.9")
    office.publisher.usb(tmp_path / "stick")
    machine.ahead = timedelta(days=45, minutes=-1)
    assert isinstance(machine.take(tmp_path / "stick"), Release)
    machine.ahead = timedelta(days=45)
    assert machine.take(tmp_path / "stick") == Refused("frozen")
