"""What ward IT types: releases are taken, gone back from and told of, on a machine as it is set up."""

import json
import os
import shutil
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest

from kiosk import cli, occupancy
from kiosk.occupancy import FileOccupancy
from kiosk.texts.kept import Said
from kiosk.updates.installing.installer import Installer
from kiosk.wiring.updating import words
from tests.caches import lend
from tests.updates.houses import FIRST, publish, started
from tests.updates.repositories import WARD
from tests.updates.sockets import Answering

ROOT = Path(__file__).resolve().parents[2]
FEE = 'format: 1\nprocedures:\n  "2.000635":\n    fee: {vi: "9.000 đồng một bản", en: "9,000 dong a copy"}\n'


class Point:
    """A machine of a support point. Its services and its trials are real starts of small releases."""

    def __init__(self, box, folder, url):
        self.box, self.house, self.folder = box, box.house, folder
        self.mark, self.config = folder / "visit.lock", folder / "config"
        occupancy.lay(self.mark, os.getgid())
        self.kiosk = FileOccupancy(self.mark)
        self.restart = Answering(folder / "restart.sock")
        self.restart.seen = self._restarted
        self.probe = Answering(folder / "probe.sock")
        self.probe.seen = self._probed
        self.settle(url)

    def settle(self, url, **more):
        shutil.copytree(ROOT / "config", self.config, dirs_exist_ok=True)
        (self.folder / "root.json").write_bytes(self.box.root)
        wanted = {
            "url": url, "trust": self.folder / "root.json", "folder": self.house.home, "visit": self.mark,
            "restart": self.restart.place, "probe": self.probe.place, "ring": 0, **more,
        }  # fmt: skip
        text = (self.config / "kiosk.toml").read_text(encoding="utf-8").partition("[updates]")[0]
        text += "[updates]\n" + "".join(
            f"{name} = {json.dumps(value if isinstance(value, int) else str(value))}\n"
            for name, value in wanted.items()
        )
        (self.config / "kiosk.toml").write_text(text, encoding="utf-8")
        place = (self.config / "point.toml").read_text(encoding="utf-8")
        (self.config / "point.toml").write_text(place.replace("26791", WARD), encoding="utf-8")

    def _restarted(self, _asked):
        return b"ready\n" if self.box.restart(1.0) == "ready" else b"silent\n"

    def _probed(self, asked):
        release = self.house.folder(asked.decode().strip())
        words = ["current"] if release.name == self.house.current() else ["hidden"]
        return b"healthy\n" if started(release, *words) == release.name else b"journey\n"

    def update(self, *words):
        root = self.house.folder(self.house.current())
        return cli.main(
            [
                "--root",
                str(root),
                "--config",
                str(self.config),
                "--state",
                str(self.folder / "state"),
                "update",
                *words,
                "--lang",
                "en",
            ]
        )

    def close(self):
        self.restart.close()
        self.probe.close()


@pytest.fixture
def point(box, tmp_path, server):
    made = Point(box, tmp_path, server.url)
    yield made
    made.close()


def test_a_release_that_is_taken_serves_and_can_be_gone_back_from(point, works, capsys):
    publish(works, "2026.2")
    assert point.update("check") == 0
    assert point.update("take") == 0
    assert (point.house.current(), point.house.previous()) == ("2026.2", FIRST)
    assert point.update("take") == 0
    assert point.update("roll-back") == 0
    assert point.house.current() == FIRST
    assert point.update("take") == 0, "what somebody went back from is not taken again by itself"
    assert point.house.current() == FIRST
    capsys.readouterr()
    assert point.update("history") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[2] for line in told[:-1]] == [
        f"✓ 2026.2 serves; before it {FIRST}", f"✓ gone back to {FIRST}, from 2026.2"
    ]  # fmt: skip
    assert told[-1] == f"• {FIRST} serves; before it 2026.2"
    assert point.update("take", "--again") == 0
    assert point.house.current() == "2026.2"
    assert point.box.starts == ["2026.2", FIRST, "2026.2"]


def test_a_bad_release_serves_nobody_and_the_reason_is_said(point, works, capsys):
    publish(works, "2026.2", "never")
    assert point.update("take") == 1
    assert (
        "✗ 2026.2 was tried and not taken: its pages did not come as they must (journey)"
        in capsys.readouterr().out
    )
    publish(works, "2026.3", "current")
    assert point.update("take") == 1
    assert f"✗ 2026.3 served badly: its pages did not come as they must (journey); {FIRST} serves again" in (
        capsys.readouterr().out
    )
    assert point.house.current() == FIRST
    assert point.update("take") == 0
    assert "to try it again: kiosk update take --again" in capsys.readouterr().out


