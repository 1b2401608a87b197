"""Films to show, made for a test."""

import subprocess

CODECS = {
    "mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
    "webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libopus"),
}


def made(folder, name, seconds=2, size=(320, 180)):
    """Return the path of a film with a changing picture and a tone, made where it is not there yet."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    if not path.exists():
        sources = (
            f"testsrc=size={size[0]}x{size[1]}:rate=25:duration={seconds}",
            f"sine=frequency=440:duration={seconds}",
        )
        given = [word for source in sources for word in ("-f", "lavfi", "-i", source)]
        command = ["ffmpeg", "-v", "error", *given, *CODECS[path.suffix[1:]], str(path)]
        subprocess.run(command, check=True)
    return path
