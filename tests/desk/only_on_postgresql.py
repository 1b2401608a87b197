"""What only a desk on PostgreSQL can do wrong. Run by ``test_on_postgresql.py``, never on SQLite."""

import logging
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from threading import Event

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from kiosk.desk import models
from kiosk.desk.drafts import purge_hourly
from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.place import DeskPlace
from kiosk.wire.drafts import KeepDraft
from tests.databases import ON_POSTGRESQL, Cluster, cluster, settings_on
from tests.desk.test_copies import Ticket, put
from tests.outbox.parcels import DESK, KIOSK, judge, sealed
from tests.ward.real_desk import await_answer, furnish, running_desk

assert ON_POSTGRESQL, "tests/desk/test_on_postgresql.py runs these"
BATCHES = 60


def setting(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def test_the_desk_stands_on_postgresql_as_somebody_who_rules_nothing(ward):
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)


def test_what_a_receipt_stands_on_is_not_left_to_the_servers_settings(ward):
    connection.close()
    assert setting("synchronous_commit") == "on"
    assert setting("transaction_isolation") == "read committed"
    assert setting("lock_timeout") == "20s"
    assert setting("DateStyle").startswith("ISO")
    assert cluster().tell("SHOW synchronous_commit") == "off", "the server itself is set otherwise"


def test_after_an_error_the_servers_log_tells_nothing_of_what_was_written(ward):
    name = "Trầnsentinel Thị Vếttích"
    models.SignInMiss.objects.create(ward=ward.site.ward, who="a" * 64)
    with pytest.raises(DataError):
        models.SignInMiss.objects.update(who=name * 9)
    with pytest.raises(IntegrityError):
        models.Kiosk.objects.create(ward=ward.site.ward, kiosk_id="kiosk-a", public_key="0" * 64, point=name)
    log = cluster().log.read_text(encoding="utf-8", errors="replace")
    assert "value too long" in log
    assert "one_kiosk_per_ward" in log
    assert "sentinel" not in log


def test_a_desk_that_cannot_reach_its_database_says_so_plainly(tmp_path):
    furnish(tmp_path)
    config = settings_on(tmp_path, "postgresql://desk:verraten@%2Fnowhere/ward")
    done = prepared(config, tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("key database: ")
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
    assert "verraten" not in done.stderr


def prepared(config, state):
    command = [sys.executable, "-m", "kiosk.desk.serve", "prepare", "--config", config, "--state", state]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.full
def test_a_database_that_cannot_hold_vietnamese_is_refused(tmp_path):
    furnish(tmp_path)
    address = cluster().fresh("ENCODING 'LATIN1' LOCALE 'C'")
    done = prepared(settings_on(tmp_path, address), tmp_path)
    assert (done.returncode, done.stderr) == (2, "key database: UTF8 expected, found LATIN1\n")


def test_two_wards_prepare_one_database_at_the_same_time_and_keep_apart(tmp_path):
    address = cluster().fresh()
    states = []
    for code in ("26791", "26792"):
        state = tmp_path / code
        state.mkdir()
        furnish(state)
        (state / "example-ward" / "desk" / "TRIAL").unlink()
        config = settings_on(state, address)
        config.write_text(config.read_text().replace('code = "26791"', f'code = "{code}"'))
        states.append(state)
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda state: prepared(state / "desk.toml", state), states))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    name = address.rpartition("/")[2]
    assert cluster().tell("SELECT ward FROM desk_kiosk ORDER BY ward", name).split() == ["26791", "26792"]
    assert cluster().tell("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", name) == "0"


@pytest.mark.parametrize("first", ["copy", "deletion"])
def test_a_copy_and_the_deletion_of_its_visit_wait_for_each_other(ward, at_once, first):
    ticket, waiting = Ticket(ward), "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    acts = [partial(put, ward, ticket.copy()), ticket.forget]
    early, late = acts if first == "copy" else reversed(acts)
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            early()
            done = other.submit(at_once, late)
            while not done.done() and cluster().tell(waiting) == "0":
                Event().wait(0.02)
        done.result()
    assert models.LeftCopy.objects.get().ended == "person"


