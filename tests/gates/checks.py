"""The house rules that no tool checks. Each check takes the root of a tree and returns what is wrong with it.

``test_checks_can_fail.py`` shows each of them a bad tree: a check that cannot fail is worth nothing.
"""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

TOP_LEVEL = {
    "kiosk",
    "assets",
    "config",
    "deploy",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CONTRIBUTING.md",
}
NOT_OURS = {".git", ".venv", "var", ".cache", "build", "dist", "htmlcov"}

MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 40

DOORS = {
    "kivy": {"ui", "tour"},
    "ffpyplayer": {"ui"},
    "requests": {"ward", "updates"},
    "serial": {"devices"},
    "sqlite3": {"store"},
    "django": {"desk"},
    "waitress": {"desk"},
    "holidays": {"procedures"},
}

FACES = {"ui", "terminal"}
NOT_SEEN_BY_DESK = {
    "ui",
    "terminal",
    "store",
    "ward",
    "devices",
    "updates",
    "facelink",
    "engine",
    "presenter",
    "wiring",
    "tour",
}
SEEN_BY_FACES = {"presenter", "texts", "pictures", "settings", "clock"}

# Words are put together here so that this file passes its own checks.
REGISTRY_WORDS = [
    "py" + "pi",
    "python" + "hosted",
    "npm" + "js",
    "deb" + "ian",
    "ubun" + "tu",
    "crates" + ".io",
]
REGISTRY_WORDS += ["anaconda", "hugging" + "face", "ghcr", "docker", "artifactory", "nexus", "mirr" + "or"]
DOWNLOAD = re.compile(
    r"(?:https?|ftp|file)://[^/\s\"'<>]*(?:" + "|".join(re.escape(word) for word in REGISTRY_WORDS) + r")"
    r"|https?://[^\s\"'<>]+\.(?:whl|tar\.gz|tgz|zip|deb|AppImage)\b"
    r"|--(?:extra-)?index-" + r"url|--find-" + r"links|--trusted-" + r"host"
    r"|PIP_(?:EXTRA_)?INDEX_" + r"URL|PIP_FIND_" + r"LINKS",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(
    r"(?<![\w.$}])/(?:wo" + r"rk|ro" + r"ot|Us" + r"ers)/|/opt/(?:whe" + r"els|py" + r"pi)"
)
HOME_PATH = re.compile(r"(?<![\w.$}])/ho" + r"me/\w")

PROCEDURE_CODE = re.compile(r"\b\d\.0\d{5}\b")
TEST_FLAG = re.compile("PY" + "TEST|KIOSK_" + r"TEST|\bTEST" + "ING\\b|IN_" + "TEST|RUNNING_" + "TESTS")
JOURNEYS = {"birth", "death", "marital-status", "save-and-resume", "desk-down", "walk-away"}

LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
LEFT_OUT = re.compile(
    r"\b(?:pytest\.(?:mark\.)?(?:sk" + r"ip(?:if)?|xfa" + r"il|importorsk" + r"ip)|unittest\.sk" + r"ip\w*)\b"
)

PEM = re.compile(
    "-----BE" + r"GIN [A-Z0-9 ]*(?:PRIV" + r"ATE KEY|OPENSSH)[A-Z0-9 ]*-----|PuTTY-User-Key" + "-File"
)
KEY_FILE = re.compile(
    r"(?:\.(?:pem|key|p12|pfx|jks|keystore|pin)|(?:^|/)(?:id_rsa|id_ed25519|\.netrc|\.env))$"
)
SECRET_LINE = re.compile(
    r"^\s*[\"']?(?:\w+_)?(?:pin|password|passphrase|secret|secret_key|private_key|badge_secret)[\"']?\s*[:=]\s*[\"']?[^\s\"'{}<\[|>#]{4,}",
    re.IGNORECASE | re.MULTILINE,
)


def ours(root: Path) -> list[Path]:
    """Every file that is, or could be, committed."""
    if (root / ".git").exists():
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout.decode()
        return sorted(path for name in listing.split("\0") if name and (path := root / name).is_file())
    found = []
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if name not in NOT_OURS and name != "__pycache__"]
        found += [Path(folder, name) for name in names]
    return sorted(found)


