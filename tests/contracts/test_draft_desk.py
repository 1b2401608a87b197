"""What every place for saved visits at the ward keeps: the real desk over HTTP, and the one in memory."""

import time
from datetime import timedelta

import msgspec
import pytest

from kiosk.clock import SystemClock
from kiosk.ids import TicketId
from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.drafts import DraftClient
from kiosk.ward.memory_drafts import MemoryDraftDesk
from kiosk.ward.place import DeskPlace
from kiosk.wire.drafts import TRIES
from tests.databases import kept
from tests.outbox.parcels import DESK, KIOSK, SENTINEL, draft_under_a_ticket
from tests.ward.real_desk import await_answer, free_port, real_desk

NOW = SystemClock().now()


def client_of(url):
    keys = DeskKeys(KIOSK, DESK.public)
    http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
    return http, DraftClient(http, keys)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    with real_desk(folder) as (url, desk):
        http, drafts = client_of(url)
        await_answer(http, desk)
        yield drafts
    assert SENTINEL.encode() not in b"".join(kept(folder).values())


@pytest.fixture(params=["real", "memory"])
def desk(request):
    return request.getfixturevalue("real") if request.param == "real" else MemoryDraftDesk(lambda: NOW)


def saved(version=1, expires=NOW + timedelta(days=30)):
    """A ticket's draft and the right that the ticket gives."""
    return draft_under_a_ticket(expires, version=version, position=SENTINEL)


def state(desk, ticket):
    return desk.fetch(ticket, NOW).word.state


def test_what_is_kept_comes_back_as_it_was(desk):
    draft, _ = saved()
    assert desk.keep(draft, NOW).state == "kept"
    assert desk.fetch(draft.id, NOW).draft == draft


def test_keeping_the_same_again_changes_nothing(desk):
    draft, _ = saved()
    assert desk.keep(draft, NOW).sha256 == desk.keep(draft, NOW).sha256


def test_other_bytes_under_a_known_id_are_refused(desk):
    draft, _ = saved()
    desk.keep(draft, NOW)
    other = msgspec.structs.replace(draft, ciphertext=bytes(len(draft.ciphertext)))
    assert desk.keep(other, NOW) == Unreached("http-400")
    assert desk.fetch(draft.id, NOW).draft == draft


def test_an_unknown_ticket_brings_nothing(desk):
    fetched = desk.fetch(TicketId("0" * 32), NOW)
    assert (fetched.word.state, fetched.draft) == ("unknown", None)


def test_only_the_write_proof_deletes(desk):
    draft, right = saved()
    desk.keep(draft, NOW)
    stranger = msgspec.structs.replace(right, proof=bytes(32))
    assert desk.forget(stranger, "", NOW).state == "kept"
    assert desk.forget(right, "", NOW).state == "dead"
    assert desk.fetch(draft.id, NOW).draft is None


def test_what_was_deleted_stays_dead_however_late_it_comes(desk):
    draft, right = saved()
    desk.forget(right, "", NOW)
    assert desk.keep(draft, NOW).state == "dead"
    assert state(desk, draft.id) == "dead"


def test_of_two_heirs_the_first_lives(desk):
    parent, right = saved()
    first, _ = saved(version=2)
    second, _ = saved(version=2)
    desk.keep(parent, NOW)
    for heir in (first, second):
        desk.forget(right, heir.id, NOW)
        desk.keep(heir, NOW)
    assert [state(desk, one.id) for one in (parent, first, second)] == ["dead", "kept", "dead"]


def test_saying_again_who_took_its_place_changes_nothing(desk):
    parent, right = saved()
    heir, _ = saved(version=2)
    desk.keep(parent, NOW)
    for _ in range(2):
        desk.forget(right, heir.id, NOW)
    assert desk.keep(heir, NOW).state == "kept"
    desk.forget(right, heir.id, NOW)
    assert state(desk, heir.id) == "kept"


def test_naming_a_living_draft_as_heir_of_a_dead_one_does_not_kill_it(desk):
    _, right = saved()
    victim, _ = saved()
    desk.forget(right, "", NOW)
    desk.keep(victim, NOW)
    desk.forget(right, victim.id, NOW)
    assert state(desk, victim.id) == "kept"


def test_heirs_of_a_stillborn_one_die_with_it(desk):
    parent, of_parent = saved()
    first, _ = saved(version=2)
    second, of_second = saved(version=2)
    third, _ = saved(version=3)
    desk.keep(parent, NOW)
    desk.forget(of_parent, first.id, NOW)
    desk.keep(first, NOW)
    desk.forget(of_parent, second.id, NOW)
    desk.forget(of_second, third.id, NOW)
    assert desk.keep(third, NOW).state == "dead"
    assert state(desk, first.id) == "kept"


def test_tries_are_counted_and_after_five_nothing_comes_any_more(desk):
    draft, right = saved()
    desk.keep(draft, NOW)
    assert [desk.miss(draft.id, NOW).misses for _ in range(TRIES)] == [1, 2, 3, 4, 5]
    assert (state(desk, draft.id), desk.fetch(draft.id, NOW).draft) == ("dead", None)
    assert desk.miss(draft.id, NOW).state == "dead"
    assert desk.forget(right, "", NOW).state == "dead"


def test_only_the_write_proof_forgives_tries(desk):
    draft, right = saved()
    desk.keep(draft, NOW)
    desk.miss(draft.id, NOW)
    assert desk.forgive(msgspec.structs.replace(right, proof=bytes(32)), NOW).misses == 1
    assert desk.forgive(right, NOW).misses == 0


def test_an_expired_draft_is_not_kept(desk):
    draft, _ = saved(expires=NOW - timedelta(seconds=1))
    assert desk.keep(draft, NOW).state == "dead"
    assert state(desk, draft.id) == "unknown"


def test_several_are_asked_about_at_once(desk):
    kept, _ = saved()
    dead, right = saved()
    desk.keep(kept, NOW)
    desk.forget(right, "", NOW)
    asked = (dead.id, TicketId("e" * 32), kept.id)
    assert [word.state for word in desk.check(asked, NOW)] == ["dead", "unknown", "kept"]


@pytest.fixture(params=["real", "memory"])
def away(request):
    if request.param == "real":
        return client_of(f"http://127.0.0.1:{free_port()}")[1]
    desk = MemoryDraftDesk(lambda: NOW)
    desk.away = "offline"
    return desk


def test_a_ward_that_is_away_is_offline(away):
    draft, right = saved()
    calls = (
        lambda: away.keep(draft, NOW),
        lambda: away.fetch(draft.id, NOW),
        lambda: away.forget(right, "", NOW),
        lambda: away.miss(draft.id, NOW),
        lambda: away.forgive(right, NOW),
        lambda: away.check((draft.id,), NOW),
    )
    assert {call() for call in calls} == {Unreached("offline")}
