"""A value that holds what somebody has told prints its kind and nothing else, wherever it may end up."""

import pytest

from kiosk.presenter.ports import FaceInput
from kiosk.visit import effects
from kiosk.visit import events as ev
from kiosk.visit import reports as rp
from kiosk.visit.states import Visit

NAME = "Nguyễn Văn Mẫu"
NUMBER = "092161004328"
DIGITS = "1234567890123456789012345678901234"


@pytest.mark.parametrize(
    "value",
    [
        ev.Answer("name", NAME),
        ev.EnterPin("135790"),
        ev.EnterTicket(DIGITS),
        ev.EnterBadge(DIGITS),
        ev.EnterYear(1961),
        FaceInput(event=ev.EnterPin("135790"), source="glass", serial=1),
        rp.CardScanned(NAME, NUMBER, "1961-03-08", "male", ""),
        rp.DraftOpened("vi", "birth", "1.001193", {}, {}, {"name": (NAME, "resident")}, "name", 1961),
        effects.UnlockDraft(1961),
        effects.CheckPin("135790"),
        effects.OpenTicket(DIGITS),
        effects.HoldBadge(DIGITS),
        Visit(id="v", birth_year=1961),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_told_does_not_print(value):
    shown = f"{value!r} {value}"
    assert type(value).__name__ in shown
    for secret in (NAME, "Mẫu", NUMBER, "135790", DIGITS, "1961"):
        assert secret not in shown


def test_an_opened_dossier_does_not_print(bench):
    bench.file()
    (dossier,) = bench.opened()
    assert f"{dossier!r} {dossier.applicant!r} {dossier.answers!r} {dossier.helped!r}".count("…") >= 4
    assert dossier.applicant.name
    assert dossier.applicant.name not in repr(dossier)
    assert dossier.answers[0].shown not in repr(dossier.answers)
