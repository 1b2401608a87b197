"""What tickets need from the world: a printer and a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from msgspec import Struct
from PIL import Image

from kiosk.ids import TicketId
from kiosk.tickets.copies import CopyId, SealedPage
from kiosk.wire.checkdigits import SecretDigits
from kiosk.wire.drafts import LockedDraft, WriteRight

Outcome = Literal["printed", "unknown", "out-of-paper", "cover-open", "cutter", "hot", "absent", "failed"]
TicketKind = Literal["queue", "resume", "receipt", "home-visit"]
TicketState = Literal["reserved", "printing", "printed", "failed", "unknown"]
Width = Literal[384, 576]
"""Dots across 58 mm and 80 mm paper, 8 dots a millimetre."""


class PrintedCode(Struct, frozen=True):
    """Where the QR code lies in a slip's picture, in dots, without the white around it."""

    digits: SecretDigits
    left: int
    top: int
    module: int
    """Dots a module; the code is 25 modules wide and high (version 2, level H)."""


class Slip(Struct, frozen=True):
    """What is printed: a picture, and where its code lies, for a printer that draws the code by itself."""

    picture: Image.Image
    """Mode '1', as wide as the paper, ink as 0 on white."""
    code: PrintedCode | None = None


class PrintOutcome(Struct, frozen=True):
    """What became of a slip. ``printed`` only when the printer itself confirmed it."""

    code: Outcome
    near_end: bool = False
    """The roll is nearly used up."""
    pending: bool = False
    """All of it had been sent when the printer stopped: once it can, it may print the rest by itself."""


class PrinterStatus(Struct, frozen=True):
    """What the printer says of itself now; ``code`` "ready" or why not."""

    code: Literal["ready", "out-of-paper", "cover-open", "cutter", "hot", "absent", "mute", "failed"]
    near_end: bool = False


class Printer(Protocol):
    """A ticket printer. No call blocks longer than its time-out.

    1 s for a status; for a slip 60 s besides what its bytes travel.
    """

    @property
    def width_dots(self) -> Width:
        """384 or 576."""

    def status(self) -> PrinterStatus:
        """Ask the printer how it is."""

    def get_ready(self, *, torn: bool) -> PrinterStatus:
        """Before the first slip, meet the printer, so that the first slip is as quick as any; nothing is printed.

        ``torn``: a killed program had begun a slip; cut it off, or the next one hangs on it. Takes as long as a
        status, and some seconds more on a slow line, or where it must be found out how the printer confirms.
        """

    def print_slip(self, slip: Slip, job: str) -> PrintOutcome:
        """Print a slip of ``width_dots`` and cut.

        ``job``: a file-name-safe ticket number or name of a list, no personal data.
        """


@dataclass(frozen=True)
class TicketRow:
    """What is kept of a ticket: no secret, no name."""

    number: str
    kind: TicketKind
    ticket_id: TicketId
    state: TicketState
    issued_at: datetime
    reprints: int = 0
    language: str = ""
    """In which it was printed, and in which whoever shows it is answered; "" where that is not known."""


class TicketStore(Protocol):
    """Keeps tickets and encrypted drafts. Every write is committed (synchronous FULL) before it returns.

    All raise ``StoreFull`` when the disk is full and ``StoreBroken`` when the file cannot be written.
    """

    def reserve(
        self, series: str, kind: TicketKind, ticket_id: TicketId, at: datetime, *, language: str = ""
    ) -> TicketRow:
        """Take the next number of the series for that day and keep the row as reserved, in one transaction.

        ``language``: in which it is printed.
        """

    def set_state(self, ticket_id: TicketId, state: TicketState) -> None:
        """Note what became of the printing."""

    def settle(self) -> int:
        """After a crash: what was being printed is unknown, what was only reserved has failed; return how many.

        Call it before the first ticket of this run.
        """

    def count_reprint(self, ticket_id: TicketId) -> None:
        """Count one more print of the same ticket."""

    def ticket(self, ticket_id: TicketId) -> TicketRow | None:
        """Return the row, or None."""

    def last_number(self, series: str) -> tuple[date, int] | None:
        """Return the latest day and number of a series."""

    def keep_draft(
        self, draft: LockedDraft, replaces: WriteRight | None, copies: Sequence[CopyId] = ()
    ) -> None:
        """Keep ciphertext under its id and delete the one that it replaces; note what the desk is to be told of both.

        ``copies``: pages in the CopyStore of the same file, which are the draft's from now on and go when it goes;
        those of the replaced one that are not among them go now. All in one transaction.
        """

    def draft(self, ticket_id: TicketId) -> LockedDraft | None:
        """Return the ciphertext, or None."""

    def forget_draft(self, ticket_id: TicketId) -> None:
        """Delete it here alone; nothing happens when it is gone already."""

    def misses(self, ticket_id: TicketId) -> int:
        """Return the wrong birth years so far."""

    def miss(self, ticket_id: TicketId) -> int:
        """Count a wrong birth year before it is answered; return the misses so far."""

    def forgive(self, ticket_id: TicketId) -> None:
        """Forget the misses: the right birth year was told."""

    def purge(self, now: datetime) -> int:
        """Delete expired drafts and tickets older than 60 days; return how many drafts went."""


class CopyStore(Protocol):
    """Keeps sealed pages of papers. A page belongs to a draft, or to nobody but the visit under way.

    What is deleted is overwritten. A write is committed when it returns. All raise StoreFull and StoreBroken.
    """

    def put(self, page: SealedPage, until: datetime) -> None:
        """Keep a page that no draft holds yet; ``until`` then (aware), unless a draft takes it."""

    def page(self, copy: CopyId) -> SealedPage | None:
        """Return a page, or None when it is gone or was never here."""

    def here(self, copies: Sequence[CopyId]) -> frozenset[CopyId]:
        """Return those that lie here."""

    def size(self, copies: Sequence[CopyId]) -> int:
        """Return how many sealed bytes those of these pages are that lie here."""

    def forget(self, copies: Sequence[CopyId]) -> None:
        """Delete these pages, whoever holds them."""

    def let_go(self, copies: Sequence[CopyId]) -> None:
        """Delete those of these pages that no draft holds."""

    def keep_only(self, copies: Sequence[CopyId]) -> int:
        """Delete every page that no draft holds but these; return how many. Call it before the first visit."""

    def purge(self, now: datetime) -> int:
        """Delete the pages that no draft holds and whose time is over; return how many."""


class StoreError(Exception):
    """The store broke its promise. ``code`` is fit for the journal."""

    code = "store-broken"


class StoreFull(StoreError):
    """No room on the disk."""

    code = "disk-full"


class StoreBroken(StoreError):
    """The file cannot be read or written."""