def test_a_purge_that_finds_no_database_is_made_up_for_an_hour_later(ward, ask, saved, caplog):
    ask(KeepDraft, draft=saved()[0])
    ward.clock.advance(31 * 86400.0)
    hours = iter([cluster().stop, cluster().start, None])

    def wait(_seconds):
        meanwhile = next(hours)
        if meanwhile is None:
            return True
        meanwhile()
        return False

    with caplog.at_level(logging.WARNING):
        purge_hourly(ward.site, wait)
    assert models.Draft.objects.count() == 0
    assert [record.getMessage() for record in caplog.records] == ["purge failed: OperationalError"]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A PostgreSQL that may be stopped and started, and a desk on it: the server, and kiosks' clients."""
    server, state = Cluster(), tmp_path_factory.mktemp("desk")
    try:
        furnish(state)
        with running_desk(state, settings_on(state, server.fresh())) as (url, desk):
            place, keys = DeskPlace.of(url, loopback_only=True), DeskKeys(KIOSK, DESK.public)
            clients = [DeskClient(place, keys, time.monotonic) for _ in range(3)]
            await_answer(clients[0], desk)
            yield server, clients
    finally:
        server.remove()


def test_a_database_that_goes_makes_kiosks_come_back_and_one_that_returns_is_used_at_once(own):
    server, (client, *_) = own
    before, while_away = sealed(), sealed()
    assert client.deliver((before,)).results[0].outcome == "stored"
    server.stop()
    assert client.deliver((while_away,)) == Unreached("http-503")
    server.start()
    outcomes = [result.outcome for result in client.deliver((before, while_away)).results]
    assert outcomes == ["duplicate", "stored"]


@pytest.mark.full
def test_a_receipt_outlives_every_death_of_the_database_and_is_given_once(own):
    server, clients = own
    batches = [tuple(sealed() for _ in range(6)) for _ in range(BATCHES)]
    given = {parcel.dossier_id: [] for batch in batches for parcel in batch}
    deaths = 0

    def kiosk(client, order):
        for at in order:
            while isinstance(reply := client.deliver(batches[at]), Unreached):
                Event().wait(0.02)
            for result in reply.results:
                given[result.dossier_id].append((result.outcome, result.receipt))

    with ThreadPoolExecutor(len(clients)) as threads:
        orders = [range(BATCHES), reversed(range(BATCHES)), [*range(1, BATCHES), 0]]
        senders = [threads.submit(kiosk, *each) for each in zip(clients, orders, strict=True)]
        while wait(senders, timeout=0.1).not_done:
            server.stop(signal.SIGQUIT)
            server.start()
            deaths += 1
    assert deaths > 1
    assert [sender.result() for sender in senders] == [None] * len(clients)
    for batch in batches:
        for parcel in batch:
            outcomes, receipts = zip(*given[parcel.dossier_id], strict=True)
            assert len(outcomes) == len(clients)
            assert outcomes.count("stored") <= 1, "the answer that said so may have been lost"
            assert all(receipt == receipts[0] for receipt in receipts)
            assert judge(receipts[0], parcel) == "good"
    ids = server.tell("SELECT dossier_id FROM desk_dossier", "ward1").split()
    assert len(ids) == len(set(ids))
    assert set(given) <= set(ids)


def test_a_large_dossier_comes_back_whole(ward, client):
    from kiosk.desk.envelopes import envelope
    from kiosk.desk.intake import take_in
    from kiosk.wire.dossier import Attachment
    from kiosk.wire.messages import PROTOCOL, IntakeBatch

    page = Attachment(name="Trang 1", media_type="image/png", sha256=bytes(32), data=os.urandom(10_000_000))
    large = ward.seal(ward.fill(attachments=(page,)))
    take_in(ward.site, IntakeBatch(protocol=PROTOCOL, kiosk_id=large.kiosk_id, dossiers=(large,)))
    assert envelope(models.Dossier.objects.get()) == large
