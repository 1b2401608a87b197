"""The program's tree as later releases have it: with a step more of the store, or with a fault."""

import shutil

from kiosk.updates.publishing.releasing import TREE
from tests.visit.walking import ROOT

_END = ')\n"""Step N brings a file from version N to N + 1."""'
_PAGES = """

_good = compose


def compose(sheet, *more, **others):  # noqa: F811 - a fault
    if sheet.view.state == "home":
        raise RuntimeError("a page that cannot be laid out")
    return _good(sheet, *more, **others)
"""


def tree(folder, *, steps=0, fault=""):
    """Copy the tree; ``steps``: how many more its store knows; ``fault``: "pages" or "service"."""
    folder.mkdir(parents=True)
    for name in TREE:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo", ".*"))
        else:
            shutil.copyfile(path, folder / name)
    more = "".join(
        f'    Step(("CREATE TABLE rehearsed_{number} (about TEXT PRIMARY KEY) STRICT",), ALL),\n'
        for number in range(1, steps + 1)
    )
    _changed(folder / "kiosk" / "store" / "migrations.py", _END, more + _END)
    if fault == "pages":
        path = folder / "kiosk" / "ui" / "screens" / "compose.py"
        path.write_text(path.read_text(encoding="utf-8") + _PAGES, encoding="utf-8")
    if fault == "service":
        _changed(
            folder / "kiosk" / "wiring" / "serving.py",
            "    supervisor, over = ",
            "    raise SystemExit(9)\n    supervisor, over = ",
        )
    return folder


def _changed(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")
