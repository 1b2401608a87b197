"""A helper looks at the devices and tries the printer out, through the whole kiosk."""

from kiosk.tickets.ports import PrinterStatus


def opened(bench):
    bench.scan(bench.helper().badge)
    return bench.press("devices")


def rows(view):
    return {row.id: row.mark for row in view.rows}


def test_the_printer_tells_how_it_is_and_the_test_ticket_comes_out(bench):
    view = opened(bench)
    assert (view.state, rows(view)["printer"]) == ("devices", "ok")
    view = bench.press("test")
    assert [job for job, _ in bench.printer.slips] == ["test"]
    assert view.banner.tone == "calm"
    assert bench.press("leave").state == "calling"


def test_a_printer_without_paper_says_so_and_prints_nothing(bench):
    bench.printer.state = PrinterStatus("out-of-paper")
    assert rows(opened(bench))["printer"] == "doubt"
    assert bench.press("test").banner.tone == "doubt"
    assert bench.printer.slips == []
