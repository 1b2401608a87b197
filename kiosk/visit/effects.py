"""What a step asks of the world, as values; the engine's workers carry them out through ports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.ids import HelperId
from kiosk.visit.events import Language, Reason, Stars


@dataclass(frozen=True)
class Effect:
    """Something to be done outside the visit."""


@dataclass(frozen=True)
class Wipe(Effect):
    """Forget this visit wholly: secrets, texts, sound; a new visit with a new id follows."""


@dataclass(frozen=True, repr=False)
class SearchCatalogue(Effect):
    """Look for procedures by what has been typed so far; answers ProceduresFound."""

    text: str


@dataclass(frozen=True)
class SaveDraft(Effect):
    """Lock the answers to a fresh ticket and keep the ciphertext; answers DraftKept or NotKept."""


@dataclass(frozen=True, repr=False)
class OpenTicket(Effect):
    """Look up a typed ticket (digits given) or the scanned one that the engine holds (digits empty)."""

    digits: str = ""


@dataclass(frozen=True, repr=False)
class UnlockDraft(Effect):
    """Try the birth year on the found draft; answers DraftOpened, DraftFound (wrong year) or TicketRefused."""

    year: int


@dataclass(frozen=True, repr=False)
class HoldBadge(Effect):
    """Keep a typed badge with the engine until the PIN comes."""

    text: str


@dataclass(frozen=True, repr=False)
class CheckPin(Effect):
    """Check badge and PIN; answers HelperSignedIn or SignInFailed."""

    pin: str


@dataclass(frozen=True)
class CallHelper(Effect):
    """Call the helper on duty."""


@dataclass(frozen=True)
class GrantLease(Effect):
    """The resident has agreed: the helper holds the visit until released."""

    helper: HelperId


@dataclass(frozen=True)
class ReleaseLease(Effect):
    """The take-over ends."""

    why: Literal["handed-back", "withdrawn", "filed", "ended", "signed-out"]


@dataclass(frozen=True)
class SealDossier(Effect):
    """Assemble, seal, commit to the outbox under a fresh receipt number; answers DossierKept or NotKept."""

    channel: Literal["desk", "home-visit"]


@dataclass(frozen=True)
class SendDossier(Effect):
    """Try the ward once now; answers DossierReceived or DossierWaits."""


@dataclass(frozen=True)
class PrintTicket(Effect):
    """Print the ticket of this visit; answers PrintEnded."""

    reprint: bool = False


@dataclass(frozen=True)
class PrintChecklist(Effect):
    """Print the papers to bring, with boxes to tick; answers ListEnded. Has nothing to do with the ticket."""


@dataclass(frozen=True)
class KeepRating(Effect):
    """Keep how it was. Tells nothing of who; nobody waits for it, so nothing is answered."""

    procedure: str
    stars: Stars
    reason: Reason | Literal[""]
    language: Language


@dataclass(frozen=True)
class Audit(Effect):
    """Enter an act into the audit chain. ``detail`` is a code."""

    act: str
    detail: str = ""
    helper: HelperId | None = None
    """Who it is about, where that is not the helper of the visit."""
