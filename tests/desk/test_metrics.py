"""The desk's figures for Prometheus: closed without a token, and read by Prometheus' own parser."""

import re
from dataclasses import replace as replaced

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk.desk import models, project
from kiosk.desk.settings import Metrics, SettingsError, load
from tests.databases import EXAMPLE
from tests.desk.test_fleet import WELL, Kiosk

TOKEN = "một-mã-dài-".encode().hex() + "0" * 8


@pytest.fixture
def opened(ward, monkeypatch):
    settings = msgspec.structs.replace(ward.site.settings, metrics=Metrics(token=TOKEN))
    monkeypatch.setattr("kiosk.desk.metrics.the_site", lambda: replaced(ward.site, settings=settings))


def asked(client, token=TOKEN):
    return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def families(answer):
    assert answer.status_code == 200
    return {one.name: one for one in text_string_to_metric_families(answer.content.decode())}


def test_without_a_token_in_the_settings_there_is_nothing(ward, client):
    assert client.get("/metrics").status_code == 404
    assert asked(client, "").status_code == 404


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN[:-1], "đ"])
def test_without_that_token_nothing_is_told(opened, client, token):
    answer = asked(client, token)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert b"kiosk" not in answer.content


def test_what_the_kiosks_say_is_told_in_prometheus_own_words(ward, opened, client):
    kiosk = Kiosk(ward)
    kiosk.beat()
    kiosk.beat(msgspec.structs.replace(WELL, near_end=True, visit_minutes=3, faults=2), waiting=4)
    row = models.Kiosk.objects.get(kiosk_id=ward.known.kiosk_id)
    models.Kiosk.objects.filter(pk=row.pk).update(point='Khu phố "3"\\\nB')
    try:
        found = families(asked(client))
    finally:
        row.save()
    at = {"kiosk": "kiosk-a", "point": 'Khu phố "3"\\\nB'}

    def value(family, sample=""):
        (one,) = [one for one in found[family].samples if at.items() <= one.labels.items()]
        return one.value

    assert value("kiosk_dossiers_waiting") == 4
    assert value("kiosk_disk_free_bytes") == 9e9
    assert value("kiosk_paper_near_end") == 1
    assert value("kiosk_last_heard_timestamp_seconds") == ward.clock.now().timestamp()
    assert (value("kiosk_faults"), value("kiosk_visit_seconds")) == (2, 180)
    (info,) = found["kiosk_info"].samples
    assert (info.labels["version"], info.labels["ring"]) == ("2026.11.1", "1")
    assert [one.labels["code"] for one in found["kiosk_trouble"].samples] == ["near-end"]


def test_each_name_is_as_prometheus_conventions_want_it(ward, opened, client):
    Kiosk(ward).beat()
    found = families(asked(client))
    assert len(found) >= 10
    for name, family in found.items():
        assert re.fullmatch(r"kiosk(_[a-z]+)+", name), name
        assert family.documentation.endswith(".")
        assert family.type in {"gauge", "counter"}


def test_a_token_that_could_be_guessed_is_refused(tmp_path):
    path = tmp_path / "desk.toml"
    shipped = EXAMPLE.read_text(encoding="utf-8")
    path.write_text(shipped.replace('token = ""', 'token = "secret"'), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"metrics\.token"):
        load(path)


def test_the_door_is_where_prometheus_looks_by_itself(ward):
    assert project.the_site() is ward.site
    from django.urls import reverse

    assert reverse("metrics") == "/metrics"
