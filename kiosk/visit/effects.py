"""What a step asks of the world, as values; the engine's workers carry them out through ports."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.ids import DossierId, HelperId
from kiosk.visit.events import Event, Language, Reason, Stars


class Effect(Struct, frozen=True):
    """Something to be done outside the visit. Never prints more than its name: some carry what has been typed."""

    def __repr__(self) -> str:
        """Tell nothing of what it carries."""
        return f"{type(self).__name__}()"


class Wipe(Effect, frozen=True):
    """Forget this visit wholly: secrets, texts, sound; a new visit with a new id follows."""


class Practise(Wipe, frozen=True):
    """Forget this visit wholly and begin one for practice: only language, look and loudness come along."""


class ShowMadeUp(Effect, frozen=True):
    """In practice alone: hold up the made-up person's card or the made-up helper's badge; answers as a scan would."""

    what: Literal["card", "badge"]


class MadeUpActs(Effect, frozen=True):
    """In practice alone: the made-up resident does this by herself; answers MadeUpActed with the same ``state``."""

    event: Event
    state: str
    """The page on which she does it."""


class SearchCatalogue(Effect, frozen=True):
    """Look for procedures by what has been typed so far; answers ProceduresFound."""

    text: str


class ListenForWords(Effect, frozen=True):
    """Open the microphone for a few seconds, once; answers WordsHeard with the same ``turn``."""

    language: Language
    turn: int


class SaveDraft(Effect, frozen=True):
    """Lock the answers to a fresh ticket and keep the ciphertext; answers DraftKept or NotKept."""


class OpenTicket(Effect, frozen=True):
    """Look up a typed ticket (digits given) or the scanned one that the engine holds (digits empty)."""

    digits: str = ""


class ForgetDraft(Effect, frozen=True):
    """Delete what this visit came back from, here and at the desk; answers DraftForgotten or NotForgotten."""


class UnlockDraft(Effect, frozen=True):
    """Try the birth year on the found draft; answers DraftOpened, TicketRefused or WardUnasked.

    A wrong year is answered by DraftFound, with the tries that are left.
    """

    year: int


class TakePlace(Effect, frozen=True):
    """Take the next number of the queue and keep it; answers NumberTaken or NotKept."""

    first: bool


class LookAtDevices(Effect, frozen=True):
    """See what is plugged in and how the printer is; answers DevicesSeen."""


class PrintTryout(Effect, frozen=True):
    """Print a test ticket; answers TryoutEnded."""


class PrintDaySlip(Effect, frozen=True):
    """Print what this day was, with the head of the audit chain; answers DaySlipEnded."""


class ShineLamp(Effect, frozen=True):
    """Switch the lamp on for a moment; answers LampTried."""


class PlayTone(Effect, frozen=True):
    """Play a tone as speech is played; answers ToneEnded."""


class OpenQueue(Effect, frozen=True):
    """Look whose badge it is that the engine holds; answers HelperKnown or SignInFailed. Opens the board, no more."""


class WorkQueue(Effect, frozen=True):
    """What a helper does at a counter with the queue; answers QueueChanged or NotKept."""

    act: Literal["next", "again", "call", "absent", "done", "first", "usual"]
    number: str = ""
    """Which one, where it is not the one at the counter."""
    counter: int = 1


class LookIntoList(Effect, frozen=True):
    """Look for the list of the homes that the helper visits today, and open it; answers RoundOpened or RoundShut."""


class KeepStop(Effect, frozen=True):
    """Seal what was done at a home to the ward and keep it; answers StopKept or NotKept."""


class LookAtDay(Effect, frozen=True):
    """Look how the point's day stands; answers DayLookedAt."""


class RetryDossier(Effect, frozen=True):
    """Send at once what waits, with it what the desk has refused before; answers DayLookedAt."""

    dossier: DossierId | None = None
    """What was refused; None: nothing was, there is only something that waits."""


class NoteOfficerTold(Effect, frozen=True):
    """Keep that the officer has been told of what the desk refused; answers DayLookedAt."""

    dossier: DossierId


class HoldBadge(Effect, frozen=True):
    """Keep a typed badge with the engine until the PIN comes."""

    text: str


