"""What everything promises that sets the loudness: three steps, or a plain False."""

import pytest

from kiosk.devices.mixer import AlsaVolume, FixedVolume, mixer_of

MIXER = """#!/bin/sh
echo "$*" >> "$0.said"
case "$*" in
*scontrols*) echo "Simple mixer control 'Capture',0"; echo "Simple mixer control 'PCM',0";;
*Broken*) exit 1;;
esac
"""


@pytest.fixture
def amixer(tmp_path, monkeypatch):
    """A card with two controls; returns what it was asked."""
    program = tmp_path / "amixer"
    program.write_text(MIXER)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    said = tmp_path / "amixer.said"
    return lambda: said.read_text().splitlines() if said.exists() else []


@pytest.fixture(params=["alsa", "fixed"])
def volume(request, amixer):
    return AlsaVolume("default", (40, 65, 90)) if request.param == "alsa" else FixedVolume()


@pytest.fixture(params=["alsa", "fixed"])
def no_volume(request, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    return AlsaVolume("default", (40, 65, 90)) if request.param == "alsa" else FixedVolume(works=False)


class TestEveryVolume:
    @pytest.mark.parametrize("step", [1, 2, 3])
    def test_each_step_can_be_set_again_and_again(self, volume, step):
        assert volume.set(step) is True
        assert volume.set(step) is True

    def test_a_machine_without_a_mixer_says_so_and_nothing_breaks(self, no_volume):
        assert no_volume.set(2) is False


class TestAlsa:
    def test_the_first_known_control_is_opened_as_far_as_the_step_asks(self, amixer):
        volume = AlsaVolume("plughw:CARD=PCH,DEV=0", (40, 65, 90))
        volume.set(1)
        volume.set(3)
        assert amixer() == [
            "-D hw:PCH scontrols",
            "-M -q -D hw:PCH sset PCM 40% unmute",
            "-M -q -D hw:PCH sset PCM 90% unmute",
        ]

    def test_a_card_without_a_known_control_has_no_loudness(self, tmp_path, amixer):
        (tmp_path / "amixer").write_text("#!/bin/sh\necho \"Simple mixer control 'Mic',0\"\n")
        assert AlsaVolume("default", (40, 65, 90)).set(2) is False

    def test_a_control_without_a_switch_is_set_all_the_same(self, tmp_path, amixer):
        program = tmp_path / "amixer"
        program.write_text(MIXER.replace("*Broken*", "*unmute*"))
        assert AlsaVolume("default", (40, 65, 90)).set(2) is True
        assert amixer()[-1] == "-M -q -D default sset PCM 65%"


@pytest.mark.parametrize(
    ("device", "mixer"),
    [
        ("default", "default"),
        ("null", "null"),
        ("hw:0", "hw:0"),
        ("hw:1,0", "hw:1"),
        ("plughw:CARD=PCH,DEV=0", "hw:PCH"),
        ("sysdefault:CARD=Headset", "hw:Headset"),
        ("front:CARD=PCH,DEV=0", "hw:PCH"),
    ],
)
def test_the_mixer_of_a_device_is_that_of_its_card(device, mixer):
    assert mixer_of(device) == mixer
