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
