"""A ScreenView: everything that a face needs to paint one screen wholly and to say it.

All words are final words in the visit's language; all pictures are names of ``pictures``; every thing that can
be touched carries the very Event to send. A face adds nothing and keeps nothing but the text being typed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from kiosk.visit.events import Language, Touch
from kiosk.visit.look import USUAL, Look

Layout = Literal[
    "attract",  # languages: picture on a hue, one large sentence, up to 3 choices; sides by ``page``
    "tiles",  # life events: up to 8 tiles with hue
    "answers",  # one question, 2..4 picture answers (choices); more by pages
    "cards",  # up to 4 rows as cards with large pictures: steps, papers to bring
    "papers",  # up to 3 paper cards a page, each with have / don't have
    "keyboard",  # entry.kind name | text: Vietnamese keyboard
    "numbers",  # entry.kind digits | phone | personal_number | ticket | pin | count | year_digits | time: number pad
    "date",  # entry.kind date | year: decade, year, month, day
    "review",  # rows read back, 4 a page
    "consent",  # full screen, two equal answers, no header
    "state",  # picture left, one sentence, one more, answers at the bottom
    "look",  # sizes, contrasts, reach and hand as large buttons, rows by the first part of their ids
    "film",  # a film, or a large picture and its sentence as one slide of many; choices below
    "board",  # pictures to point at: up to 6 choices a page, some with hue
    "copy",  # what was seen of a paper, large, and beside it what to do with it
    "pointed",  # one picture and its word over the whole body
    "countdown",  # idle: big number, two answers
    "status",  # path of pictures
    "missing",  # the same, with what is to be brought as cards: up to 3 rows
    "faces",  # 4 or 5 pictures of equal weight side by side, a way out below them
    "workbench",  # helper: whole form at once
    "calling",  # helper: the number at the counter large, rows of who waits, acts
    "sign",  # what changes hands, a pad to sign on with a finger, and the answers below it
    "portal",  # helper: one half of the glass, an answer or the code beside the official page
    "devices",  # helper: a row each, with what tries it; the banner tells what came of that
]

Script = Literal["latin", "khmer"]


class View(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts of a screen share."""


class Button(View, frozen=True):
    """Something to touch."""

    id: str
    """Unique on its screen and stable: journeys find it by this, e.g. ``answer:yes``."""
    text: str
    event: Touch
    picture: str = ""
    """Name of a drawing (or glyphs/...), "" for none."""
    hint: str = ""
    style: Literal["answer", "go", "person", "quiet", "stop"] = "answer"
    """answer: card; go: green; person: blue; quiet: footer; stop: brick tint."""
    state: Literal["rest", "chosen", "off"] = "rest"
    hue: str = ""
    """Life-event colour, tiles only."""
    keys: tuple[str, ...] = ()
    """On a helper's screen: the keys that do the same, as they are named on it; letters while nothing is typed."""


class Header(View, frozen=True):
    """The top of every resident screen."""

    point: str
    where: str = ""
    where_short: str = ""
    """Stands there where there is no room for that."""
    where_picture: str = ""
    step: int = 0
    """1-based; 0 hides the stepper."""
    steps: int = 0
    helper: str = ""
    """ "Anh Tài đang trực", or when somebody will be there again."""
    on_duty: bool = False
    trial: str = ""
    """Non-empty on example keys and in practice: must be painted on every screen."""
    trial_more: str = ""
    """What is told beside it where there is room."""


class Footer(View, frozen=True):
    """The same places on every screen; None leaves its place empty."""

    back: Button | None = None
    again: Button | None = None
    language: Button | None = None
    look: Button | None = None
    help: Button | None = None
    signs: Button | None = None
    """Sees this page in sign language; takes its place from the one for help."""
    start_over: Button | None = None