def test_whoever_stands_there_is_waited_for(point, works, capsys, monkeypatch):
    publish(works, "2026.2")
    point.kiosk.begins()
    waited = []

    def pause(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            point.kiosk.ends()

    monkeypatch.setattr("kiosk.wiring.updating.installing.time", SimpleNamespace(sleep=pause))
    assert point.update("take") == 0
    assert len(waited) == 3
    assert point.house.current() == "2026.2"
    assert point.restart.asked == [b"restart\n"]


def test_one_updater_at_a_time(point, works, capsys):
    publish(works, "2026.2")
    with point.house.held(0.0) as held:
        assert held is not None
        for words in (["take"], ["roll-back"]):
            assert point.update(*words) == 1
            assert "another update is under way" in capsys.readouterr().out
        assert point.update("history") == 0
    assert point.update("take") == 0


def test_from_a_stick_a_machine_without_a_network_takes_it(point, works, tmp_path, capsys):
    point.settle("")
    assert point.update("take") == 2
    publish(works, "2026.2")
    works.publisher.usb(tmp_path / "stick")
    assert point.update("take", "--stick", str(tmp_path / "stick")) == 0
    assert point.house.current() == "2026.2"
    assert point.update("take", "--stick", str(tmp_path / "no-stick")) == 1
    assert "the repository is not there now" in capsys.readouterr().out


def test_without_a_network_what_a_stick_brought_serves_once_nobody_stands_there(
    point, works, tmp_path, monkeypatch, capsys
):
    point.settle("")
    publish(works, "2026.2")
    works.publisher.usb(tmp_path / "stick")
    point.kiosk.begins()
    with monkeypatch.context() as waiting:
        waiting.setattr("kiosk.wiring.updating.installing.time", SimpleNamespace(sleep=power_goes))
        with pytest.raises(SystemExit):
            point.update("take", "--stick", str(tmp_path / "stick"))
    point.kiosk.ends()
    assert point.house.current() == FIRST
    capsys.readouterr()
    assert point.update("take") == 0, "the look of the timer, the stick long gone"
    assert point.house.current() == "2026.2"
    assert f"✓ 2026.2 serves; before it {FIRST}" in capsys.readouterr().out
    assert point.update("take") == 2, "now there is nothing more to be done, and nobody to be asked"


def test_without_a_network_a_switch_that_was_cut_off_is_ended_by_the_next_look(
    point, works, tmp_path, monkeypatch
):
    point.settle("")
    publish(works, "2026.2", "current")
    works.publisher.usb(tmp_path / "stick")
    with monkeypatch.context() as cut:
        cut.setattr(Installer, "_confirm", power_goes)
        with pytest.raises(SystemExit):
            point.update("take", "--stick", str(tmp_path / "stick"))
    assert point.house.current() == "2026.2"
    assert point.update("take") == 1
    assert point.house.current() == FIRST, "what serves badly is left also without a stick"


def power_goes(*_what):
    raise SystemExit


def test_it_is_told_in_vietnamese_unless_english_is_asked_for(point, works, capsys):
    publish(works, "2026.2", "never")
    point.update("take")
    capsys.readouterr()
    told = ["--root", str(point.house.folder(FIRST)), "--config", str(point.config)]
    assert cli.main([*told, "--state", str(point.folder / "state"), "update", "history"]) == 0
    assert (
        "✗ đã chạy thử 2026.2 và không lấy: các trang không hiện ra đúng (journey)" in capsys.readouterr().out
    )


def test_both_languages_say_the_same_facts():
    told = [one for one in vars(words).values() if isinstance(one, Said)]
    tables = [one for one in vars(words).values() if isinstance(one, dict)]
    told += [one for table in tables for one in table.values() if isinstance(one, Said)]
    assert len(told) > 50
    for one in told:
        vi, en = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in (one.vi, one.en))
        assert vi == en, one
        assert one.vi != one.en


def test_there_is_nothing_to_go_back_to_on_a_machine_just_set_up(point, capsys):
    assert point.update("roll-back") == 1
    assert "there is no release before this one" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["take"], ["roll-back"], ["history"]])
def test_a_tree_that_is_no_release_says_so(point, words, capsys):
    asked = [
        "--root",
        str(ROOT),
        "--config",
        str(point.config),
        "--state",
        str(point.folder / "state"),
        "update",
    ]
    assert cli.main([*asked, *words, "--lang", "en"]) == 2
    assert "no release is installed here" in capsys.readouterr().out


def test_the_wards_new_content_serves_after_a_start_between_two_visits(
    point, works, server, caches, tmp_path
):
    assets = point.house.folder(FIRST) / "assets"
    shutil.rmtree(assets)
    assets.symlink_to(ROOT / "assets")
    lend(caches, point.folder / "state" / "cache")
    content = point.folder / "content"
    point.settle(server.url, content=content)
    works.content(WARD, FEE)
    assert point.update("take") == 0
    assert "9.000 đồng" in (content / "procedures" / "ward.yaml").read_text(encoding="utf-8")
    assert point.box.starts == [FIRST]
    assert point.update("take") == 0
    assert point.update("content") == 0
    assert point.box.starts == [FIRST], "what serves already starts nothing anew"
    works.content(WARD, FEE.replace("9", "8"))
    assert point.update("content") == 0
    assert point.box.starts == [FIRST, FIRST]
