"""Sample slips with fictional content, in the words that the kiosk prints."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from kiosk.procedures.deadlines import Due
from kiosk.tickets.number_words import NumberFacts, number_text
from kiosk.tickets.secret import TicketSecret
from kiosk.tickets.slip import SlipText
from kiosk.tickets.words import Facts, slip_text
from kiosk.wire import checkdigits
from tests.visit.walking import NOW, catalogue, point, texts

FONTS = Path(__file__).parents[2] / "var" / "cache" / "fonts"
"""Those of this machine: to cut the Khmer ones takes seconds."""
PAYLOAD = "1" + "9163587421951957626453193951415"
SECRET = TicketSecret(PAYLOAD + checkdigits.check_digits(PAYLOAD))
EXPECTED = date(2026, 11, 23)
KINDS = "queue", "resume", "receipt", "kept-here", "counter", "portal", "portal-no-code", "home-visit"
PORTAL_CODES = {"portal": "H29.17-261121-0001", "portal-no-code": ""}
WITH_CODE = KINDS[1:]
LANGUAGES = "vi", "km", "en"


@cache
def _told():
    return catalogue().procedures, point(), texts()


def facts(kind: str, language: str = "vi", procedure: str = "1.001193", **changes) -> Facts:
    """A receipt says all that a receipt can: an expected day, a later one by law, a helper."""
    received = kind not in {"resume", "kept-here"}
    dated = kind in {"receipt", "counter", *PORTAL_CODES}
    due = Due(EXPECTED, promise=EXPECTED, statute=EXPECTED + timedelta(2)) if dated else None
    told = Facts(
        kind=kind if kind in {"resume", "home-visit"} else "receipt",
        number="A 027",
        issued=NOW,
        procedure=_told()[0][procedure],
        language=language,
        received=received,
        due=due,
        expires=date(2026, 12, 21) if kind == "resume" else None,
        helper="Anh Tài",
        reprint=False,
        trial=False,
        secret=SECRET,
        counter=kind == "counter",
        portal_code=PORTAL_CODES.get(kind),
    )
    return replace(told, **changes)


def waiting(language: str = "vi", **changes) -> NumberFacts:
    told = NumberFacts("A 012", NOW, first=False, language=language, reprint=False, trial=False)
    return replace(told, **({"ahead": 3, "minutes": 20} | changes))


def sample(kind: str, language: str = "vi", **changes) -> SlipText:
    if kind == "queue":
        return replace(number_text(waiting(language), *_told()[1:]), **changes)
    return replace(slip_text(facts(kind, language), *_told()[1:]), **changes)