class Entry(View, frozen=True):
    """Something to put in by keys. The face sends the typed text in ``submit_to``'s event."""

    question: str
    """Goes into Answer.question where the kind is an answer."""
    kind: Literal[
        "name",
        "text",
        "digits",
        "phone",
        "personal_number",
        "count",
        "time",
        "date",
        "day",
        "year",
        "ticket",
        "badge",
        "pin",
    ]
    value: str = ""
    """The answer given before, in machine form, to start from; "" for none. Never a secret."""
    send: Literal["answer", "ticket", "badge", "pin", "year", "note", "portal-code"] = "answer"
    """Which event to build: Answer, EnterTicket, EnterBadge, EnterPin, EnterYear, WriteNote or EnterPortalCode."""
    masked: bool = False
    most: int = 80
    """The most letters or digits."""
    groups: tuple[int, ...] = ()
    """How digits are grouped when shown, e.g. (4, 3, 3)."""
    latest_year: int = 0
    """For dates: the last year offered (this one where nothing later may be answered)."""
    earliest_year: int = 1900
    """For dates: the first year offered."""
    likely_year: int = 0
    """For dates: the year around which most answers lie, whose decade is opened at once; 0 for none."""
    scripts: tuple[Script, ...] = ("latin",)
    """For words: the writings that the answer takes, the one to begin with first."""
    keys: tuple[str, ...] = ()
    """For pin: the order in which the pad shows its ten digits (scrambled); empty: the usual order."""
    part: str = ""
    """Where a question is asked in parts: which one this is; it then travels in AnswerPart. "" for the whole."""
    live: bool = False
    """True: every change of the text is told at once (event Type), so that the view can suggest something.
    ``value`` is then what was told last."""


class PaperCard(View, frozen=True):
    """One paper with its buttons: two, or one where there is nothing to take back."""

    id: str
    name: str
    picture: str
    hint: str
    """What may be brought instead and where to get it; shown when "don't have" is chosen."""
    has: bool | None
    yes: Button
    no: Button | None = None
    told: str = ""
    """What is shown below its name, and said after it, instead of the hint."""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What can be touched on it, in the order of reading."""
        return (self.yes,) if self.no is None else (self.yes, self.no)


class Row(View, frozen=True):
    """One line of the review, the status or the workbench."""

    id: str
    label: str
    value: str
    """Already masked when ``masked``."""
    picture: str
    button: Button | None = None
    """The whole row is its target."""
    masked: bool = False
    quiet: bool = False
    """True: to be read, but not said aloud unless asked for."""
    mark: Literal["", "ok", "doubt", "missing"] = ""
    note: str = ""
    section: str = ""
    opened: bool = False
    """Workbench: put in now, beside the form."""


class Section(View, frozen=True):
    """One group of the workbench."""

    id: str
    name: str
    picture: str
    doubts: int = 0
    missing: int = 0
    button: Button | None = None
    """Goes to the page on which the section begins."""


class InkPad(View, frozen=True):
    """A place to draw on with a finger. Each stroke travels as DrawStroke and comes back in here; nothing stays."""

    text: str
    """What is to be drawn there; stands on it until something is."""
    strokes: tuple[tuple[int, ...], ...] = ()
    """Each as x, y, x, y ... in thousandths of the pad's width and height."""

    def __repr__(self) -> str:
        """Tell nothing of what is drawn."""
        return "InkPad(…)"


class PathStep(View, frozen=True):
    """One disc of the status path."""

    text: str
    picture: str
    state: Literal["done", "now", "to-come"]


class Banner(View, frozen=True):
    """A strip under the question."""

    text: str
    picture: str
    tone: Literal["calm", "doubt", "stop"] = "calm"


class Strip(View, frozen=True):
    """Who is served now, on the first screen."""

    text: str
    """ "Đang mời"; "" where nobody is served."""
    numbers: tuple[str, ...]
    waiting: str
    """How many wait; "" for nobody."""


class Caption(View, frozen=True):
    """What is said in a film between two moments, in seconds from its beginning."""

    start: float
    end: float
    text: str


class Film(View, frozen=True):
    """A film that the face shows by itself; it tells when that has ended or cannot be."""

    file: str
    """Its name in the folder of films."""
    times: int
    """Another number: from the beginning."""
    plays: bool
    """False: it stands where it is."""
    captions: tuple[Caption, ...] = ()
    """In their order; one is shown at a time. None: the question stands below it all the while."""
    silent: bool = False
    """True: its sound is not heard."""
    turns: int = 1
    """How often it is shown before it has ended."""


