"""How Kivy is set up: the one place, called before Kivy is imported for the first time."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from kiosk.ui.memory import give_back

_ALWAYS: Final = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    # A silenced console would swallow tracebacks; logging in Python's own way keeps them for the journal.
    "KIVY_LOG_MODE": "PYTHON",
    "KIVY_WINDOW": "sdl2",
    "KIVY_TEXT": "sdl2",
    "KIVY_IMAGE": "sdl2",
    "KIVY_CLIPBOARD": "dummy",
    "KIVY_SPELLING": "",
    # Else a touch is dropped that comes just when the window has got the focus: the first one after the start.
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",
}

_DATA: Final = ("fonts", "glsl", "images", "logo")
"""What Kivy needs of its data for a window and text."""

_ON_A_SCREEN: Final = "x11,wayland"
"""Of SDL's ways to show a window those by which somebody can see it."""

_UNUSED: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    # Kivy's clock imports it for programs that run within its loop.
    "asyncio": ("kivy.clock", {"wait_for": None}),
    # Would look into every picture for what kind of file it is; the names of ours say it.
    "filetype": ("kivy.core.image", {"guess_extension": lambda _path: None}),
}
"""Libraries that parts of Kivy import for what this face never does, and the names that those parts take from them."""


class UiEnvironmentError(Exception):
    """Kivy was imported before it was set up. ``code`` is ui-environment."""

    code = "ui-environment"


class NoScreenError(Exception):
    """There is no screen that could show a window. ``code`` is no-screen."""

    code = "no-screen"


def prepare(size: tuple[int, int], home: Path, *, offscreen: bool, fullscreen: bool = False) -> None:
    """Set the process's environment and Kivy's configuration for a window of ``size`` px.

    ``home`` is a folder that Kivy may write to. Offscreen needs no display and makes no sound. Raises
    UiEnvironmentError when Kivy has a window already.
    """
    if "kivy.core.window" in sys.modules:
        raise UiEnvironmentError("Kivy was imported before its environment was prepared.")
    home.mkdir(parents=True, exist_ok=True)
    give_back()
    set_variables()
    os.environ["KIVY_HOME"] = str(home)
    os.environ["KIVY_DATA_DIR"] = str(_data(home / "data"))
    # Mesa compiles what draws a window once and keeps it, by default in the home that a kiosk's account may not have:
    # without it each start takes 0.3 s of processor more.
    os.environ.setdefault("MESA_SHADER_CACHE_DIR", str(home / "drawing"))
    if offscreen:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
        os.environ["SDL_AUDIODRIVER"] = "dummy"
    _configure(size, offscreen=offscreen, fullscreen=fullscreen and not offscreen)
    for library, (importer, names) in _UNUSED.items():
        _import_without(library, importer, names)


def set_variables() -> None:
    """Set what Kivy and SDL read from the environment on every machine."""
    os.environ.update(_ALWAYS)
    # Where there is no screen, or none yet, SDL would draw into memory, and all would seem well.
    os.environ.setdefault("SDL_VIDEODRIVER", _ON_A_SCREEN)


def lie_beneath() -> None:
    """Let the window lie beneath every other one of an X session; to be called before the window is opened.

    A window that fills the screen is else put over all others at the first touch, the portal's page among them.
    """
    os.environ["SDL_X11_WINDOW_TYPE"] = "_NET_WM_WINDOW_TYPE_DESKTOP"


def sound_through(device: str) -> None:
    """Let films sound where all else does: through a device of ALSA; "null" plays into nothing.

    To be called before the first film; SDL, which plays their sound, would choose a device of its own.
    """
    # Into ALSA's own nothing a film would be played as fast as it can be decoded.
    os.environ["SDL_AUDIODRIVER"] = "dummy" if device == "null" else "alsa"
    os.environ["AUDIODEV"] = device


def _data(folder: Path) -> Path:
    """Make a folder of Kivy's data without the styles of its widgets, of which this face shows none.

    They would be read, parsed and compiled at every start.
    """
    found = find_spec("kivy")
    if found is None or found.origin is None:
        raise UiEnvironmentError("Kivy is not installed.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "style.kv").write_text("#:kivy 1.0\n", encoding="ascii")
    for name in _DATA:
        source, link = Path(found.origin).parent / "data" / name, folder / name
        if not link.is_symlink() or link.readlink() != source:
            link.unlink(missing_ok=True)
            link.symlink_to(source)
    return folder


def _configure(size: tuple[int, int], *, offscreen: bool, fullscreen: bool) -> None:
    import kivy
    from kivy.config import Config

    # Read from the environment at the very first import of Kivy, which somebody else may have done.
    for option in ("window", "text", "image", "clipboard"):
        kivy.kivy_options[option] = (_ALWAYS[f"KIVY_{option.upper()}"],)
    # Kivy tells of every library that it looked for and didn't need.
    logging.getLogger("kivy").setLevel(logging.ERROR)
    logging.getLogger("kivy").addFilter(lambda record: not str(record.msg).startswith("Input: MTDev"))
    graphics = {
        "width": str(size[0]),
        "height": str(size[1]),
        # Twice the frame time and 35 MB for edges that are smoothed already.
        "multisamples": "0",
        "maxfps": "0" if offscreen else "60",
        "resizable": "0",
        "borderless": "0" if offscreen else "1",
        "show_cursor": "0",
        "allow_screensaver": "0",
        # "auto" takes the whole screen at the desktop's own resolution.
        "fullscreen": "auto" if fullscreen else "0",
        "window_state": "visible",
    }
    for key, value in graphics.items():
        Config.set("graphics", key, value)
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "keyboard_mode", "")
    Config.set("kivy", "pause_on_minimize", "0")
    # Touches come as the mouse; probing the system would add each of them once more.
    for device in list(Config.options("input")):
        Config.remove_option("input", device)
    if not offscreen:
        Config.set("input", "mouse", "mouse,disable_multitouch")


def _import_without(library: str, importer: str, names: dict[str, Any]) -> None:
    """Import a module with a stand-in for a library that it imports: 20 ms less at the start, and some megabytes."""
    known, stand_in = sys.modules.get(library), ModuleType(library)
    vars(stand_in).update(names)
    sys.modules[library] = stand_in
    try:
        import_module(importer)
    finally:
        del sys.modules[library]
        if known is not None:
            sys.modules[library] = known
