"""Provisioning as somebody types it, and what it makes of a system, by content."""

import hashlib
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = ("--ward", "26791", "--point", "khu-pho-46", "--kiosk", "kiosk-7", "--series", "C")
DESK = ("--desk", "https://desk.example")


def provision(tree, target, *words, status=0):
    command = ["sh", tree / "deploy" / "provision", "--target", target, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1500)
    assert done.returncode == status, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def everything(folder):
    """All files by content, all links by aim, all folders."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = "folder" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
    return found