class Phrase(View, frozen=True):
    """One thing to say. ``lights`` is the id of the Button, Row or card that is lit meanwhile, "" for none."""

    text: str
    """The caption, in final words."""
    language: Language
    lights: str = ""
    vietnamese: str = ""
    """The same words in Vietnamese where ``language`` has no voice but recordings: said when there is none."""
    private: bool = False
    """True: an answer that is nobody else's business; it may sound in headphones only."""
    at_once: bool = False
    """True: said as soon as it appears, even on a page that has been said already."""


class ScreenView(View, frozen=True):
    """One screen."""

    serial: int
    """Grows with every repaint of a face."""
    state: str
    layout: Layout
    language: Language
    header: Header
    footer: Footer
    question: str
    detail: str = ""
    """One more sentence under the question."""
    picture: str = ""
    second_picture: str = ""
    stamp: str = ""
    """Words that stand large on the picture itself: that a slip is none."""
    hue: str = ""
    """Of the first screen: the colour behind its picture, #RRGGBB; "" for a quiet one."""
    choices: tuple[Button, ...] = ()
    side_choices: tuple[Button, ...] = ()
    """Smaller ways out beside the main ones: "have a ticket", "no phone", "don't know"."""
    signing: bool = False
    """True where there are clips in sign language at all: their place in the footer is then kept on every page."""
    suggestions: tuple[Button, ...] = ()
    """What the typed letters may mean, at most 4, between field and keys; comes and goes while one types."""
    go_on: Button | None = None
    entry: Entry | None = None
    papers: tuple[PaperCard, ...] = ()
    rows: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()
    path: tuple[PathStep, ...] = ()
    page: int = 0
    pages: int = 1
    next_page: Button | None = None
    previous_page: Button | None = None
    banner: Banner | None = None
    strip: Strip | None = None
    film: Film | None = None
    """Shown in place of the picture."""
    panel: str = ""
    """Workbench: what is put in beside the form; the choices and the entry are then its own. "" for nothing."""
    pad: InkPad | None = None
    """Something is to be signed here."""
    preview: bytes = b""
    """What was just seen of somebody's paper, shown in place of the picture: a small grey JPEG, b"" for none."""
    code: str = ""
    """What a QR code on the screen says, for a person's own telephone: a public address, never anybody's data."""
    big: str = ""
    """The big number: ticket number or count-down."""
    speech: tuple[Phrase, ...] = ()
    speaking: int = -1
    """Index of the phrase being spoken; -1 for silence."""
    residents_hand: bool = False
    """True where only the resident's own hand counts: on such a page the helper's keys are dead."""
    lies_over: bool = False
    """True for a page laid over another one, which comes back as it was: with what was being typed there."""
    holder: str = ""
    """Where a helper holds the screen: who, e.g. "Anh Tài đang làm giúp"."""
    holder_note: str = ""
    """Workbench: when the resident agreed and when it locks by itself."""
    hide: Button | None = None
    """On a helper's page: hides it at once. It stands in the upper right corner of every one of them."""
    locks: str = ""
    """On a helper's page that nobody touches: when it locks by itself, counted down."""
    calling: bool = False
    """True while help is called: the edge of the glass tells the room so."""
    beside: Literal["", "left", "right"] = ""
    """The half of the glass that the window of the official portal covers: nothing may stand there."""
    lit: str = ""
    """In practice: the id of what a hint tells to touch, lit while nothing is spoken; "" for none."""
    practice: bool = False
    """True while somebody practises: the screen must not be taken for a resident's own visit."""
    look: Look = USUAL
    """How the face is to show it; the terminal has one look only."""
    words: dict[str, str] = {}
    """Small words that the face's own parts need (key "space", "delete", month names ...), translated."""


def encode(view: ScreenView) -> bytes:
    """Return the bytes that travel to a face."""
    return msgspec.msgpack.encode(view)


def decode(raw: bytes) -> ScreenView:
    """Read what ``encode`` wrote."""
    return msgspec.msgpack.decode(raw, type=ScreenView)