def texts(root: Path, *suffixes: str) -> Iterator[tuple[str, str]]:
    """(path from the root, content) of each of our text files, or of those with one of the suffixes."""
    for path in ours(root):
        if suffixes and path.suffix not in suffixes:
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(root).as_posix(), content.decode("utf-8", errors="replace")


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """(path from the root, syntax tree) of each module of the kiosk that can be read."""
    for path, content in texts(root, ".py"):
        if path.startswith("kiosk/") and not unreadable(path, content):
            yield path, parsed(path, content)


def unreadable(path: str, content: str) -> list[str]:
    """What keeps Python from reading a module, if anything does."""
    try:
        parsed(path, content)
    except SyntaxError as error:
        return [f"{path}:{error.lineno}: {error.msg}"]
    return []


@cache
def parsed(path: str, content: str) -> ast.Module:
    """The syntax tree of a module, read once for all checks."""
    return ast.parse(content, path)


@cache
def nodes(tree: ast.Module) -> list[ast.AST]:
    """Everything in a syntax tree, gone through once for all checks."""
    return list(ast.walk(tree))


def forget() -> None:
    """Let go of the syntax trees: a few million objects slow everything down that runs later."""
    parsed.cache_clear()
    nodes.cache_clear()


def room_of(path: str) -> str:
    """The room that a file of the kiosk belongs to: ``kiosk/ui/app.py`` is in ``ui``."""
    return path.split("/")[1].removesuffix(".py")


def hits(root: Path, pattern: re.Pattern[str], only: Callable[[str], bool] = lambda _: True) -> list[str]:
    """Each place in our text files where the pattern is found."""
    return [
        f"{path}:{content.count(chr(10), 0, hit.start()) + 1}: {hit.group().strip()[:60]}"
        for path, content in texts(root)
        if only(path)
        for hit in pattern.finditer(content)
    ]


def everything_can_be_read(root: Path) -> list[str]:
    """Each module can be read by the running Python; the other checks pass over those that cannot."""
    return [fault for path, content in texts(root, ".py") for fault in unreadable(path, content)]


def only_known_names_at_the_top(root: Path) -> list[str]:
    """The top of the repository holds what the design names, and dot files."""
    names = {path.relative_to(root).parts[0] for path in ours(root)}
    return sorted(name for name in names if name not in TOP_LEVEL and not name.startswith("."))


def no_download_address(root: Path) -> list[str]:
    """No file says where something is downloaded from: each place has its own registries."""
    return hits(root, DOWNLOAD)


def no_machine_path(root: Path) -> list[str]:
    """No file knows a folder of the machine it was written on; services in deploy/ may name a kiosk's."""
    return hits(root, MACHINE_PATH) + hits(root, HOME_PATH, lambda path: not path.startswith("deploy/"))


def no_private_key_or_pin(root: Path) -> list[str]:
    """No key, PIN or badge secret lies in the tree, not even an example's."""
    named = [name for path in ours(root) if KEY_FILE.search(name := path.relative_to(root).as_posix())]
    settled = hits(
        root, SECRET_LINE, lambda path: path.startswith(("config/", "assets/")) and not path.endswith(".md")
    )
    return named + hits(root, PEM) + settled


def nothing_put_off(root: Path) -> list[str]:
    """Nothing is left for later in code, scripts, settings or content."""
    return hits(root, LATER, lambda path: not path.endswith((".txt", ".po", ".svg")))


