"""Reading a journey's end back: from the desk over HTTP and from the kiosk's disk, never from its memory."""

from __future__ import annotations

from pathlib import Path

from kiosk.desk.home_words import STAGE
from kiosk.desk.words import CHANNEL, HOW, MEDIA
from kiosk.procedures import Catalogue
from kiosk.procedures.answers import asked
from kiosk.procedures.readers import RELATIVE
from kiosk.procedures.shown import shown_official
from kiosk.store.connection import Database
from kiosk.store.outbox import SqliteOutboxStore
from kiosk.store.tickets import SqliteTicketStore
from kiosk.texts import Texts
from kiosk.tickets.draft import unlock
from kiosk.tickets.secret import derive, parse
from kiosk.tour.desk_process import Officer
from kiosk.tour.script import Journey
from kiosk.wiring.build import DATABASE

_OF_A_VISIT = ("draft", "outbox", "filed", "rating", "copy_page")
_LEFT = ("ticket", "series", "waiting", *_OF_A_VISIT)
"""Tables in which a visit that comes to nothing leaves nothing: not even a number is taken."""


def dossier_faults(
    journey: Journey, catalogue: Catalogue, texts: Texts, officer: Officer, *, by_keys: bool = False
) -> list[str]:
    """Compare the one dossier at the desk with the journey's script; return what differs.

    ``by_keys``: the record must say of every consent that it was given on the residents' keypad.
    """
    found = officer.dossiers()
    if len(found) != 1:
        return [f"{len(found)} dossiers at the desk, expected exactly 1"]
    page = officer.dossier(found[0])
    faults = []
    for label, value in expected(journey, catalogue, texts):
        if (label, value) not in page.facts:
            faults.append(f"the desk does not show {label!r} as the script says")
    if (
        journey.procedure not in page.text
        and catalogue.procedures[journey.procedure].official not in page.text
    ):
        faults.append("the desk shows another procedure")
    if f'<option value="{journey.end.status}" selected>' not in page.text:
        faults.append(f"the dossier's status at the desk is not {journey.end.status}")
    if journey.end.channel and CHANNEL[journey.end.channel] not in page.text:
        faults.append(f"the desk does not say that it was filed by {journey.end.channel}")
    copied = page.text.count(MEDIA["application/pdf"])
    if copied != len(journey.copies):
        faults.append(f"{copied} papers as copies at the desk, expected {len(journey.copies)}")
    agreed = (by_keys, not by_keys) if journey.end.agreed else (False, False)
    if (HOW["keypad"] in page.text, HOW["touch"] in page.text) != agreed:
        faults.append("the desk does not tell by which hand the consents were given")
    return faults


def home_faults(journey: Journey, officer: Officer) -> list[str]:
    """Compare what helpers have reported of homes with the journey's script; return what differs."""
    if not journey.end.homes:
        return []
    found = officer.homes()
    faults = [] if found else ["no home at the desk"]
    for page in found:
        faults += [
            f"the desk does not tell of {stage} at a home"
            for stage in journey.end.homes
            if STAGE[stage] not in page.text
        ]
        signed = page.text.count("/ky/")
        if signed != 2 * len(set(journey.end.homes) - {"steps", "missed"}):
            faults.append(f"{signed} signatures at the desk")
    return faults


def copy_faults(journey: Journey, catalogue: Catalogue, texts: Texts, officer: Officer) -> list[str]:
    """Compare the copies left with the ward with the journey's script; return what differs."""
    found = officer.copies()
    faults = [] if len(found) == journey.end.copies else [f"{len(found)} copies at the desk"]
    for page in map(officer.copy, found):
        faults += [
            f"the desk's copy does not show {label!r} as the script says"
            for label, value in expected(journey, catalogue, texts)
            if (label, value) not in page.facts
        ]
    return faults


def expected(journey: Journey, catalogue: Catalogue, texts: Texts) -> list[tuple[str, str]]:
    """Return (official label, official words) of every answer that the script gives and that applies.

    What is told of a home that somebody should come to goes along with any procedure.
    """
    filed = journey.filed()
    return [
        (question.official, shown_official(question, filed[question.id], texts, catalogue.lists))
        for code in _forms(journey, catalogue)
        for question in asked(catalogue.procedures[code], filed, {})
        if filed.get(question.id)
    ]


def _forms(journey: Journey, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the codes of the forms that a journey may fill in: its own, and what goes along with any."""
    along = (code for code, head in catalogue.heads.items() if head.home == "along")
    return tuple(dict.fromkeys((journey.procedure, *along)))


def disk_faults(journey: Journey, state: Path, secret_digits: str) -> list[str]:
    """Look at the kiosk's database as a fresh process would; return what contradicts the journey's end."""
    database = Database(state / DATABASE)
    try:
        outbox, tickets = SqliteOutboxStore(database), SqliteTicketStore(database)
        waiting = sum(outbox.counts().values())
        faults = [f"{waiting} dossiers still in the outbox"] if waiting else []
        if journey.end.kind == "numbers":
            return [*faults, *_queue_faults(journey, database)]
        secret = parse(secret_digits)
        if journey.end.kind == "nothing":
            left = {table: database.rows(f"SELECT count(*) FROM {table}")[0][0] for table in _LEFT}  # noqa: S608 - our own names
            return [*faults, *(f"{count} rows left in {table}" for table, count in left.items() if count)]
        if secret is None:
            return [*faults, "no ticket was printed"]
        pages = database.rows("SELECT count(*) FROM copy_page WHERE ticket_id IS NULL")[0][0]
        faults += [f"{pages} copied pages lie here that no ticket holds"] if pages else []
        if journey.end.kind == "dossier" and outbox.filed(derive(secret).id) is None:
            faults.append("the disk does not know the dossier's receipt")
        if journey.end.kind == "draft":
            locked = tickets.draft(derive(secret).id)
            draft = unlock(locked, secret) if locked else None
            kept = {name: answer.value for name, answer in draft.answers.items()} if draft else {}
            wanted = {name: value for name, value in journey.answers.items() if name in kept}
            if not kept or wanted != {name: kept[name] for name in wanted}:
                faults.append("the saved draft differs from the script")
        return faults
    finally:
        database.close()


def _queue_faults(journey: Journey, database: Database) -> list[str]:
    """Compare how the numbers stand with the script; nothing else may have been kept."""
    rows = database.rows("SELECT number, standing FROM waiting ORDER BY turn")
    faults = [] if dict(rows) == journey.end.numbers else [f"the queue stands otherwise: {dict(rows)}"]
    left = {table: database.rows(f"SELECT count(*) FROM {table}")[0][0] for table in _OF_A_VISIT}  # noqa: S608 - our own names
    return [*faults, *(f"{count} rows left in {table}" for table, count in left.items() if count)]


def private_words(journey: Journey, catalogue: Catalogue) -> list[str]:
    """Return the script's names and numbers: what must not be found in clear anywhere on the disk."""
    if not journey.procedure:
        return []
    types = {
        q.id: q.type for code in _forms(journey, catalogue) for q in catalogue.procedures[code].questions
    }
    private = {"full_name", "personal_number", "phone", "bank_account"}
    told = {value for name, value in journey.filed().items() if types[name] in private and value}
    return sorted(value.removeprefix(RELATIVE) for value in told)
