"""Sounds for the tests, made by sox: tones and noises that a test can know by ear."""

import subprocess
from pathlib import Path

RATE = 22050


def tone(path: Path, seconds: float = 0.5, hertz: int = 300, *effects: str, form: str = "") -> Path:
    """Write a tone of full loudness; ``effects`` are sox's, ``form`` its options for the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = (form or f"-r {RATE} -c 1 -b 16").split()
    made = [
        "sox",
        "-V1",
        "-R",
        "-n",
        *options,
        str(path),
        "synth",
        str(seconds),
        "sine",
        str(hertz),
        *effects,
    ]
    subprocess.run(made, check=True)
    return path


def stats(path: Path) -> dict[str, float]:
    """Return sox's own figures of a sound: its words, such as "RMS lev dB", to numbers."""
    told = subprocess.run(
        ["sox", str(path), "-n", "stats"], capture_output=True, text=True, check=True
    ).stderr
    found = {}
    for line in told.splitlines():
        name, _, value = line.rpartition(" ")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            continue
    return found
