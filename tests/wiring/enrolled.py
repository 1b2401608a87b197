"""A desk that serves, its people, and a fresh machine as ``deploy/provision`` leaves it."""

import io
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from kiosk import cli
from kiosk.dossier.keys import new_signing_key, store_signing_key
from kiosk.ids import SystemIds
from tests.databases import EXAMPLE
from tests.ward.real_desk import furnish, running_desk
from tests.ward.ward_office import office

ROOT = Path(__file__).parents[2]
KIOSK, SERIES, POINT = "may-9", "D", "khu-pho-46"


class Machine:
    """A machine's settings and state, and the commands that are carried out on it."""

    def __init__(self, folder, url, monkeypatch, capsys):
        self.config, self.state = folder / "config", folder / "var"
        self.state.mkdir(parents=True)
        shutil.copytree(ROOT / "config", self.config)
        self.change("kiosk.toml", 'folder = "example-ward/kiosk"', 'folder = "keys"')
        self.change("kiosk.toml", 'url = "http://127.0.0.1:8046"', f'url = "{url}"')
        self._set("kiosk.toml", "kiosk_id", KIOSK)
        self._set("kiosk.toml", "series", SERIES)
        self._set("point.toml", "code", POINT)
        self._patch, self._said = monkeypatch, capsys

    @property
    def keys(self):
        return self.state / "keys"

    def change(self, file, old, new):
        path = self.config / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def _set(self, file, key, value):
        path = self.config / file
        lines = path.read_text(encoding="utf-8").splitlines()
        place = next(at for at, line in enumerate(lines) if line.startswith(f"{key} = "))
        lines[place] = f'{key} = "{value}"'
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def does(self, *words, types=""):
        """Carry out a command; return its exit status and what it said."""
        self._patch.setattr(sys, "stdin", io.StringIO(types))
        asked = ["--config", self.config, "--state", self.state, "--root", ROOT, *words]
        status = cli.main([str(word) for word in asked])
        said = self._said.readouterr()
        return status, said.out + said.err

    def files(self):
        return {path.name: path.read_bytes() for path in self.keys.glob("*")}


@contextmanager
def desk_and_people(folder):
    """Run a desk that issues rosters, with its people beside it; hand out its address and them."""
    folder.mkdir(parents=True)
    furnish(folder)
    store_signing_key(folder / "example-ward/desk/roster_sign.key", new_signing_key(SystemIds().random_bytes))
    with running_desk(folder) as (url, desk):
        serving(url, desk)
        with office(EXAMPLE, folder) as people:
            yield url, people


def serving(url, desk):
    """Return when the desk answers."""
    from threading import Event

    import requests

    for _ in range(600):
        assert desk.poll() is None, "the desk has ended"
        try:
            requests.get(f"{url}/api/v1/hello", timeout=2)
        except requests.ConnectionError:
            Event().wait(0.05)
        else:
            return
    raise AssertionError("no answer")
