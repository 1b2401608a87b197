"""Who does it alone may take papers and ticket to the counter, where the procedure has that."""

import pytest

from kiosk.tickets.words import slip_text
from kiosk.visit import events as ev
from tests.tickets.slips import facts
from tests.visit.walking import point, texts

EXAMPLE = {"copies": "3", "pages": "2"}


def ids(view):
    return {button.id for button in view.choices}


def certified_copy(bench):
    bench.press("language:vi")
    bench.press("event:lost_papers")
    bench.press("apart:copy")
    bench.press("go-on")
    bench.fill(EXAMPLE)
    return bench.from_review()


def test_the_application_is_sealed_for_the_counter_with_the_consent_to_it(bench):
    assert "way:counter" in ids(certified_copy(bench))
    view = bench.press("way:counter")
    assert (view.state, view.question) == ("ticket-out", texts().say("vi", "ticket-out.counter-received"))
    (dossier,) = bench.opened()
    assert (dossier.channel, dossier.helped, dossier.portal_code) == ("counter", None, "")
    assert [given.purpose for given in dossier.consents] == ["process", "file"]
    assert "counter" in {row.id for row in bench.press("done").rows}


def test_where_the_procedure_is_not_filed_at_a_counter_it_is_neither_offered_nor_taken(bench):
    assert "way:counter" not in ids(bench.to_ways())
    bench.send(ev.TakeWay("counter"))
    assert bench.view.state == "ways"
    assert not bench.opened()


@pytest.mark.parametrize("received", [True, False])
def test_the_slip_sends_people_to_the_counter_and_promises_no_day(received):
    told = facts("receipt", received=received, counter=True)
    assert told.due.expected
    slip = slip_text(told, point(), texts())
    assert slip.promise is None
    assert "step-counter" in {step.picture for step in slip.steps}
    assert not slip.banner_done


def confirmed_with_help(bench):
    """The certified copy once more, but a helper is let in on the page of the ways."""
    certified_copy(bench)
    bench.press("way:with-helper")
    bench.scan(bench.helper().badge)
    bench.send(ev.EnterPin(bench.helper().pin))
    bench.press("yes")
    assert bench.view.state == "workbench"


def read_to_the_end(bench):
    for _ in range(9):
        if "next-page" not in ids(bench.view):
            return
        bench.press("next-page")


def test_what_a_helper_files_for_the_counter_is_sealed_for_it_and_the_resident_hears_that(bench):
    confirmed_with_help(bench)
    confirm = next(button for button in bench.view.choices if button.id == "confirm")
    assert confirm.hint == texts().say("vi", "workbench.filing-counter")
    assert "filing" not in ids(bench.view)
    assert bench.press("confirm").question == texts().say("vi", "confirm.ask-counter")
    read_to_the_end(bench)
    assert bench.press("yes").question == texts().say("vi", "ticket-out.counter-received")
    (dossier,) = bench.opened()
    assert dossier.channel == "counter"
    assert dossier.helped is not None
    assert dossier.on_behalf is None
