"""What lies inside the seal: the whole application as the officer reads it."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from kiosk.ids import DossierId, HelperId, KioskId, ProcedureCode
from kiosk.wire.messages import Message

SCHEMA = 1


class Plaintext(Message, frozen=True):
    """What somebody has told, unsealed: it prints its name and no more."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Answered(Plaintext, frozen=True):
    """One answer. ``shown`` is what the resident confirmed, ``value`` the machine form (see procedures)."""

    question: str
    section: str
    label: str
    """The official Vietnamese label at the time of filing."""
    value: str
    shown: str
    by: Literal["resident", "helper", "card"]
    was: str = ""
    """What the resident had answered before the helper changed it, as shown; "" where nothing."""
    doubted: bool = False
    """True where something spoke against it and the helper has said that it is right all the same."""


class Paper(Message, frozen=True):
    """A paper that the procedure asks for and whether the resident brought it."""

    paper: str
    label: str
    has: bool


class Attachment(Plaintext, frozen=True):
    """A scanned page."""

    name: str
    media_type: Literal["image/png", "image/jpeg", "application/pdf"]
    sha256: bytes
    data: bytes


class Person(Plaintext, frozen=True):
    """An applicant as far as the answers tell."""

    name: str
    personal_number: str
    birth_date: str
    phone: str
    relationship: str


class Helped(Plaintext, frozen=True):
    """Who helped and how they were let in."""

    helper: HelperId
    name: str
    team: str
    override: bool
    """True when the roster had expired or the shift was over and the override was recorded."""


class OnBehalf(Message, frozen=True):
    """Of a case for somebody who was not there: who asked, as what, and what was seen of their leave. Codes."""

    asked_by: Literal["relative", "neighbour", "phone", "helper"]
    relation: Literal["self", "spouse", "child", "parent", "kin", "neighbour", "helper"]
    """What the one who asked is to the one who was not there."""
    authorisation: Literal["paper", "phone", "none"]


class ConsentGiven(Message, frozen=True):
    """One consent: for what, when, and what the audit can truthfully say about how.

    ``how`` is a code: touch, keypad (one for residents) or keys (a helper's), gesture-relative or gesture-other where
    somebody else has touched for a person who nodded, with -helper-present where a helper stood by,
    and with -silenced where touches kept the page from being read aloud to its end.
    """

    purpose: Literal["process", "helper-sees", "file", "keep-copy", "leave-copy"]
    at: str
    how: str


NO_PROCEDURE: Final = ProcedureCode("")
"""Of a visit at home that was asked for by somebody who does not know which procedure it is."""

ForWhom = Literal["self", "neighbour", "relative", "bereaved"]
HomeWhen = Literal["morning", "afternoon", "weekend", "any"]
HomeNeed = Literal["walk", "see", "hear", "khmer"]


class HomeAsked(Plaintext, frozen=True):
    """A visit at home that was asked for: who, where, when, with which help. Words as they were told."""

    for_whom: ForWhom
    """Whose home it is, seen from who asked; bereaved: somebody has died there, and the family is visited."""
    name: str = ""
    """Whom to ask for; "" where it was not told."""
    hamlet: str = ""
    landmark: str = ""
    """What stands near it, in official words."""
    house: str = ""
    """Number and street, or how to find it."""
    phone: str = ""
    """Digits alone; "" for none."""
    when: HomeWhen = "any"
    day: str = ""
    """YYYY-MM-DD of the day that is hoped for; "" where any will do."""
    needs: tuple[HomeNeed, ...] = ()
    """The help that is needed there: cannot walk, cannot see well, cannot hear well, speaks Khmer."""
    form: Literal["whole", "begun", "none"] = "none"
    """How much of the application lies in the same dossier: all, what was told so far, or nothing."""


Channel = Literal["desk", "home-visit", "copy", "portal", "counter"]
"""How it was filed. copy: what has been saved and not filed, left for the officers to read; it is no application.
portal: by hand on the official page. counter: on paper, which the applicant brings to the counter.
"""


class Dossier(Plaintext, frozen=True, omit_defaults=True):
    """The plaintext of a sealed dossier. What it does not say is left out: a desk refuses what it does not know."""

    schema: int
    dossier_id: DossierId
    kiosk_id: KioskId
    point: str
    number: str
    """The ticket number that the resident holds."""
    language: str
    procedure: ProcedureCode
    """NO_PROCEDURE only with ``home``."""
    procedure_name: str
    answers: tuple[Answered, ...]
    papers: tuple[Paper, ...]
    attachments: tuple[Attachment, ...]
    applicant: Person
    helped: Helped | None
    consents: tuple[ConsentGiven, ...]
    channel: Channel
    made_at: str
    working_days: int | None
    """The shorter of statute and ward promise, in working days from reception; None: ask the officer."""
    statute_days: int | None = None
    """The statutory time alone, so that the desk shows both; None: unknown."""
    write_digest: bytes = b""
    """Of a copy alone: SHA-256 of the proof by which the saved visit, and the copy with it, is deleted."""
    note_to_officer: str = ""
    """What the helper has written; the resident has heard it."""
    on_behalf: OnBehalf | None = None
    """Whose case it is was not there; None: it was opened by themselves."""
    home: HomeAsked | None = None
    """Where and when somebody is asked to come; on channel home-visit alone."""
    portal_code: str = ""
    """The code that the official portal gave, as typed or scanned back; on channel portal alone, "" while unknown."""


def encode(dossier: Dossier) -> bytes:
    """Return the bytes to seal."""
    return msgspec.msgpack.encode(dossier)


def decode(plain: bytes) -> Dossier:
    """Read what ``encode`` wrote; raises msgspec.ValidationError or DecodeError on anything else."""
    return msgspec.msgpack.decode(plain, type=Dossier)
