"""What the kiosk makes of a printer's word: what is kept, what is shown, and to whom."""

import pytest

from kiosk.devices.memory import MemoryPrinter
from kiosk.presenter.ending import no_ticket
from kiosk.tickets.ports import PrinterStatus, PrintOutcome
from tests.visit.walking import buttons

OUTCOMES = ["out-of-paper", "cover-open", "cutter", "hot", "absent", "failed"]


class Told(MemoryPrinter):
    """A printer that is told what to answer."""

    def __init__(self, *outcomes):
        super().__init__()
        self.outcomes = list(outcomes)
        self.readied = []

    def get_ready(self, *, torn):
        self.readied.append(torn)
        return self.state

    def print_slip(self, slip, job):
        self.slips.append((job, slip.picture))
        return self.outcomes.pop(0) if self.outcomes else PrintOutcome("printed")


def words(view):
    return " ".join(
        str(part)
        for part in (
            view.question,
            view.detail,
            view.big,
            view.banner and view.banner.text,
            *(button.text for button in buttons(view)),
        )
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_whatever_keeps_a_ticket_from_coming_out_is_shown_by_a_picture_of_its_own_beside_the_number(
    benches, outcome
):
    bench = benches(printer=Told(PrintOutcome(outcome)))
    view = bench.file()
    assert (view.state, view.big) == ("ticket-failed", "A 001")
    assert "A\u00a0001" in view.detail
    said = {kind: bench.parts.content.texts.say("vi", f"ticket-failed.{kind}") for kind in OUTCOMES[:-1]}
    assert view.question == said.get(outcome, bench.parts.content.texts.say("vi", "ticket-failed.other"))
    assert view.picture.startswith("printer-")


def test_each_reason_has_another_picture_and_other_words():
    reasons, pictures = zip(*(no_ticket(outcome) for outcome in OUTCOMES), strict=True)
    assert len(set(reasons)) == len(set(pictures)) == len(OUTCOMES)


def test_a_ticket_that_the_printer_holds_is_neither_printed_nor_failed_and_the_next_is_a_reprint(benches):
    printer = Told(PrintOutcome("cover-open", pending=True))
    bench = benches(printer=printer)
    bench.file()
    row = bench.parts.papers.store.ticket(bench.session.ticket_id)
    assert (row.state, row.reprints) == ("unknown", 0)
    bench.wait(60)
    assert len(printer.slips) == 1, "a second ticket came by itself"
    bench.press("print-again")
    row = bench.parts.papers.store.ticket(bench.session.ticket_id)
    assert (row.state, row.reprints, row.number) == ("printed", 1, "A001")


def test_that_the_roll_is_nearly_used_up_is_told_to_the_helper_and_to_no_resident(bench):
    low = bench.parts.content.texts.say("vi", "workbench.paper-low")
    bench.printer.state = PrinterStatus("ready", near_end=True)
    first = len(bench.views)
    bench.file()
    bench.leave()
    assert not any(low in words(view) for view in bench.views[first:])
    assert len(bench.noted("paper-low")) == 1

    began = len(bench.views)
    bench.to_workbench()
    assert low in bench.view.banner.text
    assert bench.view.banner.picture == "printer-low"
    assert not any(low in words(view) for view in bench.views[began:] if view.state != "workbench")


def test_a_roll_that_was_low_before_the_start_is_told_from_the_first_visit_on(benches):
    printer = MemoryPrinter()
    printer.state = PrinterStatus("ready", near_end=True)
    bench = benches(printer=printer)
    bench.to_workbench()
    assert bench.parts.content.texts.say("vi", "workbench.paper-low") in bench.view.banner.text


def test_a_printer_that_breaks_at_the_start_keeps_no_kiosk_from_starting(benches):
    class Broken(MemoryPrinter):
        def get_ready(self, *, torn):
            raise RuntimeError("Trần Thị Ví Dụ")

    bench = benches(printer=Broken())
    assert bench.view.state == "attract"
    (noted,) = bench.noted("effect-failed")
    assert noted["code"] == "RuntimeError"
    assert "Ví Dụ" not in bench.log.getvalue()


def test_once_there_is_a_new_roll_nobody_is_told_any_more(bench):
    bench.printer.state = PrinterStatus("ready", near_end=True)
    bench.file()
    bench.leave()
    bench.printer.state = PrinterStatus("ready")
    bench.file()
    bench.leave()
    bench.to_workbench()
    low = bench.parts.content.texts.say("vi", "workbench.paper-low")
    assert bench.view.banner is None or low not in bench.view.banner.text
    assert len(bench.noted("paper-low")) == 1


def test_a_missing_printer_says_nothing_of_its_roll(bench):
    bench.printer.state = PrinterStatus("ready", near_end=True)
    bench.file()
    bench.leave()
    bench.printer.state = PrinterStatus("absent")
    bench.file()
    bench.press("done")
    bench.press("skip")
    bench.to_workbench()
    assert bench.parts.content.texts.say("vi", "workbench.paper-low") in bench.view.banner.text


def test_a_start_after_a_crash_has_torn_slips_cut_off_and_prints_nothing(benches):
    calm = Told()
    benches(printer=calm)
    assert calm.readied == [False]

    torn = Told()
    bench = benches(printer=torn)
    bench.file()
    bench.parts.papers.store.set_state(bench.session.ticket_id, "printing")
    slips = len(torn.slips)
    bench.core._carrier.settle()
    assert torn.readied == [False, True]
    assert len(torn.slips) == slips
    assert bench.parts.papers.store.ticket(bench.session.ticket_id).state == "unknown"
