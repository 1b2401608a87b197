"""The format of the catalogue: what a procedure file and the life-event file may say.

The YAML files are read into these Structs; an unknown key or a wrong type is refused (see ``load``).
assets/procedures/README.md explains the same for authors.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
IdOrNone = Annotated[str, Meta(pattern=r"^([a-z][a-z0-9_]{0,47})?$")]
"""An id, or "" for none (a union with the literal "" would refuse "" when read back)."""
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Picture = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9/-]{0,63}$")]


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all parts of the catalogue share: immutable, unknown keys refused."""


class Text(Content, frozen=True):
    """One text in the kiosk's languages. Vietnamese is always there; the others fall back to it."""

    vi: Annotated[str, Meta(min_length=1)]
    en: str = ""
    km: str = ""
    km_reviewed: bool = False
    """True once a native reader has passed the Khmer text."""

    def in_language(self, language: str) -> str:
        """Return the text in ``language`` (vi, en, km), or in Vietnamese where it is missing."""
        return {"en": self.en, "km": self.km}.get(language, "") or self.vi


class Choice(Content, frozen=True):
    """One answer of a choice question."""

    id: Id
    label: Text
    official: str = ""
    """The word on the official form, in Vietnamese; the Vietnamese label where it is left out."""
    hint: Text | None = None
    picture: Picture = "question-mark"


class ApartQuestion(Content, frozen=True):
    """A question of a life event that tells sibling procedures apart. At most 4 choices."""

    id: Id
    ask: Text
    choices: Annotated[tuple[Choice, ...], Meta(min_length=2, max_length=4)]


class LifeEvent(Content, frozen=True):
    """One tile of the home screen."""

    id: Id
    name: Text
    picture: Picture
    hue: Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}$")]
    gentle: bool = False
    """True for bereavement: condolence instead of a cheerful word, no rating afterwards."""
    apart: tuple[ApartQuestion, ...] = ()


class LifeEvents(Content, frozen=True):
    """The file life-events.yaml: the tiles of the home screen, in order."""

    events: Annotated[tuple[LifeEvent, ...], Meta(min_length=1, max_length=8)]


class PaperNeeded(Content, frozen=True):
    """A paper that the resident should bring."""

    id: Id
    name: Text
    official: str
    picture: Picture
    form: Literal["original", "copy", "either", "scan"]
    instead: Text | None = None
    """What may be brought when this paper is missing."""
    where: Text | None = None
    """Where to get it."""
    needed: bool = True
    """False: helpful, but not demanded."""
    scan: bool = False
    """True: the officer works with the paper itself, and a copy of it may go along where it can be made."""
    when: tuple[Condition, ...] = ()


class Condition(Content, frozen=True):
    """Holds when the answer to ``question`` (or the sibling question of that id) is one of ``among``."""

    question: Id
    among: tuple[str, ...]


QuestionType = Literal[
    "full_name",
    "date",
    "year",
    "time",
    "choice",
    "yes_no",
    "personal_number",
    "phone",
    "address",
    "text",
    "count",
    "document_number",
    "ethnicity",
    "nationality",
    "relationship",
    "bank_account",
    "attachment",
    "coming_day",
]


class Rule(Content, frozen=True):
    """A rule for one answer.

    not_future: a date lies not after today. max_age / min_age: whole years up to today, from ``years``.
    within_days: not more than ``days`` before today (warns only when ``warn``).
    length: at most ``most`` letters (text). range: ``least``..``most`` (count).
    """

    rule: Literal["not_future", "max_age", "min_age", "within_days", "length", "range"]
    years: int = 0
    days: int = 0
    least: int = 0
    most: int = 0
    say: Text | None = None
    """What to tell the resident; a general sentence of the kiosk's when absent."""
    warn: bool = False
    """True: told, but the answer may stand."""
    when: tuple[Condition, ...] = ()
    """The rule counts only when all of these hold; answers given before or after this one."""


class Like(Content, frozen=True):
    """An answer given before that may be given again by one touch, such as "lives with the mother"."""

    question: Id
    """An earlier question of the same type."""
    say: Text
    picture: Picture


