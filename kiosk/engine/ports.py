"""What the engine needs from the world besides stores, printer and ward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from kiosk.ids import DossierId, TicketId
from kiosk.outbox.ports import Unreached
from kiosk.pictures.paper import PaperPage
from kiosk.visit.day import Day, HandedIn
from kiosk.wire.calls import CallReply, WhyOver


class Scanner(Protocol):
    """A QR scanner. What it reads is secret or personal: it is handed on and never logged."""

    def start(self, on_scan: Callable[[str], None]) -> None:
        """Begin to read; ``on_scan`` is called from the scanner's own thread, "" for what is no text."""

    def stop(self) -> None:
        """Stop reading; returns when the thread has ended."""

    @property
    def reads(self) -> bool:
        """Whether what is held there now would be read: started, plugged in and open, as far as is known."""


class Speaker(Protocol):
    """The one owner of sound."""

    def say(self, clips: Sequence[Path], on_done: Callable[[bool], None]) -> None:
        """Play, cutting off what plays. ``on_done``: True at the end, False when cut or failed."""

    def hush(self) -> None:
        """Cut off at once."""

    def close(self) -> None:
        """Let go of the device."""


class Volume(Protocol):
    """How loud the one owner of sound is."""

    def set(self, step: int) -> bool:
        """Set the loudness, 1 the quietest, 3 the loudest; False where nothing sets it. Up to 2 s."""


class Headphones(Protocol):
    """The socket for headphones, or a handset."""

    def plugged(self) -> bool:
        """Tell whether what is said now is heard by one person alone; False where nobody knows. Up to 1 s."""


class Voice(Protocol):
    """Makes or finds the sound of a text."""

    def visit(self) -> int:
        """Return which visit clips are made for now: another number after each ``forget``."""

    def clip(self, text: str, language: str, *, slow: bool = False, visit: int | None = None) -> Path | None:
        """Return the wav for a text within 0.3 s, or None when the language has no voice.

        ``slow``: for whoever did not catch it the first time; at the usual speed where there is nothing slower.
        ``visit``: for which one it is, else for the one of now; nothing is made for one that is over.
        """

    def forget(self) -> None:
        """Delete what was made for this visit alone."""


class Recogniser(Protocol):
    """Understands a few spoken words."""

    def listen(self, language: str, wanted: Callable[[], bool]) -> str:
        """Open the microphone for some seconds and return what was understood, "" for nothing; keep no sound.

        ``wanted``: asked before it is opened; where it is False, it stays closed.
        """

    def stop(self) -> None:
        """Close the microphone at once; ``listen`` then returns "". Nothing happens while it is closed."""


PaperScanCode = Literal[
    "scanned", "absent", "busy", "cover", "jam", "empty-feeder", "cancelled", "unreadable"
]
"""What came of a scan. absent: unplugged, switched off or unknown; busy: somebody else has it; unreadable: no
picture, or none in time."""


def wanted_anyway() -> bool:
    """Nobody has thought better of it."""
    return True


class PaperScan(Struct, frozen=True):
    """The outcome of one scan. ``page`` is there when ``code`` is "scanned", whatever the first look at it says."""

    code: PaperScanCode
    page: PaperPage | None = None


class PaperScanner(Protocol):
    """A scanner for papers. What it sees is personal: it is handed on and never logged, named or written."""

    def scan(self, wanted: Callable[[], bool] = wanted_anyway) -> PaperScan:
        """Scan what lies there now. Takes up to two minutes and is called by a worker, one at a time.

        ``wanted``: asked just before anything moves; False: "cancelled". Whoever stops makes it False first.
        """

    def stop(self) -> None:
        """Break off at once; ``scan`` then returns "cancelled". Nothing happens while nothing is scanned."""


class Lamp(Protocol):
    """What shines while help is called."""

    def light(self, *, on: bool) -> bool:
        """Switch it on or off; False where it is not there. Up to 5 s; again as it is already changes nothing."""

    def close(self) -> None:
        """Let go of the device."""


class CallDesk(Protocol):
    """The desk's place for calls for help, as the kiosk reaches it. No call blocks longer than 10 s.

    An answer that the desk has not signed for this very question is Unreached("nonsense").
    """

    def opened(self, call_id: str, waited: int, at: datetime) -> CallReply | Unreached:
        """Tell that help is wanted, for ``waited`` seconds by now. The same again changes nothing."""

    def ask(self, call_id: str, at: datetime) -> CallReply | Unreached:
        """Ask what has become of it."""

    def over(self, call_id: str, why: WhyOver, at: datetime) -> CallReply | Unreached:
        """Tell that it is over."""

    def every(self, at: datetime) -> CallReply | Unreached:
        """Ask for all of the ward that are open."""


class Jobs(Protocol):
    """Where slow work is done."""

    def submit(self, job: Callable[[], None]) -> None:
        """Run ``job`` soon, never on the caller's time if that matters to the caller."""

    def close(self) -> None:
        """Wait for what runs and stop."""


class DayStore(Protocol):
    """What of the point's day is kept: numbers and ids. A write is committed when it returns; see tickets.ports."""

    def look(self, now: datetime) -> Day:
        """Return how the day stands at ``now`` (aware), as far as the store knows."""

    def handed_in(self, day: date) -> HandedIn:
        """Return what was handed in on ``day`` (in Vietnam)."""

    def retry(self, dossier: DossierId) -> None:
        """Let what needs a person wait to be sent once more."""

    def note_told(self, dossier: DossierId, at: datetime) -> None:
        """Note that the officer knows of it."""

    def note_taken_up(self, ticket: TicketId, at: datetime) -> None:
        """Note that somebody goes on with what was saved under this ticket."""


class Occupancy(Protocol):
    """Keeps those who start the kiosk anew away from those who stand before it, and the other way round."""

    def begins(self) -> bool:
        """Somebody comes, or is here still; False while the kiosk is about to be started anew. Raises nothing."""

    def ends(self) -> None:
        """Nobody is here any more. Raises nothing."""


class KeyKeeper(Protocol):
    """Holds the one key that opens an autosave where it outlives the program, and never the machine's power."""

    @property
    def keeps(self) -> bool:
        """False where nobody holds it: then nothing is autosaved."""

    def begin(self) -> bytes | None:
        """Get ready and return the 32 bytes that a program which died has left, or None. Call it once, first."""

    def keep(self, key: bytes) -> bool:
        """Hold this key instead of any other; False where it could not be handed over."""

    def drop(self) -> None:
        """Overwrite it at once; no copy of it is left."""


class AutosavePlace(Protocol):
    """Where the ciphertext of the visit under way lies: one at most. All raise tickets.ports.StoreError."""

    def put(self, locked: bytes) -> None:
        """Replace what is there, as a whole. It outlives the program, not a loss of power."""

    def read(self) -> bytes | None:
        """Return what is there, or None."""

    def delete(self) -> None:
        """Delete what is there; nothing happens where nothing is."""
