"""Before the official portal is opened the resident is told, in their own language, what only they can do."""

from dataclasses import replace

import pytest

from kiosk.presenter.attending import attended
from kiosk.presenter.every_screen import SOMEBODY
from kiosk.presenter.present import present
from kiosk.texts import LANGUAGES
from kiosk.visit.events import Attend
from kiosk.visit.holding import put_away
from kiosk.visit.look import Look
from kiosk.visit.on_portal import OnPortal
from kiosk.visit.states import Paper, State
from tests.presenter.test_due import scene
from tests.visit.walking import fresh, texts


def ready(language, state=State.PORTAL_READY):
    visit = replace(
        fresh(), state=State.WORKBENCH, language=language, look=Look(size="large"), helper=SOMEBODY
    )
    held = put_away(visit, visit)
    return put_away(replace(held, state=state), held)


def page(language, state=State.PORTAL_READY):
    return present(ready(language, state), scene(), 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_logs_in_is_told_and_said_in_the_residents_language_and_letters(language):
    view = page(language)
    asked, more = (texts().say(language, f"portal-ready.{name}") for name in ("ask", "detail"))
    assert (view.question, view.detail, view.look.size) == (asked, more, "large")
    assert [(one.text, one.language) for one in view.speech[:2]] == [(asked, language), (more, language)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("button", ["open", "otherwise"])
def test_whoever_goes_by_keys_hears_the_helpers_buttons_in_the_helpers_language(language, button):
    visit, view = ready(language), page(language)
    said = attended(visit, scene(), view, Attend(targets=(button,)))
    shown = next(one.text for one in view.choices if one.id == button)
    assert [(one.text, one.language) for one in said] == [(shown, "vi")]


def after(state, code, *, received):
    paper = Paper("A001", "receipt", "printed", received=received)
    visit = replace(fresh(), state=state, way="portal", paper=paper, portal=OnPortal(code=code))
    return present(visit, scene(), 1)


@pytest.mark.parametrize("received", [True, False])
def test_what_was_filed_on_the_portal_is_never_told_to_lie_in_the_machine(received):
    steps = [row.id for row in after(State.THANKS, "H29.16-261123-000123", received=received).rows]
    assert steps == ["portal-told" if received else "portal-tells", "portal-follow", "ask"]


@pytest.mark.parametrize("received", [True, False])
def test_only_the_portals_code_lets_the_ticket_say_that_it_is_filed_there(received):
    coded = after(State.TICKET_OUT, "H29.16-261123-000123", received=received)
    uncoded = after(State.TICKET_OUT, "", received=received)
    assert "nộp trên Cổng" in coded.question and "Mã trên phiếu" in coded.detail  # noqa: PT018 - one page
    assert "Còn chờ mã" in uncoded.question and "Có mã" in uncoded.detail  # noqa: PT018 - one page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_helper_touches_there_stays_in_vietnamese_and_is_said_so(language):
    view = page(language)
    assert [button.text for button in view.choices] == ["Nộp cách khác", "Mở trang Cổng"]
    assert {one.language for one in view.speech if one.lights} == {"vi"}


def test_what_stands_beside_the_window_is_the_helpers_in_vietnamese_and_is_not_read_out():
    view = page("km", State.PORTAL_CODE)
    assert (view.language, view.speech) == ("vi", ())