class Question(Content, frozen=True):
    """One screen: one thing asked."""

    id: Id
    section: Id
    type: QuestionType
    ask: Text
    """The spoken question, at most 9 words."""
    label: Text
    """The short label of the review, at most 3 words."""
    official: str
    """The label on the official form, in Vietnamese."""
    picture: Picture
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    """For ``choice``: 2..8 (4 a page). Empty for all other types."""
    optional: bool = False
    """True: "don't know" is an answer."""
    private: bool = False
    """True: masked until asked for, never read aloud unasked (numbers, phones)."""
    when: tuple[Condition, ...] = ()
    """Asked only when all conditions hold."""
    rules: tuple[Rule, ...] = ()
    card_fills: Literal[
        "", "name", "personal_number", "birth_date", "sex", "address", "nationality", "health_number"
    ] = ""
    """Which part of a scanned citizen card may answer this question; whoever has one is Vietnamese. A health card
    tells name, birth date and sex as well, and its own number."""
    card_owner: Id | None = None
    """Whose card: the section id of the person (default: this question's section)."""
    until: Literal["house", "hamlet", "commune"] = "house"
    """For ``address``: how far it is asked: province, commune, hamlet, house."""
    offer: tuple[str, ...] = ()
    """For ``relationship``: which of the kiosk's list may be chosen (none: all). For ``ethnicity`` and
    ``nationality``: which stand as pictures before the whole list (none: the kiosk's usual ones)."""
    paper: IdOrNone = ""
    """For ``attachment``: the id of the paper that is shown or scanned."""
    takes: tuple[Id, ...] = ()
    """Earlier questions: where they all have the same answer, it is taken and not asked, but read back."""
    like: Annotated[tuple[Like, ...], Meta(max_length=2)] = ()
    """For ``address``: answers given before that may be given again by one touch."""


class SamePerson(Content, frozen=True):
    """Tells when a section is about the person of another one."""

    section: Id
    when: Annotated[tuple[Condition, ...], Meta(min_length=1)]
    """Holds when all of these hold."""


class Section(Content, frozen=True):
    """A group of questions about one person or thing."""

    id: Id
    name: Text
    official: str
    picture: Picture
    same_as: SamePerson | None = None
    """Then what a card may fill is asked once, of the other section; it is taken over here and read back."""


class Order(Content, frozen=True):
    """A rule between two dates: ``first`` is not after ``then``, and no further from it than told.

    Unknown days and months are taken in the resident's favour.
    """

    first: Id
    then: Id
    say: Text
    least_years: Annotated[int, Meta(ge=0)] = 0
    """Whole years that lie between them at least."""
    most_years: Annotated[int, Meta(ge=0)] = 0
    """Whole years that lie between them at most; 0: any."""
    most_days: Annotated[int, Meta(ge=0)] = 0
    """Days that lie between them at most; 0: any."""
    when: tuple[Condition, ...] = ()
    """Counts only when all of these hold."""
    warn: bool = False
    """True: told, but the answers may stand."""


class Step(Content, frozen=True):
    """One step of what happens: a short sentence and its picture."""

    say: Text
    picture: Picture


class Proxy(Content, frozen=True):
    """Whether somebody else may file. ``ask``: unknown, the officer tells."""

    allowed: Literal["yes", "family", "no", "ask"]
    say: Text | None = None
    """What the other one must bring, or why it can't be; the kiosk's general sentence when absent."""


class Charge(Content, frozen=True, kw_only=True):
    """A fee counted from answers, in đồng: for each copy, or for each page of each copy.

    With ``pages``: the first ``first`` pages of a copy cost ``each``, every further one ``after``, a copy at
    most ``most``. Without: a copy costs ``each``.
    """

    copies: Id
    pages: IdOrNone = ""
    each: Annotated[int, Meta(ge=0)]
    first: Annotated[int, Meta(ge=0)] = 0
    after: Annotated[int, Meta(ge=0)] = 0
    most: Annotated[int, Meta(ge=0)] = 0
    """0: no upper limit."""


class Place(Content, frozen=True):
    """A further life event under which a procedure is found."""

    event: Id
    apart: tuple[Condition, ...] = ()


class Applicant(Content, frozen=True):
    """Which questions describe the person who applies. Ids of questions; empty where not asked."""

    name: Id
    personal_number: IdOrNone = ""
    birth_date: IdOrNone = ""
    phone: IdOrNone = ""
    relationship: IdOrNone = ""


