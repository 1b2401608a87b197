"""The slip of the day from the helper's board: printed with the head as it stood, and said where it is not out."""

import zxingcpp

from kiosk.takeover.audit import head_of, parse_head
from kiosk.tickets.ports import PrinterStatus
from kiosk.visit import events as ev
from tests.visit.walking import texts


def to_board(bench):
    bench.press("language:vi")
    bench.scan(bench.helper().badge)
    bench.press("day:open")
    if bench.view.state == "sign-in-badge":
        bench.send(ev.EnterBadge(bench.helper().badge))
    if bench.view.state == "sign-in-pin":
        bench.send(ev.EnterPin(bench.helper().pin))
    assert bench.view.state == "calling"


def test_its_code_is_the_head_after_the_act_that_asked_for_it(bench):
    to_board(bench)
    bench.press("day:slip")
    name, picture = bench.printer.slips[-1]
    entries = bench.parts.people.audit.entries()
    asked = next(entry for entry in entries if entry.act.act == "day-slip-asked")
    (read,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert (name, parse_head(read.text)) == ("day", head_of(entries[: asked.number + 1]))
    assert bench.noted("day-slip-printed")[-1]["outcome"] == "printed"
    assert bench.view.banner is None


def test_where_it_is_not_out_it_is_said_and_can_be_asked_for_again(bench):
    to_board(bench)
    bench.printer.state = PrinterStatus("out-of-paper")
    bench.press("day:slip")
    assert bench.view.banner.text == texts().say("vi", "complaint.day-slip")
    bench.printer.state = PrinterStatus("ready")
    bench.press("day:slip")
    assert [name for name, _ in bench.printer.slips] == ["day"]
