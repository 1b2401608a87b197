"""The portal's window is built as the settings say, and the check tells what is amiss with it, and what to do."""

import json
from dataclasses import replace

import msgspec
import pytest

from kiosk.devices.portal import FilePortal, MemoryPortal
from kiosk.devices.portal.clipboard import XClipboard
from kiosk.devices.portal.window import ChromiumPortal, Place, half
from kiosk.settings import Portal, read
from kiosk.wiring import portals
from tests.visit.walking import ROOT


def point(tmp_path, portal, **kiosk):
    found = read(ROOT / "config", ROOT, tmp_path / "state")
    return replace(found, kiosk=msgspec.structs.replace(found.kiosk, portal=portal, **kiosk))


@pytest.fixture
def settings(tmp_path):
    return point(tmp_path, Portal(kind="chromium", hosts=("sign-in.example",)))


@pytest.fixture
def machine(tmp_path, monkeypatch, settings):
    """A machine on which nothing is amiss: the policy's file."""
    keeper = tmp_path / "keeper"
    keeper.write_bytes(portals.KEEPER.read_bytes())
    monkeypatch.setattr(portals, "INSTALLED", keeper)
    monkeypatch.setattr(portals, "lacking", lambda: "")
    policy = tmp_path / "policy.json"
    policy.write_text(portals.policy_of(settings), encoding="utf-8")
    return policy


def wrong(settings, policy):
    return [sentence for is_wrong, sentence in portals.of_portal(settings, policy) if is_wrong]


def test_the_policy_names_the_hosts_of_the_procedures_and_of_the_settings_alone(settings):
    policy = json.loads(portals.policy_of(settings))
    assert policy["URLAllowlist"] == ["https://.dichvucong.gov.vn", "https://.sign-in.example"]
    assert policy["URLBlocklist"][0] == "*"


def test_nothing_is_amiss_where_keeper_and_policy_are_this_versions(settings, machine):
    assert wrong(settings, machine) == []


def test_an_older_policy_and_an_older_keeper_are_told(settings, machine):
    machine.write_text("{}", encoding="utf-8")
    portals.INSTALLED.write_bytes(b"older")
    said = wrong(settings, machine)
    assert ["policy" in said[0], str(portals.INSTALLED) in said[1]] == [True, True]


def test_without_a_policy_that_can_be_read_it_is_told(settings, machine):
    machine.unlink()
    assert len(wrong(settings, machine)) == 1


@pytest.mark.parametrize(
    ("lacks", "said"),
    [("keeper", "kiosk-portal.socket"), ("policy", "kiosk portal policy"), ("socat", "apt install socat")],
)
def test_what_the_keeper_lacks_is_told_with_what_to_do(settings, machine, monkeypatch, lacks, said):
    monkeypatch.setattr(portals, "lacking", lambda: lacks)
    assert [said in sentence for sentence in wrong(settings, machine)] == [True]


def test_a_folder_instead_of_a_window_is_wrong_on_a_provisioned_kiosk_alone(tmp_path):
    assert not wrong(point(tmp_path, Portal(kind="file")), tmp_path)
    assert wrong(point(tmp_path, Portal(kind="file"), provisioned=True), tmp_path)
    assert not wrong(point(tmp_path, Portal()), tmp_path)


def test_each_kind_has_its_window(tmp_path, settings):
    assert isinstance(portals.window(settings), ChromiumPortal)
    assert isinstance(portals.clipboard(settings), XClipboard)
    assert isinstance(portals.window(point(tmp_path, Portal(kind="file"))), FilePortal)
    assert isinstance(portals.window(point(tmp_path, Portal())), MemoryPortal)


def test_the_window_stands_in_the_half_that_the_settings_name():
    assert half(":0", (1281, 800), "left") == Place(":0", 0, 0, 641, 800)
    assert half(":0", (1281, 800), "right") == Place(":0", 640, 0, 641, 800)
