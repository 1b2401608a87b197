"""What everything promises that knows of headphones: yes or no, and no where nobody knows."""

import pytest

from kiosk.devices.mixer import AlsaHeadphones, FixedHeadphones

CONTENTS = """numid=17,iface=CARD,name='{name}'
  ; type=BOOLEAN,access=r-------,values=1
  : values={value}
numid=1,iface=MIXER,name='Headphone Playback Switch'
  ; type=BOOLEAN,access=rw------,values=2
  : values=on,on
"""


class Card:
    """Two ways to plug something in: a card behind ``amixer``, and the twin."""

    def __init__(self, kind, folder):
        self.program = folder / "amixer"
        self.twin = FixedHeadphones()
        self.headphones = AlsaHeadphones("default") if kind == "alsa" else self.twin
        self.put(plugged=False)

    def put(self, *, plugged, name="Headphone Jack"):
        contents = CONTENTS.format(name=name, value="on" if plugged else "off")
        self.program.write_text(f"#!/bin/sh\ncat <<'END'\n{contents}END\n")
        self.program.chmod(0o755)
        self.twin.is_plugged = plugged


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


@pytest.fixture(params=["alsa", "fixed"])
def card(request, path):
    return Card(request.param, path)


def test_what_is_plugged_in_and_out_is_seen(card):
    assert card.headphones.plugged() is False
    card.put(plugged=True)
    assert card.headphones.plugged() is True
    card.put(plugged=False)
    assert card.headphones.plugged() is False


@pytest.mark.parametrize("name", ["Front Headphone Jack", "Headphone Jack", "Headset Jack"])
def test_sockets_have_several_names(path, name):
    card = Card("alsa", path)
    card.put(plugged=True, name=name)
    assert card.headphones.plugged() is True


@pytest.mark.parametrize(
    "name", ["Headphone Phantom Jack", "Headset Mic Jack", "Line Out Jack", "Headphone Playback Switch"]
)
def test_what_cannot_tell_and_what_is_no_headphone_does_not_count(path, name):
    card = Card("alsa", path)
    card.put(plugged=True, name=name)
    assert card.headphones.plugged() is False


@pytest.mark.parametrize("kind", ["alsa", "fixed"])
def test_without_a_card_nothing_is_plugged_in(kind, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert (AlsaHeadphones("default") if kind == "alsa" else FixedHeadphones()).plugged() is False