def no_test_left_out(root: Path) -> list[str]:
    """Every test runs everywhere, and none of them waits for the wall clock."""
    waits = re.compile(r"\btime\.sle" + r"ep\(")
    return hits(root, LEFT_OUT, lambda path: path.startswith("tests/")) + hits(
        root, waits, lambda path: path.startswith("tests/") and path.endswith(".py")
    )


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the constants that are prose: a text that stands alone."""
    return {
        id(node.value)
        for node in nodes(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def no_special_case(root: Path) -> list[str]:
    """The kiosk's code knows no procedure's code, branches on no journey's name and on no test flag."""
    wrong = hits(root, TEST_FLAG, lambda path: path.startswith("kiosk/"))
    for path, tree in modules(root):
        prose = docstrings(tree)
        for node in nodes(tree):
            if (
                isinstance(node, ast.Constant)
                and id(node) not in prose
                and PROCEDURE_CODE.search(str(node.value))
            ):
                wrong.append(f"{path}:{node.lineno}: a procedure's code")
            if isinstance(node, ast.Compare | ast.match_case):
                compared = [
                    part.value for part in ast.walk(node_test(node)) if isinstance(part, ast.Constant)
                ]
                wrong += [f"{path}: branches on {name!r}" for name in compared if name in JOURNEYS]
    return wrong


def node_test(node: ast.Compare | ast.match_case) -> ast.AST:
    """The part of a branch that decides."""
    return node if isinstance(node, ast.Compare) else node.pattern


def files_are_short(root: Path) -> list[str]:
    """No file of the kiosk is longer than a reader's patience."""
    return [
        f"{path}: {lines} lines"
        for path, content in texts(root, ".py", ".kv")
        if path.startswith("kiosk/") and (lines := len(content.splitlines())) > MOST_FILE_LINES
    ]


