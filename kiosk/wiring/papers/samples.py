"""A sample of each kind of ticket, made by what makes the real ones. Everything on it is made up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from kiosk.clock import VIETNAM
from kiosk.ids import SeededIds
from kiosk.pictures import Fonts, Pictures
from kiosk.procedures import Catalogue
from kiosk.procedures.deadlines import Due, due
from kiosk.procedures.hours import hours_of
from kiosk.procedures.types import Procedure
from kiosk.settings import Settings
from kiosk.texts import FALLBACK, Texts
from kiosk.tickets.checklist import checklist_text, draw_checklist
from kiosk.tickets.day_slip import DayCounts, DayFacts, draw_day_slip
from kiosk.tickets.number_words import NumberFacts, number_text
from kiosk.tickets.numbering import Number
from kiosk.tickets.ports import Slip, Width
from kiosk.tickets.secret import new_secret
from kiosk.tickets.slip import draw
from kiosk.tickets.words import Facts, slip_text
from kiosk.wire.audit import Head
from kiosk.wiring.papers.arguments import Kind

_AT = time(9, 42)
_KEPT_FOR = timedelta(days=30)
_COUNT, _HELPER, _FULL_NAME, _KIOSK = 12, "Anh Tài", "Trần Văn Tài", "kiosk-1"
_AHEAD, _MINUTES = 3, 20
_COUNTS = DayCounts(
    helped=9, filed=7, handed_in=7, here=3, signed_in=3, refused=1, overrides=1, numbers=21, served=19
)
_SEED = 1
_PORTAL_CODES: dict[Kind, str] = {"portal": "H29.17-261121-0001", "portal-no-code": ""}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which sample."""

    kind: Kind
    today: date
    width: Width = 384
    language: str = FALLBACK
    procedure: str = ""
    """Its code, "" for the first with papers and an expected day, on which most is printed."""
    reprint: bool = False
    trial: bool = False


class Samples:
    """Draws samples of one point's tickets."""

    def __init__(
        self, settings: Settings, catalogue: Catalogue, texts: Texts, pictures: Pictures, fonts: Fonts
    ) -> None:
        self._point = settings.point
        self._outing = settings.outing
        self._number = Number(settings.series, _COUNT).shown
        self._catalogue = catalogue
        self._texts = texts
        self._pictures = pictures
        self._fonts = fonts

    def slip(self, wish: Wish) -> Slip:
        """Draw one. Raises CatalogueError for an unknown procedure, PictureError, TextError."""
        issued = datetime.combine(wish.today, _AT, VIETNAM)
        if wish.kind == "list":
            return self._list(wish, issued)
        if wish.kind == "day":
            return self._day(wish, issued)
        if wish.kind == "queue":
            text = number_text(_waiting(wish, issued, self._number), self._point, self._texts)
        else:
            text = slip_text(self._facts(wish, issued), self._point, self._texts)
        return draw(text, wish.width, self._pictures, self._fonts)

    def _list(self, wish: Wish, issued: datetime) -> Slip:
        procedure = self._procedure(wish, issued)
        text = checklist_text(procedure, procedure.papers, wish.language, self._point, self._texts)
        mark = self._texts.say(FALLBACK, "slip.trial") if wish.trial else ""
        return draw_checklist(replace(text, trial=mark), wish.width, self._pictures, self._fonts)

    def _day(self, wish: Wish, issued: datetime) -> Slip:
        facts = DayFacts(
            point=self._point.short_name,
            ward=self._point.ward.name,
            kiosk_id=_KIOSK,
            printed=issued,
            by=_FULL_NAME,
            counts=_COUNTS,
            head=Head(count=128, digest=sha256(b"a sample").digest()),
            trial=wish.trial,
            place=self._outing.place if self._outing else "",
            last=self._number if self._outing else "",
        )
        return draw_day_slip(facts, self._texts, wish.width, self._pictures, self._fonts)

    def _facts(self, wish: Wish, issued: datetime) -> Facts:
        procedure = self._procedure(wish, issued)
        return Facts(
            kind=wish.kind if wish.kind in {"resume", "home-visit"} else "receipt",
            number=self._number,
            issued=issued,
            procedure=procedure,
            language=wish.language,
            received=wish.kind not in {"resume", "kept-here"},
            due=self._due(procedure, issued),
            expires=(issued + _KEPT_FOR).date() if wish.kind == "resume" else None,
            helper=_HELPER,
            reprint=wish.reprint,
            trial=wish.trial,
            ready=tuple(one.name.in_language(wish.language) for one in procedure.papers if one.needed)
            if wish.kind == "home-visit"
            else (),
            secret=new_secret(SeededIds(_SEED).random_bytes),
            counter=wish.kind == "counter",
            portal_code=_PORTAL_CODES.get(wish.kind),
        )

    def _procedure(self, wish: Wish, issued: datetime) -> Procedure:
        if wish.procedure:
            return self._catalogue.procedure(wish.procedure)
        every = [each for each in self._catalogue.procedures.values() if each.papers]
        return next((each for each in every if self._due(each, issued).expected), every[0])

    def _due(self, procedure: Procedure, issued: datetime) -> Due:
        return due(issued, procedure.time, hours_of(self._point).calendar.works)


def _waiting(wish: Wish, issued: datetime, number: str) -> NumberFacts:
    return NumberFacts(
        number=number,
        issued=issued,
        first=False,
        language=wish.language,
        reprint=wish.reprint,
        trial=wish.trial,
        ahead=_AHEAD,
        minutes=_MINUTES,
    )
