"""``deploy/provision``: what it makes of a machine, twice the same, and nothing of it left after the uninstall."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.deploy.provisioning import DESK, ROOT, WORDS, everything, provision

FSTAB = "UUID=a / ext4 defaults 0 1\nUUID=b none swap sw 0 0\n"


@pytest.fixture
def system(tmp_path):
    """A root with what an empty Debian has of all that is touched, for --files."""
    root = tmp_path / "root"
    for name in ("etc", "opt", "var/lib", "usr/local/bin"):
        (root / name).mkdir(parents=True)
    (root / "etc" / "fstab").write_text(FSTAB, encoding="ascii")
    return root


class TestFiles:
    def test_twice_is_the_same_as_once_and_the_uninstall_leaves_what_was_there(self, system):
        before = everything(system)
        provision(ROOT, system, "--files", *WORDS, *DESK)
        once = everything(system)
        provision(ROOT, system, "--files", *WORDS, *DESK)
        twice = everything(system)
        assert once == twice
        assert len(once) > len(before) + 500
        provision(ROOT, system, "--files", "--uninstall", "--forget")
        assert everything(system) == before

    def test_dossiers_that_wait_stay_unless_forgetting_is_asked_for(self, system):
        provision(ROOT, system, "--files", *WORDS, *DESK)
        waiting = system / "var/lib/kiosk/kiosk.sqlite3"
        waiting.write_bytes(b"sealed")
        said = provision(ROOT, system, "--files", "--uninstall")
        assert waiting.read_bytes() == b"sealed"
        assert "/var/lib/kiosk" in said

    def test_the_program_stands_under_its_version_and_is_reached_by_one_link(self, system):
        provision(ROOT, system, "--files", *WORDS, *DESK)
        current = system / "opt/kiosk/current"
        assert current.readlink().parts[0] == "releases"
        assert (current / "kiosk" / "cli.py").is_file()
        assert not list((system / "opt/kiosk").rglob("__pycache__"))
        assert not (current / "tests").exists()

    def test_a_release_stands_under_the_version_that_it_says_of_itself(self, system, tmp_path):
        tree = tmp_path / "tree"
        for name in ("deploy", "config", "kiosk/devices/portal"):
            shutil.copytree(ROOT / name, tree / name)
        (tree / "kiosk/__init__.py").write_text('VERSION = "0.1.0"\n', encoding="ascii")
        (tree / "release.toml").write_text('product = "p"\nversion = "2026.11.2"\n', encoding="ascii")
        (tree / "root.json").write_text("{}", encoding="ascii")
        provision(tree, system, "--files", "--trust", tree / "root.json", *WORDS, *DESK)
        current = system / "opt/kiosk/current"
        assert current.readlink() == Path("releases/2026.11.2")
        assert (current / "release.toml").is_file()
        assert (system / "etc/kiosk/trust/root.json").read_text(encoding="ascii") == "{}"
        assert (system / "opt/kiosk/content").is_dir()
        provision(tree, system, "--files", "--uninstall", "--forget")
        assert not (system / "etc/kiosk").exists()

    def test_what_somebody_had_in_a_place_that_is_taken_comes_back(self, system):
        taken = system / "etc/sysctl.d/90-kiosk.conf"
        taken.parent.mkdir()
        taken.write_text("vm.swappiness = 60\n", encoding="ascii")
        provision(ROOT, system, "--files", *WORDS, *DESK)
        assert "core_pattern" in taken.read_text(encoding="ascii")
        provision(ROOT, system, "--files", "--uninstall")
        assert taken.read_text(encoding="ascii") == "vm.swappiness = 60\n"

    def test_nothing_is_swapped_any_more(self, system):
        provision(ROOT, system, "--files", *WORDS, *DESK)
        assert (system / "etc/fstab").read_text(encoding="ascii").splitlines()[1].startswith("#kiosk# ")

    def test_old_graphics_get_the_other_screen(self, system):
        provision(ROOT, system, "--files", "--screen", "xorg", *WORDS, *DESK)
        glass = (system / "etc/systemd/system/kiosk-glass.service").read_text(encoding="ascii")
        assert "/usr/bin/xinit" in glass
        assert (system / "etc/X11/xorg.conf.d/90-kiosk.conf").exists()
        assert not (system / "etc/kiosk/sway.config").exists()

    @pytest.mark.parametrize("words", [("--ward",), ("--frobnicate",), ("--screen", "curtain")])
    def test_a_word_that_is_not_understood_changes_nothing(self, system, words):
        before = everything(system)
        provision(ROOT, system, "--files", *words, status=1)
        assert everything(system) == before

    def test_a_file_of_codes_is_roots_alone_and_names_this_machine(self, system, tmp_path):
        codes, before = tmp_path / "codes.txt", everything(system)
        codes.write_text("kiosk-99 ABCDE-FGHJK\n", encoding="utf-8")
        codes.chmod(0o644)
        assert "others can read it" in provision(
            ROOT, system, "--files", "--codes", codes, *WORDS, *DESK, status=1
        )
        assert everything(system) == before
        codes.chmod(0o600)
        said = provision(ROOT, system, "--files", "--codes", codes, *WORDS, *DESK, status=1)
        assert "names no code for" in said
        assert "ABCDE" not in said

    def test_what_is_missing_is_told_all_at_once_and_no_program_comes(self, system):
        said = provision(ROOT, system, "--files", "--ward", "1", status=1)
        for key in ("--ward 1", "--point", "--kiosk", "--series", "--desk"):
            assert key in said
        assert not (system / "opt/kiosk").exists()
        assert not (system / "etc/kiosk").exists()


def answers(tmp_path, text="", said="", status=0, present=None):
    """What ``answers.py`` makes; returns kiosk.toml, point.toml and what was said."""
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    command = [
        sys.executable,
        ROOT / "deploy/provisioning/answers.py",
        "--settings",
        ROOT / "config",
        "--out",
        out,
    ]
    if text:
        (tmp_path / "answers.toml").write_text(text, encoding="utf-8")
        command += ["--answers", tmp_path / "answers.toml"]
    if present:
        command += ["--present", present]
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == status, done.stderr
    if status:
        assert not list(out.iterdir())
        return done.stderr
    return tuple(
        tomllib.loads((out / name).read_text(encoding="utf-8")) for name in ("kiosk.toml", "point.toml")
    )


HERE = os.uname().nodename
WARD = f"""
ward = "26791"
ward_name = "phường Ví Dụ"
desk = "https://desk.example"
[points.ap-vi-du]
name = "Ấp \\"Ví Dụ\\""
counters = 0
hours = [{{days = [2], opens = "08:00", closes = "10:00"}}]
[machines.other]
is = ["00:00:5e:00:53:ff"]
point = "ap-vi-du"
kiosk = "kiosk-1"
series = "A"
[machines.mine]
is = ["{HERE.upper()}"]
point = "ap-vi-du"
kiosk = "kiosk-2"
series = "B"
printer = {{kind = "usb", port = "/dev/usb/lp*"}}
screen = {{width = 1024, height = 600}}
"""


class TestAnswers:
    def test_a_machine_finds_its_own_lines_in_the_wards_file(self, tmp_path):
        kiosk, point = answers(tmp_path, WARD)
        assert (kiosk["kiosk_id"], kiosk["series"], kiosk["provisioned"]) == ("kiosk-2", "B", True)
        assert (kiosk["printer"]["kind"], kiosk["printer"]["port"]) == ("usb", "/dev/usb/lp*")
        assert (kiosk["screen"]["width"], kiosk["screen"]["fullscreen"]) == (1024, True)
        assert kiosk["desk"]["url"] == "https://desk.example"
        assert kiosk["keys"]["folder"] == "keys"
        assert (point["code"], point["name"], point["counters"]) == ("ap-vi-du", 'Ấp "Ví Dụ"', 0)
        assert point["hours"] == [{"days": [2], "opens": "08:00", "closes": "10:00"}]
        assert point["ward"]["name"] == "phường Ví Dụ"

    def test_a_machine_that_is_set_up_can_be_updated_by_its_own_places(self, tmp_path):
        kiosk, _ = answers(tmp_path, WARD)
        units = "".join(
            (ROOT / "deploy/systemd" / name).read_text(encoding="utf-8")
            for name in (
                "kiosk-update.service",
                "kiosk-restart.socket",
                "kiosk-probe.socket",
                "kiosk-core.service",
            )
        )
        updates = kiosk["updates"]
        assert updates["restart"] in units
        assert updates["probe"] in units
        assert updates["visit"].removesuffix("visit.lock") == "/run/kiosk/"
        assert "RuntimeDirectory=kiosk\n" in units
        assert f"--state {updates['folder']}/state" in units
        assert updates["content"].startswith("/opt/kiosk/")
        assert "ReadWritePaths=/opt/kiosk\n" in units

    def test_a_machine_of_which_nobody_has_said_how_it_prints_prints_by_usb(self, tmp_path):
        """Before the public, pictures in place of paper are refused: it would serve nobody."""
        silent = WARD.replace('printer = {kind = "usb", port = "/dev/usb/lp*"}\n', "")
        printer = answers(tmp_path, silent)[0]["printer"]
        assert (printer["kind"], printer["port"]) == ("usb", "/dev/usb/lp*")
        present = tmp_path / "present"
        shutil.copytree(ROOT / "config", present)
        by_hand = (
            (present / "kiosk.toml").read_text(encoding="utf-8").replace('kind = "png"', 'kind = "serial"')
        )
        (present / "kiosk.toml").write_text(by_hand, encoding="utf-8")
        assert answers(tmp_path, silent, present=present)[0]["printer"]["kind"] == "serial"

    def test_a_machine_is_told_from_where_it_is_updated_and_in_which_ring(self, tmp_path):
        line = 'updates = {url = "https://updates.example/kiosk", ring = 1}\n'
        kiosk, _ = answers(tmp_path, WARD.rstrip("\n") + f"\n{line}")
        assert (kiosk["updates"]["url"], kiosk["updates"]["ring"]) == ("https://updates.example/kiosk", 1)

    def test_whom_a_machine_believes_comes_along(self, tmp_path):
        (tmp_path / "root.json").write_text("{}", encoding="ascii")
        answers(tmp_path, WARD.replace('desk = "https', 'trust = "root.json"\ndesk = "https', 1))
        assert (tmp_path / "out/root.json").read_text(encoding="ascii") == "{}"
        shutil.rmtree(tmp_path / "out")
        gone = WARD.replace('desk = "https', 'trust = "gone.json"\ndesk = "https', 1)
        assert "gone.json: no such file" in answers(tmp_path, gone, status=1)

    def test_the_command_line_wins(self, tmp_path):
        kiosk, _ = answers(tmp_path, WARD, "kiosk=kiosk-9\nseries=Z\n")
        assert (kiosk["kiosk_id"], kiosk["series"]) == ("kiosk-9", "Z")

    def test_a_size_that_is_no_number_is_told(self, tmp_path):
        assert "--width wide" in answers(tmp_path, WARD, "width=wide\n", status=1)

    def test_what_was_changed_by_hand_stays_when_it_is_run_again(self, tmp_path):
        present = tmp_path / "present"
        shutil.copytree(ROOT / "config", present)
        kiosk = (present / "kiosk.toml").read_text(encoding="utf-8")
        (present / "kiosk.toml").write_text(
            kiosk.replace("warn_after = 180", "warn_after = 240"), encoding="utf-8"
        )
        assert answers(tmp_path, WARD, present=present)[0]["idle"]["warn_after"] == 240

    @pytest.mark.parametrize(
        ("old", "new", "why"),
        [
            (f'"{HERE.upper()}"', '"nobody"', "no machine like this one"),
            ('"00:00:5e:00:53:ff"', f'"{HERE}"', "more than once"),
            ('series = "B"', 'series = "A"', "another machine's already"),
            ('kiosk = "kiosk-2"', 'kiosk = "Kiosk 2"', "small letters"),
            ('series = "B"', 'series = "B"\ncolour = "red"', "not known: colour"),
            ("width = 1024", "breadth = 1024", "no such key"),
            ('"https://desk.example"', '"http://desk.example"', "https://"),
            (
                'point = "ap-vi-du"\nkiosk = "kiosk-2"',
                'point = "nowhere"\nkiosk = "kiosk-2"',
                "no point nowhere",
            ),
        ],
    )
    def test_what_is_odd_is_told_and_nothing_is_written(self, tmp_path, old, new, why):
        assert old in WARD
        assert why in answers(tmp_path, WARD.replace(old, new), status=1)

    def test_the_example_that_is_shipped_is_read_as_it_is(self, tmp_path):
        text = (ROOT / "deploy/answers.example.toml").read_text(encoding="utf-8")
        kiosk, point = answers(tmp_path, text.replace("00:00:5e:00:53:02", HERE))
        assert (kiosk["kiosk_id"], kiosk["screen"]["height"], point["code"]) == ("kiosk-2", 600, "khu-pho-46")


FENCED = {
    "kiosk-core": 20,
    "kiosk-face": 20,
    "kiosk-update": 20,
    "kiosk-restart@": 20,
    "kiosk-probe@": 20,
    "kiosk-stick@": 25,  # it mounts a file system
}
"""What is left open at most, in tenths."""


@pytest.mark.parametrize("unit", FENCED)
def test_what_a_unit_may_do_is_little(unit):
    path = ROOT / "deploy" / "systemd" / f"{unit}.service"
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={FENCED[unit]}", path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout[-400:]
    assert "Overall exposure level" in done.stdout


def test_a_unit_that_is_let_out_of_its_fence_is_found(tmp_path):
    unit = (ROOT / "deploy" / "systemd" / "kiosk-core.service").read_text(encoding="utf-8")
    open_one = "\n".join(
        line for line in unit.splitlines() if not line.startswith(("Protect", "System", "Cap"))
    )
    (tmp_path / "kiosk-core.service").write_text(open_one, encoding="utf-8")
    command = [
        "systemd-analyze",
        "security",
        "--offline=true",
        "--threshold=20",
        tmp_path / "kiosk-core.service",
    ]
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode != 0