class CheckPin(Effect, frozen=True):
    """Check badge and PIN; answers HelperSignedIn or SignInFailed."""

    pin: str
    of_holder: bool = False
    """True: with the badge of whoever holds the screen, and not with one that has just been shown."""


class CheckBadge(Effect, frozen=True):
    """Look whether the held badge alone lets its helper in; answers HelperSignedIn, PinWanted or SignInFailed."""


class BeginDuty(Effect, frozen=True):
    """This helper is signed in at the point from now on. ``override``: what was overlooked, "" for nothing."""

    helper: HelperId
    override: str = ""


class EndDuty(Effect, frozen=True):
    """This helper is signed in at the point no more."""

    helper: HelperId
    why: Literal["badge", "button"]


class LookForLocked(Effect, frozen=True):
    """See whose PIN was guessed at too often; answers LockedSeen."""


class FreeHelper(Effect, frozen=True):
    """Let a locked helper try the PIN again; answers LockedSeen."""

    helper: HelperId


class CopyPaper(Effect, frozen=True):
    """Let the document scanner look at what lies on the glass; answers PaperSeen or PaperNotSeen."""

    paper: str
    """Id of the procedure's paper that it is."""


class StopCopy(Effect, frozen=True):
    """Break off the looking that is under way; CopyPaper then answers PaperNotSeen. Not answered itself."""


class TurnCopy(Effect, frozen=True):
    """Turn what was just seen by 90° clockwise; answers PaperSeen."""


class KeepCopy(Effect, frozen=True):
    """Keep what was just seen as the next page of a paper; answers CopyKept or NotKept."""

    paper: str


class DropCopy(Effect, frozen=True):
    """Forget what was just seen and is not kept. Not answered."""


class ForgetCopies(Effect, frozen=True):
    """Delete the kept pages of a paper; answers CopiesForgotten or CopiesStay."""

    paper: str = ""
    """"": those of all papers."""
    held: bool = True
    """False: but for those that the ticket holds by which this visit came back; it still opens them."""


class CallHelper(Effect, frozen=True):
    """Call the helper on duty."""


class EndCall(Effect, frozen=True):
    """Nobody is wanted any more: the resident goes on alone."""


class GrantLease(Effect, frozen=True):
    """The resident has agreed: the helper holds the visit until released."""

    helper: HelperId


class ReleaseLease(Effect, frozen=True):
    """The take-over ends."""

    why: Literal["handed-back", "withdrawn", "filed", "ended", "signed-out"]


class SealDossier(Effect, frozen=True):
    """Assemble, seal, commit to the outbox under a fresh receipt number; answers DossierKept or NotKept."""

    channel: Literal["desk", "home-visit", "counter", "portal"]


class OpenPortal(Effect, frozen=True):
    """Open the official page of the procedure with the copies of papers; answers WindowStands or WindowRefused.

    It is closed by itself when the visit comes to a page that it does not stand beside.
    """


class CopyAnswer(Effect, frozen=True):
    """Put the answer to one question on the clipboard; answers NotCopied, or ClipboardCleared when its time is up."""

    question: str


class ClearClipboard(Effect, frozen=True):
    """Overwrite what lies on the clipboard; nobody waits for it."""


class SendDossier(Effect, frozen=True):
    """Try the ward once now; answers DossierReceived or DossierWaits."""


class LeaveWardCopy(Effect, frozen=True):
    """Seal a copy of what has been saved to the ward, commit it to the outbox, try the ward once; answers WardCopyKept
    or NotKept.
    """


class PrintTicket(Effect, frozen=True):
    """Print the ticket of this visit; answers PrintEnded."""

    reprint: bool = False


class PrintChecklist(Effect, frozen=True):
    """Print the papers to bring, with boxes to tick; answers ListEnded. Has nothing to do with the ticket."""


class KeepRating(Effect, frozen=True):
    """Keep how it was. Tells nothing of who; nobody waits for it, so nothing is answered."""

    procedure: str
    stars: Stars
    reason: Reason | Literal[""]
    language: Language


class Audit(Effect, frozen=True):
    """Enter an act into the audit chain. ``detail`` is a code."""

    act: str
    detail: str = ""
    helper: HelperId | None = None
    """Who it is about, where that is not the helper of the visit."""
