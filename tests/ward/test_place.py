"""Which desk a kiosk may talk to at all."""

import pytest

from kiosk.ward.place import DeskPlace, WardRefused


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8046", "http://localhost:8046/", "http://[::1]:8046", "https://127.8.9.10/desk"]
)
def test_a_kiosk_on_example_keys_talks_to_this_machine(url):
    place = DeskPlace.of(url, loopback_only=True)
    assert place.on_loopback
    assert not place.url.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://desk.phuong-mau.example",
        "https://127.0.0.1.example",
        "https://localhost.example",
        "https://10.0.0.5",
        "https://2130706433",
        "https://0.0.0.0",
    ],
)
def test_a_kiosk_on_example_keys_refuses_any_other(url):
    with pytest.raises(WardRefused) as refusal:
        DeskPlace.of(url, loopback_only=True)
    assert refusal.value.code == "not-loopback"


def test_off_this_machine_only_https_will_do():
    assert not DeskPlace.of("https://desk.phuong-mau.example/api/", loopback_only=False).on_loopback
    with pytest.raises(WardRefused) as refusal:
        DeskPlace.of("http://desk.phuong-mau.example", loopback_only=False)
    assert refusal.value.code == "not-https"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "desk",
        "127.0.0.1:8046",
        "ftp://127.0.0.1",
        "http://",
        "http://127.0.0.1:port",
        "http://127.0.0.1:99999",
        "http://tai@127.0.0.1",
        "http://desk.example\\@127.0.0.1",
        "http://127.0.0.1/ x",
        "http://127.0.0.1/?q=1",
        "http://127.0.0.1/#x",
        "http://[::1",
        "http://127.0.0.1\n.example",
    ],
)
def test_what_is_no_plain_address_is_refused(text):
    with pytest.raises(WardRefused) as refusal:
        DeskPlace.of(text, loopback_only=False)
    assert refusal.value.code == "not-a-url"


def test_a_refusal_is_a_value_error():
    assert issubclass(WardRefused, ValueError)
