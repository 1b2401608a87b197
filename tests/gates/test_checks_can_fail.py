"""Each house rule finds the fault it is there for, and is content with a good tree."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gates import checks
from tests.gates.checks import CHECKS

HASH = "--hash=sha256:" + "0" * 64

GOOD = {
    "pyproject.toml": (
        '[build-system]\nrequires = ["setuptools>=77"]\n[project]\ndependencies = ["Babel>=2"]\n'
        '[tool.ruff.lint]\nignore = [\n    "D105",  # magic methods do what their names say\n]\n'
    ),
    "deploy/locks/runtime.txt": f"babel==2.18.0 \\\n    {HASH}\nsetuptools==84.0.0 \\\n    {HASH}\n",
    "deploy/try": "#!/bin/sh\nset -eu\n",
    "config/kiosk.toml": 'name = "Điểm hỗ trợ"\npin_length = 6\n',
    "kiosk/cli.py": '"""The command line, for example for 1.001193."""\n\n\ndef main():\n    return 0\n',
    "kiosk/ui/app.py": "import kivy\nfrom kiosk.presenter import ports\nfrom kiosk.visit.events import Tap\n",
    "tests/test_it.py": "def test_it():\n    assert True\n",
}

A_LONG_FUNCTION = "def walk():\n" + "    step()\n" * 41
JOURNEY = "walk" + "-away"

BAD: list[tuple[Callable[[Path], list[str]], str, str]] = [
    (checks.everything_can_be_read, "kiosk/engine/loop.py", "def walk(:\n"),
    (checks.only_known_names_at_the_top, "notes.md", "Remember the milk.\n"),
    (checks.no_download_address, "deploy/pip.conf", "url = https://files.python" + "hosted.org/simple\n"),
    (checks.no_download_address, "deploy/get", "curl https://example.org/kiosk.tar" + ".gz\n"),
    (checks.no_download_address, "deploy/locks/runtime.txt", "--extra-index-" + "url somewhere\n"),
    (checks.no_machine_path, "config/kiosk.toml", 'folder = "/ro' + 'ot/kiosk"\n'),
    (checks.no_machine_path, "kiosk/cli.py", 'FOLDER = "/ho' + 'me/mau/kiosk"\n'),
    (checks.no_private_key_or_pin, "assets/ward.txt", "-----BE" + "GIN PRIVATE KEY-----\nMC4C\n"),
    (checks.no_private_key_or_pin, "config/badge.key", "abc\n"),
    (checks.no_private_key_or_pin, "config/roster.toml", 'pin = "135790"\n'),
    (checks.nothing_put_off, "kiosk/cli.py", "# TO" + "DO: the rest\n"),
    (checks.no_test_left_out, "tests/test_it.py", "@pytest.mark.sk" + "ip\ndef test_it(): ...\n"),
    (checks.no_test_left_out, "tests/test_it.py", "time.sle" + "ep(1)\n"),
    (checks.no_special_case, "kiosk/engine/loop.py", 'if code == "1.00' + '1193":\n    print()\n'),
    (checks.no_special_case, "kiosk/engine/loop.py", f"if journey == {JOURNEY!r}:\n    print()\n"),
    (
        checks.no_special_case,
        "kiosk/tour/play.py",
        f"match journey:\n    case {JOURNEY!r}:\n        print()\n",
    ),
    (checks.no_special_case, "kiosk/cli.py", 'os.environ.get("PY' + 'TEST_CURRENT_TEST")\n'),
    (checks.files_are_short, "kiosk/engine/loop.py", "step()\n" * 401),
    (checks.files_are_short, "kiosk/ui/app.kv", "Label:\n" * 401),
    (checks.functions_are_short, "kiosk/engine/loop.py", A_LONG_FUNCTION),
    (checks.no_swallowed_exception, "kiosk/cli.py", "try:\n    run()\nexcept ValueError:\n    pass\n"),
    (checks.no_swallowed_exception, "kiosk/cli.py", "try:\n    run()\nexcept:\n    stop()\n"),
    (checks.no_swallowed_exception, "kiosk/cli.py", "with contextlib.suppress(Exception):\n    run()\n"),
    (checks.no_stub, "kiosk/cli.py", "def main():\n    raise NotImplemented" + "Error\n"),
    (checks.one_library_one_door, "kiosk/engine/loop.py", "from kivy.clock import Clock\n"),
    (checks.one_library_one_door, "kiosk/cli.py", "def main():\n    import sqlite3\n"),
    (checks.one_library_one_door, "kiosk/wiring.py", 'importlib.import_module("django.core")\n'),
    (checks.faces_see_only_the_presenter, "kiosk/ui/app.py", "from kiosk.engine import Engine\n"),
    (checks.faces_see_only_the_presenter, "kiosk/terminal.py", "from kiosk.visit import states\n"),
    (checks.faces_see_only_the_presenter, "kiosk/ui/app.py", "from ..outbox import entries\n"),
    (checks.desk_shares_only_messages, "kiosk/desk/intake.py", "from kiosk import engine\n"),
    (checks.starts_without_django, "kiosk/cli.py", "import django\n"),
    (checks.starts_without_django, "kiosk/wiring.py", "import no_such_room\n"),
    (checks.locks_are_whole, "deploy/locks/runtime.txt", f"setuptools==84.0.0 \\\n    {HASH}\n"),
    (checks.locks_are_whole, "deploy/locks/runtime.txt", "babel==2.18.0\nsetuptools==84.0.0\n"),
    (checks.every_exception_to_a_rule_has_its_reason, "pyproject.toml", 'ignore = [\n    "D105",\n]\n'),
    (checks.scripts_are_plain_shell, "deploy/try", "#!/bin/sh\nif true; then\n"),
]


def plant(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_tree_passes(check: Callable[[Path], list[str]], tmp_path: Path):
    plant(tmp_path, GOOD)
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("check", "name", "content"), BAD, ids=[f"{bad[0].__name__}-{bad[1]}" for bad in BAD]
)
def test_a_bad_tree_is_found_out(check: Callable[[Path], list[str]], name: str, content: str, tmp_path: Path):
    plant(tmp_path, {**GOOD, name: content})
    assert check(tmp_path) != []


def test_each_check_has_met_its_fault():
    assert {bad[0] for bad in BAD} == set(CHECKS)


def test_what_git_ignores_is_not_ours_and_what_it_has_not_seen_yet_is(tmp_path: Path):
    plant(tmp_path, {".gitignore": "/var/\n", "var/tour.log": "", "kiosk/new.py": ""})
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    assert checks.ours(tmp_path) == [tmp_path / ".gitignore", tmp_path / "kiosk" / "new.py"]


def test_a_wrong_word_in_a_docstring_is_no_branch(tmp_path: Path):
    plant(tmp_path, {"kiosk/cli.py": '"""For 1.00' + '1193."""\n'})
    assert checks.no_special_case(tmp_path) == []
