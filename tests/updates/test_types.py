"""What a version and a release say of themselves."""

from datetime import UTC, datetime

import msgspec
import pytest

from kiosk.updates.types import Installed, Version

RELEASE = """
product = "support-point-kiosk"
version = "2026.11.1"
built = 2026-11-20T08:00:00Z
schema = 14
reads_schema = [12, 14]
served_from = 13
floor = "2026.9"
"""


def test_versions_are_ordered_as_numbers():
    spelled = ["2026.9.1", "2026.11", "2026.11.1", "2026.11.1.1", "2027.1"]
    assert sorted(spelled, key=Version.read, reverse=True) == spelled[::-1]


def test_a_nought_at_the_end_makes_no_other_version():
    assert Version.read("2026.11.0") == Version.read("2026.11")


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026.", "2026.11-rc1", "../2026.1", "2026.011", "2026.1.1.1.1", "٢٠٢٦.1", "2026.1\n"],
)
def test_what_is_no_version_is_read_as_none(text: str):
    assert Version.read(text) is None


def test_an_installed_release_says_what_may_replace_it(tmp_path):
    (tmp_path / "release.toml").write_text(RELEASE, encoding="utf-8")
    assert Installed.read(tmp_path) == Installed(
        Version((2026, 11, 1)), Version((2026, 9)), datetime(2026, 11, 20, 8, tzinfo=UTC), 14, (12, 14), 13
    )


@pytest.mark.parametrize("wrong", ['floor = "none"', 'floor = "2026.9"\nextra = 1'])
def test_a_release_that_says_it_wrongly_is_not_read(tmp_path, wrong: str):
    text = RELEASE.replace('floor = "2026.9"', wrong)
    (tmp_path / "release.toml").write_text(text, encoding="utf-8")
    with pytest.raises(msgspec.MsgspecError):
        Installed.read(tmp_path)


def test_a_release_built_at_no_known_hour_is_not_read(tmp_path):
    (tmp_path / "release.toml").write_text(RELEASE.replace("08:00:00Z", "08:00:00"), encoding="utf-8")
    with pytest.raises(msgspec.MsgspecError):
        Installed.read(tmp_path)
