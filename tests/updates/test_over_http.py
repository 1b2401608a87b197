"""Fetching over HTTP: goes on where it stopped, and takes no more of the line than its share."""

from kiosk.updates.over_http import Pace
from kiosk.updates.types import Refused, Release, Unreached
from tests.updates.repositories import Answer, begun, hand_out


def breaks_after(pieces: list[int]) -> Answer:
    """Hang up after so many bytes, each time after the next number of them; then no more."""

    def answer(request, data: bytes) -> None:
        start = begun(request, data)
        request.wfile.write(data[start : start + pieces.pop(0)] if pieces else data[start:])

    return answer


def whole_again(request, data: bytes) -> None:
    """Answer with all of it, whatever was asked for."""
    request.send_response(200)
    request.send_header("Content-Length", str(len(data)))
    request.end_headers()
    request.wfile.write(data)


def ranges(server) -> list[str]:
    return [wanted for path, wanted in server.asked if path.endswith(".tar")]


def test_a_line_that_breaks_again_and_again_gets_it_through_without_a_byte_twice(office, server, machine):
    office.publish("2026.9")
    server.instead[".tar"] = breaks_after([50_000] * 3)
    assert isinstance(machine.take(server), Release)
    assert ranges(server) == ["", "bytes=50000-", "bytes=100000-", "bytes=150000-"]


def test_a_line_that_brings_nothing_more_is_left_until_later_and_gone_on_with_then(office, server, machine):
    office.publish("2026.9")
    server.instead[".tar"] = breaks_after([50_000, 0, 0, 0, 0, 0])
    assert machine.take(server) == Unreached("offline")
    server.instead.clear()
    server.asked.clear()
    assert isinstance(machine.take(server), Release)
    assert ranges(server) == ["bytes=50000-"]


def test_nothing_of_a_whole_download_stays_beside_it(office, server, machine):
    office.publish("2026.9")
    server.instead[".tar"] = breaks_after([50_000])
    taken = machine.take(server)
    assert [each.name for each in (machine.folder / "home" / "downloads").iterdir()] == [taken.archive.name]
    assert not list((machine.folder / "home" / "parts").iterdir())


def test_a_server_that_knows_no_ranges_is_heard_from_the_beginning(office, server, machine):
    office.publish("2026.9")
    server.instead[".tar"] = breaks_after([50_000, 0, 0, 0, 0, 0])
    machine.take(server)
    server.instead[".tar"] = whole_again
    assert isinstance(machine.take(server), Release)


def test_a_part_that_proves_to_be_another_file_is_thrown_away(office, server, machine):
    office.publish("2026.9")
    server.instead[".tar"] = breaks_after([50_000, 0, 0, 0, 0, 0])
    machine.take(server)
    (part,) = (machine.folder / "home" / "parts").iterdir()
    part.write_bytes(b"\0" * 50_000)
    server.instead.clear()
    assert machine.take(server) == Refused("tampered")
    assert isinstance(machine.take(server), Release)


def test_a_download_waits_so_that_the_line_keeps_its_rest(office, server, machine):
    office.publish("2026.9")
    machine.pace = Pace(share=50_000)
    taken = machine.take(server)
    assert machine.clock.waited >= (taken.length - 50_000) / 50_000


def test_without_a_share_nothing_waits(office, server, machine):
    office.publish("2026.9")
    machine.take(server)
    assert machine.clock.waited == 0


def test_a_missing_release_is_asked_for_later(office, server, machine):
    office.publish("2026.9")
    server.instead[".tar"] = lambda request, _data: hand_out(request, None)
    assert machine.take(server) == Unreached("missing")