def functions_are_short(root: Path) -> list[str]:
    """No function of the kiosk has more than forty lines below its docstring."""
    wrong = []
    for path, tree in modules(root):
        for node in nodes(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                promise = ast.get_docstring(node, clean=False)
                body = node.body[1:] if promise is not None and len(node.body) > 1 else node.body
                lines = node.body[-1].end_lineno - node.lineno + 1
                if promise is not None and body is not node.body:
                    lines -= node.body[0].end_lineno - node.body[0].lineno + 1
                if lines > MOST_FUNCTION_LINES:
                    wrong.append(f"{path}:{node.lineno}: {node.name} has {lines} lines")
    return wrong


def no_swallowed_exception(root: Path) -> list[str]:
    """No exception disappears: an expected outcome is a returned value, the rest is a broken promise."""
    wrong = []
    for path, tree in modules(root):
        for node in nodes(tree):
            if isinstance(node, ast.ExceptHandler):
                idle = all(
                    isinstance(line, ast.Pass)
                    or (
                        isinstance(line, ast.Expr)
                        and isinstance(line.value, ast.Constant)
                        and line.value.value is ...
                    )
                    for line in node.body
                )
                if idle or node.type is None:
                    wrong.append(f"{path}:{node.lineno}: swallows an exception")
            elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "suppress":
                broad = {"Exception", "BaseException"} & {ast.unparse(kind) for kind in node.args}
                if broad:
                    wrong.append(f"{path}:{node.lineno}: swallows every exception")
    return wrong


def no_stub(root: Path) -> list[str]:
    """No function of the kiosk says that it will be written one day."""
    return [
        f"{path}:{node.lineno}: raises {name}"
        for path, tree in modules(root)
        for node in nodes(tree)
        if isinstance(node, ast.Raise) and node.exc is not None
        for name in [ast.unparse(node.exc).split("(")[0]]
        if name == "NotImplemented" + "Error"
    ]


def imports(path: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything that a module imports, also within functions and by name."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
            "import_module",
            "__import__",
        }:
            named = node.args[0] if node.args else None
            if isinstance(named, ast.Constant):
                yield node.lineno, str(named.value)


def one_library_one_door(root: Path) -> list[str]:
    """Each library that has a door is imported in the rooms behind it and nowhere else."""
    return [
        f"{path}:{line}: {library} belongs to {' and '.join(sorted(DOORS[library]))}"
        for path, tree in modules(root)
        for line, name in imports(path, tree)
        if (library := name.split(".")[0]) in DOORS and room_of(path) not in DOORS[library]
    ]


def faces_see_only_the_presenter(root: Path) -> list[str]:
    """A face imports the presenter, the visit's events and look, texts, pictures, settings and the clock: no more."""
    return [
        f"{path}:{line}: a face imports {name}"
        for path, tree in modules(root)
        if room_of(path) in FACES
        for line, name in imports(path, tree)
        if name.startswith("kiosk.")
        and (room := name.split(".")[1]) not in SEEN_BY_FACES
        and room != room_of(path)
        and not name.startswith(("kiosk.visit.events", "kiosk.visit.look"))
    ]


def desk_shares_only_messages(root: Path) -> list[str]:
    """The desk shares messages and seals with the kiosk; it never reaches into the kiosk's inside."""
    return [
        f"{path}:{line}: the desk imports {name}"
        for path, tree in modules(root)
        if room_of(path) == "desk"
        for line, name in imports(path, tree)
        if name.startswith("kiosk.") and name.split(".")[1] in NOT_SEEN_BY_DESK
    ]


def starts_without_django(root: Path) -> list[str]:
    """Starting the kiosk imports nothing of Django: the desk is another program."""
    present = [
        f"kiosk.{name}"
        for name in ("cli", "wiring", "engine", "presenter", "terminal")
        if (root / "kiosk" / name).is_dir() or (root / "kiosk" / f"{name}.py").is_file()
    ]
    question = (
        f"import importlib, sys; sys.path.insert(0, {str(root)!r})\n"
        f"for name in {present!r}: importlib.import_module(name)\n"
        "print(*sorted(name for name in sys.modules if name.split('.')[0] == 'django')[:3])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", question],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return answer.stdout.split() if answer.returncode == 0 else [answer.stderr.strip()[-300:]]


def locks_are_whole(root: Path) -> list[str]:
    """Each library that pyproject.toml names is locked with hashes; a lock holds nothing but that."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"runtime": project["project"]["dependencies"] + project["build-system"]["requires"]}
    groups |= project["project"].get("optional-dependencies", {})
    wrong = []
    for group, wanted in groups.items():
        lock = root / "deploy" / "locks" / f"{group}.txt"
        entries = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines() if lock.is_file() else []
        shape = re.compile(r"[a-z0-9-]+==\S+( ;[^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
        wrong += [f"{group}: {entry[:60]}" for entry in entries if not shape.fullmatch(entry)]
        locked = {entry.split("==")[0] for entry in entries}
        names = {re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", line)[0]).lower() for line in wanted}
        wrong += [f"{group}: {name} is not locked" for name in sorted(names - locked)]
    return wrong


def every_exception_to_a_rule_has_its_reason(root: Path) -> list[str]:
    """Each lint rule that is switched off says why, on its own line."""
    wrong, inside = [], False
    for number, line in enumerate((root / "pyproject.toml").read_text(encoding="utf-8").splitlines(), 1):
        if inside and re.match(r'\s+"[A-Z]+\d*"', line) and "#" not in line:
            wrong.append(f"pyproject.toml:{number}: {line.strip()}")
        inside = (inside or line.startswith(("ignore = [", '"'))) and line.strip() != "]"
    return wrong


def scripts_are_plain_shell(root: Path) -> list[str]:
    """Each shell script in deploy/ can be read by the plainest shell."""
    wrong = []
    for path, content in texts(root):
        is_script = content.startswith("#!/bin/sh") or path.endswith(".sh")
        if path.startswith("deploy/") and is_script:
            reading = subprocess.run(
                ["sh", "-n", str(root / path)], capture_output=True, text=True, check=False
            )
            wrong += [] if reading.returncode == 0 else [f"{path}: {reading.stderr.strip()[:120]}"]
    return wrong


CHECKS: list[Callable[[Path], list[str]]] = [
    everything_can_be_read,
    only_known_names_at_the_top,
    no_download_address,
    no_machine_path,
    no_private_key_or_pin,
    nothing_put_off,
    no_test_left_out,
    no_special_case,
    files_are_short,
    functions_are_short,
    no_swallowed_exception,
    no_stub,
    one_library_one_door,
    faces_see_only_the_presenter,
    desk_shares_only_messages,
    starts_without_django,
    locks_are_whole,
    every_exception_to_a_rule_has_its_reason,
    scripts_are_plain_shell,
]
