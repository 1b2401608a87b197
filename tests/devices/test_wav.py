"""Speech as samples, measured with sox, which shares nothing with it."""

from array import array
from itertools import pairwise

import pytest

from kiosk.devices import wav
from tests.devices.sounds import stats, tone


def test_speech_is_trimmed_and_brought_to_the_level_of_all_clips(tmp_path):
    raw = tone(tmp_path / "raw.wav", 1.0, 300, "vol", "0.02", "pad", "0.7", "1.3")
    wav.write(tmp_path / "dressed.wav", wav.dressed(wav.read(raw)))
    found = stats(tmp_path / "dressed.wav")
    assert found["Length s"] == pytest.approx(1.05, abs=0.02)
    assert found["RMS lev dB"] == pytest.approx(wav.LEVEL, abs=0.4)


def test_no_sample_is_louder_than_the_peak(tmp_path):
    clicks = tone(tmp_path / "clicks.wav", 1.0, 5, "overdrive", "0", "vol", "0.05")
    samples = wav.read(clicks)
    samples[5000] = 20000
    wav.write(tmp_path / "dressed.wav", wav.dressed(samples))
    assert stats(tmp_path / "dressed.wav")["Pk lev dB"] <= wav.PEAK + 0.05


def test_words_of_a_number_are_joined_without_a_gap_and_without_a_click(tmp_path):
    words = [
        tone(tmp_path / f"{hertz}.wav", 0.4, hertz, "vol", "0.3", "pad", "0.2", "0.3") for hertz in (300, 400)
    ]
    whole = wav.joined([(wav.read(word), 0.0) for word in words])
    assert len(whole) / wav.RATE == pytest.approx(0.8, abs=0.03)
    inside = whole[wav.RATE // 10 : -wav.RATE // 10]
    window = wav.RATE // 50
    assert all(max(inside[at : at + window]) > 1000 for at in range(0, len(inside) - window, window))
    steps = [abs(one - next_) for one, next_ in pairwise(whole)]
    assert max(steps) < 1500, "a tone of 400 Hz at this loudness moves by no more from sample to sample"


def test_sentences_have_a_pause_between_them(tmp_path):
    word = wav.read(tone(tmp_path / "a.wav", 0.4, 300, "vol", "0.3"))
    whole = wav.joined([(word, 0.28), (word, 0.28)])
    assert len(whole) / wav.RATE == pytest.approx(0.4 + 0.28 + 0.4, abs=0.03)
    middle = whole[len(whole) // 2 - 1000 : len(whole) // 2 + 1000]
    assert max(middle) == 0


def test_what_is_written_is_read_again(tmp_path):
    samples = array("h", [0, 1, -1, 32767, -32768])
    wav.write(tmp_path / "a.wav", samples)
    assert wav.read(tmp_path / "a.wav") == samples


@pytest.mark.parametrize(
    ("form", "code"),
    [("-r 44100 -c 1 -b 16", "form"), ("-r 22050 -c 2 -b 16", "form"), ("-r 22050 -c 1 -b 8", "form")],
)
def test_a_sound_of_another_form_is_no_clip(tmp_path, form, code):
    with pytest.raises(wav.WavError) as broken:
        wav.read(tone(tmp_path / "a.wav", form=form))
    assert broken.value.code == code


DAMAGED = b"RIFF\x0c\0\0\0WAVEjunk\xff\xff\0\0"
"""Its first part says that it is longer than the whole."""


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "unreadable"), (b"RIFF", "unreadable"), (DAMAGED, "unreadable")]
)
def test_a_file_that_is_no_sound_is_no_clip(tmp_path, data, code):
    (tmp_path / "a.wav").write_bytes(data)
    with pytest.raises(wav.WavError) as broken:
        wav.read(tmp_path / "a.wav")
    assert broken.value.code == code


def test_a_clip_without_a_sample_is_empty(tmp_path):
    wav.write(tmp_path / "a.wav", array("h"))
    with pytest.raises(wav.WavError) as broken:
        wav.read(tmp_path / "a.wav")
    assert broken.value.code == "empty"


def test_silence_stays_silence():
    still = array("h", bytes(20000))
    assert not any(wav.dressed(still))
    assert wav.measured(still).level == wav.SILENCE


def test_samples_at_full_scale_are_counted():
    assert wav.measured(array("h", [0, 32767, -32768, 12])).at_full == 2
