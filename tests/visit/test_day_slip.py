"""The slip of the day ends whatever page is open by then."""

from dataclasses import replace

import pytest

from kiosk.visit.device_reports import DaySlipEnded
from kiosk.visit.queue_events import PrintDay
from kiosk.visit.reports import IdleWarned
from kiosk.visit.states import CORE, State
from tests.visit.walking import at_full_board, happen


@pytest.mark.parametrize(
    "state", [State.UNLOCK, State.SIGN_IN_PIN, State.OVERRIDE, State.ABSENT_WHO, State.HOME]
)
def test_a_slip_that_ends_while_another_page_is_open_can_be_asked_for_again(state):
    printing = happen(at_full_board(), PrintDay()).visit
    assert printing.bench.printing
    ended = happen(replace(printing, state=state), DaySlipEnded("printed"), CORE)
    assert (ended.refused, ended.visit.bench.printing) == ("", False)


def test_under_a_page_laid_over_the_board_it_is_still_said_that_it_is_not_out():
    asked = happen(happen(at_full_board(), PrintDay()).visit, IdleWarned(), CORE).visit
    assert asked.state is State.IDLE
    ended = happen(asked, DaySlipEnded("failed"), CORE).visit
    assert ended.complaint.code == "day-slip"
