"""A film for a journey: what a ward would lay beside its procedures, two seconds long."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from kiosk.procedures.films import Caption, subrip

_SECONDS: Final = 2
_SAID: Final = "Dạ, mời bà con coi cách làm giấy."
_PATIENCE: Final = 60


def lay(code: str, folder: Path) -> Path:
    """Make the film of a procedure in ``folder`` and return the folder; empty where there is no ffmpeg."""
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.which("ffmpeg") is None:
        return folder
    sources = (f"testsrc=size=320x180:rate=25:duration={_SECONDS}", f"sine=frequency=440:duration={_SECONDS}")
    given = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
    codecs = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac")
    command = ["ffmpeg", "-v", "error", "-nostdin", *given, *codecs, f"{code}.mp4"]
    subprocess.run(command, cwd=folder, timeout=_PATIENCE, check=True)
    said = Caption(0, _SECONDS, _SAID)
    (folder / f"{code}.srt").write_text(subrip([said]), encoding="utf-8")
    return folder
