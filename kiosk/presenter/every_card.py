"""Every screen that a scanned card can bring about on one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.procedures.types import Procedure, Question
from kiosk.visit.card import owner_of, people
from kiosk.visit.states import Card, Fill, Given, State, Visit

SOMEBODYS_CARD = {
    "name": "Nguyễn Hoàng Phương Ví Dụ",
    "birth_date": "1961-11-28",
    "personal_number": "092161004328",
    "sex": "female",
    "nationality": "VN",
    "address": "26791|Khu phố 46|Số 128/4, đường Ví Dụ|",
}
"""A fictional person's; each part as an answer."""


def of_card(visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield whose card it is, of as many persons as there can be, then what it says of each; once against answers."""
    questions = [one for one in procedure.questions if one.card_fills in SOMEBODYS_CARD]
    if not questions:
        return
    asked = max(
        (replace(visit.asked, asking=questions[0].id, answers=told) for told in _told(procedure)),
        key=lambda one: len(people(procedure, one, SOMEBODYS_CARD)),
    )
    found = people(procedure, asked, SOMEBODYS_CARD)
    if len(found) > 1:
        yield replace(visit, state=State.WHOSE_CARD, asked=asked, card=Card(SOMEBODYS_CARD))
        told = replace(asked, answers={**asked.answers, questions[0].id: Given("-", "resident")})
        yield replace(visit, state=State.WHOSE_CARD, asked=told, card=Card(SOMEBODYS_CARD))
    for person in found:
        mine = [one for one in questions if owner_of(procedure, asked, one) in person.sections]
        fills = tuple(Fill(one.id, Given(_of_somebody(one), "card")) for one in mine)
        shown = Card(SOMEBODYS_CARD, person.sections[0], fills)
        yield replace(visit, state=State.CARD, asked=asked, card=shown)
        other = {one.id: Given("Lê Thị Thí Dụ", "resident") for one in mine if one.card_fills == "name"}
        instead = replace(asked, answers={**asked.answers, **other})
        yield replace(visit, state=State.CARD, asked=instead, card=shown)


def _of_somebody(question: Question) -> str:
    value = SOMEBODYS_CARD[question.card_fills]
    return value[:4] if question.type == "year" else value


def _told(procedure: Procedure) -> Iterator[dict[str, Given]]:
    """Yield answers that bring up one person or another: each relation, each other choice at its first or last."""
    relations = [one for one in procedure.questions if one.type == "relationship"][:1]
    for at in (0, -1):
        rest = {
            one.id: Given("yes" if one.type == "yes_no" else one.choices[at].id, "resident")
            for one in procedure.questions
            if one.type in {"yes_no", "choice"} and not one.card_fills
        }
        for relation in (relations and relations[0].offer) or ("other",):
            yield {**rest, **{one.id: Given(relation, "resident") for one in relations}}
