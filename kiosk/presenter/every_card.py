"""Every screen that a scanned card can bring about on one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kiosk.procedures.types import Procedure, Question
from kiosk.visit.card import Person, owner_of, people
from kiosk.visit.states import Asked, Card, Fill, Given, State, Visit

SOMEBODYS_CARD = {
    "name": "Nguyễn Hoàng Phương Ví Dụ",
    "birth_date": "1961-11-28",
    "personal_number": "092161004328",
    "sex": "female",
    "nationality": "VN",
    "address": "26791|Khu phố 46|Số 128/4, đường Ví Dụ|",
}
"""A fictional person's; each part as an answer."""
SOMEBODY_ELSES = {
    "name": "Lê Thị Thí Dụ",
    "birth_date": "1960-03-02",
    "personal_number": "092060001234",
    "sex": "male",
    "nationality": "CN",
    "address": "26791|Khu phố 45|Số 7|",
}
"""What was answered before the card came, as differently as can be."""


def of_card(visit: Visit, procedure: Procedure) -> Iterator[Visit]:
    """Yield whose card it is, of as many persons as there can be, then what it says of each; once against answers."""
    questions = [one for one in procedure.questions if one.card_fills in SOMEBODYS_CARD]
    if not questions:
        return
    met: dict[tuple[tuple[str, ...], ...], tuple[Asked, tuple[Person, ...]]] = {}
    for given in _told(procedure):
        asked = replace(visit.asked, asking=questions[0].id, answers=given)
        persons = people(procedure, asked, SOMEBODYS_CARD)
        met.setdefault(tuple(person.sections for person in persons), (asked, persons))
    for asked, persons in met.values():
        if len(persons) > 1:
            yield from _whose(replace(visit, asked=asked), questions)
    asked, found = max(met.values(), key=lambda one: len(one[1]))
    for person in found:
        mine = [one for one in questions if owner_of(procedure, asked, one) in person.sections]
        fills = tuple(Fill(one.id, Given(_of(SOMEBODYS_CARD, one), "card")) for one in mine)
        shown = Card(SOMEBODYS_CARD, person.sections[0], fills)
        yield replace(visit, state=State.CARD, asked=asked, card=shown)
        for against in (("name",), tuple(SOMEBODY_ELSES)):
            other = {
                one.id: Given(_of(SOMEBODY_ELSES, one), "resident")
                for one in mine
                if one.card_fills in against
            }
            instead = replace(asked, answers={**asked.answers, **other})
            yield replace(visit, state=State.CARD, asked=instead, card=shown)


_SOME = Given("-", "resident")


def _whose(visit: Visit, questions: list[Question]) -> Iterator[Visit]:
    """Yield the question whose card it is: nothing told yet, something of the first person, something of each."""
    for known in ([], questions[:1], questions):
        told = {**visit.asked.answers, **dict.fromkeys((one.id for one in known), _SOME)}
        asked = replace(visit.asked, answers=told)
        yield replace(visit, state=State.WHOSE_CARD, asked=asked, card=Card(SOMEBODYS_CARD))


def _of(card: Mapping[str, str], question: Question) -> str:
    value = card[question.card_fills]
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