class Home(Content, frozen=True):
    """Makes a form one by which somebody is asked to come to a home. Ids of its questions; empty where not asked."""

    begins: Literal["tile", "first_page", "along"]
    """Under its life event, by a button of the first page, or behind any other form, which then goes along."""
    name: Id
    place: Id
    for_whom: IdOrNone = ""
    """A choice of self, relative, neighbour, bereaved; not asked: somebody has died there."""
    landmark: IdOrNone = ""
    phone: IdOrNone = ""
    when: IdOrNone = ""
    """A choice of morning, afternoon, weekend, any."""
    day: IdOrNone = ""
    """The day that is hoped for."""
    needs: IdOrNone = ""
    """A choice of walk, see_hear, khmer, none."""
    bereaved: str = ""
    """The code of what is asked for where somebody has died, when that is answered; "" for none."""


class Time(Content, frozen=True):
    """How long it takes, in working days counted from the officer's reception.

    ``statute`` 0 means the same day; None means unknown: "ask the officer".
    """

    statute: Annotated[int, Meta(ge=0)] | None = None
    promise: Annotated[int, Meta(ge=0)] | None = None
    """A ward's shorter promise; normally set in a ward overlay."""
    verified: Annotated[int, Meta(ge=0)] | None = None
    """The longer time when facts must be checked."""


class Filing(Content, frozen=True):
    """How it is filed. ``host`` and ``url`` of the official portal, when there is one."""

    channels: tuple[Literal["desk", "portal", "counter"], ...]
    host: str = ""
    url: str = ""


class Block(Content, frozen=True):
    """A file of the folder blocks: parts that several procedures share, taken in by ``- block: name``."""

    papers: tuple[PaperNeeded, ...] = ()
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()


class Procedure(Content, frozen=True, kw_only=True):
    """One procedure file. ``kind`` refer: a picture checklist and where to go, without a form."""

    format: Literal[1]
    kind: Literal["form", "refer"]
    code: Annotated[str, Meta(min_length=1, max_length=32)]
    event: IdOrNone = ""
    """The life event under which it is found; none only for a form with ``home`` that begins elsewhere."""
    apart: tuple[Condition, ...] = ()
    """Which answers to the event's sibling questions lead here; none: any."""
    name: Text
    official: str
    """The official Vietnamese name."""
    short: Text
    """At most 3 words, for the header and the ticket (``official`` spelling in print is ``printed``)."""
    printed: str
    """The short official name in Vietnamese as it stands on paper."""
    hint: Text | None = None
    """One line under the name where siblings are shown side by side."""
    picture: Picture
    also: tuple[Place, ...] = ()
    """Further life events under which it is found too."""
    words: tuple[str, ...] = ()
    """Other words that people search for, in Vietnamese: southern words, old names, what one hears in the street."""
    who: Text | None = None
    """Who may use it, in one short sentence."""
    authority: Text
    fee: Text | None = None
    """What it costs; None: "ask the officer"."""
    charge: Charge | None = None
    """How the fee is counted, where answers decide it."""
    time: Time = Time()
    result: Text | None = None
    """What one gets; None: "ask the officer"."""
    receive: tuple[Literal["counter", "point", "home"], ...] = ()
    """Where the result is received: the ward's counter, the support point, at home; none: "ask the officer"."""
    proxy: Proxy = Proxy(allowed="ask")
    filing: Filing
    applicant: Applicant | None = None
    """Demanded of kind form."""
    home: Home | None = None
    papers: tuple[PaperNeeded, ...] = ()
    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    orders: tuple[Order, ...] = ()
    steps: tuple[Step, ...] = ()
    """What happens, in pictures and short sentences."""
    source: Annotated[str, Meta(min_length=1)]
    effective_from: IsoDate
    checked_on: IsoDate
    confidence: Literal["H", "M", "L"]
    reviewed: Literal["none", "vi", "vi+en", "all"] = "none"

    @property
    def has_official_code(self) -> bool:
        """False for a code of the ward's own making: the official one is not known."""
        return not self.code.startswith("ward.")

    def places(self) -> tuple[Place, ...]:
        """Return all life events under which it is found, its own first."""
        own = (Place(event=self.event, apart=self.apart),) if self.event else ()
        return (*own, *self.also)
