"""The tables grow with the desk, and what stands in them stays."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kiosk.desk import models
from kiosk.desk.intake import take_in
from kiosk.desk.setup import EXAMPLE_IT
from kiosk.ids import KioskId
from kiosk.wire.messages import PROTOCOL, IntakeBatch
from tests.visit.walking import FULL


def names():
    """The desk's own migrations, first to last."""
    return sorted(name for app, name in MigrationLoader(connection).disk_migrations if app == "desk")


def days():
    """The days to go back to: all of them with full counts, else the first, one between and the last."""
    before = names()[:-1]
    return before if FULL else [before[0], before[len(before) // 2], before[-1]]


@pytest.fixture
def back_again(ward):
    yield
    call_command("migrate", verbosity=0, interactive=False)
    # an earlier day knew no roles: everyone comes back as an officer
    models.Officer.objects.filter(user__username=EXAMPLE_IT).update(role="it")


def test_the_models_stand_wholly_in_the_migrations(ward):
    said = StringIO()
    call_command("makemigrations", "desk", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_a_desk_of_any_earlier_day_keeps_its_dossiers_when_it_grows(ward, back_again):
    sealed = ward.seal()
    batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=(sealed,))
    (stored,) = take_in(ward.site, batch).results
    for name in reversed(days()):
        call_command("migrate", "desk", name, verbosity=0, interactive=False)
        call_command("migrate", verbosity=0, interactive=False)
        (again,) = take_in(ward.site, batch).results
        assert (again.outcome, again.receipt) == ("duplicate", stored.receipt), name
        assert bytes(models.Dossier.objects.get().sealed) == sealed.sealed, name


def test_no_name_in_the_database_is_longer_than_every_database_takes():
    longest = 30
    for model in MigrationLoader(None).project_state().apps.get_models():
        options = model._meta
        called = [one.name for one in (*options.indexes, *options.constraints)]
        assert all(len(name) <= longest for name in (options.db_table, *called)), options.label
