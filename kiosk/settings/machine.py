"""kiosk.toml: the machine."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from kiosk.settings.portal import Portal
from kiosk.settings.senses import Listening, Sound, Voice
from kiosk.settings.table import Table
from kiosk.settings.updates import Updates

Positive = Annotated[float, Meta(gt=0)]
Seconds = Annotated[int, Meta(ge=1, le=3600)]


class Screen(Table, frozen=True):
    """The display. ``diagonal_inches`` is measured with a ruler: sizes in millimetres follow from it."""

    width: Annotated[int, Meta(ge=800, le=7680)] = 1280
    height: Annotated[int, Meta(ge=480, le=4320)] = 800
    diagonal_inches: Positive = 15.6
    fullscreen: bool = False

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre."""
        return float((self.width**2 + self.height**2) ** 0.5 / (self.diagonal_inches * 25.4))


REFERENCE_SCREEN = Screen()
"""15.6", 1280x800: what everything is measured against."""


Slot = Literal["below", "left", "right"]


class Printer(Table, frozen=True):
    """The ticket printer: ``serial`` or ``usb`` with a port, ``png`` (pictures of tickets; on trial machines only)."""

    kind: Literal["serial", "usb", "png"] = "png"
    port: str = ""
    """For usb such as ``/dev/usb/lp*``: the number changes when the cable was out."""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    width_dots: Literal[384, 576] = 384
    folder: str = "tickets"
    """For png, inside the state folder."""
    slot: Slot = "below"
    """Where, seen from the screen, the ticket comes out: said to whoever goes by ear."""


class Scanner(Table, frozen=True):
    """The QR scanner on a serial line, or ``none``: everything can be typed."""

    kind: Literal["serial", "none"] = "none"
    port: str = ""
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 9600


class PaperScanner(Table, frozen=True):
    """What copies residents' papers: a flatbed (``sane``), a camera above the table, or ``none``: nothing is copied.

    ``file`` finds its papers in a folder, on trial machines only.
    """

    kind: Literal["none", "sane", "camera", "file"] = "none"
    device: str = ""
    """For sane as ``scanimage -L`` calls it, empty: the first that is found. For camera such as /dev/v4l/by-id/…."""
    folder: str = "glass"
    """For file, inside the state folder."""

    @property
    def is_there(self) -> bool:
        """True where a document scanner is named."""
        return self.kind != "none"

    @property
    def laid(self) -> Literal["", "glass", "above"]:
        """Where a paper is laid: face down on a glass, or face up under a camera; "" where none is copied."""
        if not self.is_there:
            return ""
        return "above" if self.kind == "camera" else "glass"


class Lamp(Table, frozen=True):
    """What shines while help is called: a USB relay of the kind LCUS-1 on a serial line, or ``none``."""

    kind: Literal["none", "relay"] = "none"
    port: str = ""

    @property
    def is_there(self) -> bool:
        """True where a lamp is named."""
        return self.kind != "none"


class Idle(Table, frozen=True):
    """When nobody touches anything."""

    warn_after: Seconds = 180
    count_down: Seconds = 45


class Keypad(Table, frozen=True):
    """Keys beside the glass. ``whose`` says who has them at hand, and so what a press may stand for.

    "helper": a keyboard of the point; on the pages where the resident alone decides its keys are dead.
    "resident": nothing is plugged in but a keypad, five keys or a button for residents; what they press counts
    there as a touch does, and is put on record as "keypad".
    """

    whose: Literal["helper", "resident"] = "helper"
    scan_step: Annotated[float, Meta(ge=0.5, le=10)] = 1.8
    """Seconds that the ring of one-button scanning rests on each row and each answer."""


class Desk(Table, frozen=True):
    """Where the ward's desk answers."""

    url: Annotated[str, Meta(pattern=r"^https?://[^/\s]+$")] = "http://127.0.0.1:8046"
    ca_file: str = ""
    """The ward's own certificate authority, a PEM file; empty: the usual ones."""
    wait: Annotated[int, Meta(ge=1, le=10)] = 8
    """How long a resident waits for the ward's receipt before the ticket says "kept here"."""


class Line(Table, frozen=True):
    """What the line to the desk is like."""

    frugal: bool = False
    """True where each byte is paid for: less is asked, and how the kiosk is is told each half hour only."""


class Keys(Table, frozen=True):
    """Where this machine's keys lie, inside the state folder."""

    folder: str = "example-ward/kiosk"


class Kiosk(Table, frozen=True):
    """kiosk.toml."""

    kiosk_id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,31}$")] = "kiosk-1"
    series: Annotated[str, Meta(pattern=r"^[A-Z]$")] = "A"
    """The letter of this machine's ticket numbers; no two machines of a ward share one."""
    provisioned: bool = False
    """True once ward IT has installed it for the public: file twins are then refused."""
    languages: Annotated[tuple[Literal["vi", "km", "en"], ...], Meta(min_length=1, max_length=3)] = (
        "vi",
        "km",
        "en",
    )
    screen: Screen = Screen()
    printer: Printer = Printer()
    scanner: Scanner = Scanner()
    paper_scanner: PaperScanner = PaperScanner()
    lamp: Lamp = Lamp()
    portal: Portal = Portal()
    sound: Sound = Sound()
    voice: Voice = Voice()
    listening: Listening = Listening()
    idle: Idle = Idle()
    keypad: Keypad = Keypad()
    desk: Desk = Desk()
    line: Line = Line()
    keys: Keys = Keys()
    updates: Updates = Updates()
