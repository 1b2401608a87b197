"""The database under a desk of the tests: SQLite as shipped, or a PostgreSQL that the tests start for themselves.

``KIOSK_TEST_DATABASE=postgresql`` chooses the latter for a whole process; ``tests/desk/test_on_postgresql.py`` does.
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from threading import Event
from urllib.parse import quote

EXAMPLE = Path(__file__).parents[1] / "config" / "desk.toml"
SQLITE = 'database = "sqlite:///desk/desk.sqlite3"'
ON_POSTGRESQL = os.environ.get("KIOSK_TEST_DATABASE") == "postgresql"
HARSH = {
    # nothing of these is the desk's own choice
    "timezone": "Pacific/Chatham",
    "datestyle": "German",
    "default_transaction_isolation": "serializable",
    "synchronous_commit": "off",
    "statement_timeout": "60s",
    # everything is written down that a server can be told to write down of what goes wrong
    "log_min_messages": "debug1",
    "log_min_error_statement": "debug1",
    "log_error_verbosity": "verbose",
}


def settings_for(state):
    """The desk's settings: the shipped file, or a copy in the state folder that names a new database."""
    return settings_on(state, cluster().fresh()) if ON_POSTGRESQL else EXAMPLE


def settings_on(state, address):
    """A copy of the shipped settings in the state folder, with the database at ``address``."""
    text = EXAMPLE.read_text(encoding="utf-8")
    assert SQLITE in text
    path = state / "desk.toml"
    path.write_text(text.replace(SQLITE, f'database = "{address}"'), encoding="utf-8")
    return path


def kept(state):
    """What lies on the disk of a desk, its database, journal and the server's log included: content by path."""
    folders = [state, cluster().folder] if ON_POSTGRESQL else [state]
    found = {}
    for path in (path for folder in folders for path in folder.rglob("*")):
        with suppress(FileNotFoundError):  # a running server throws files away
            if path.is_file():
                found[path] = path.read_bytes()
    return found


class Cluster:
    """A PostgreSQL in a folder of its own, reached by a socket in it, by an owner of databases who is no more."""

    def __init__(self):
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: float(at.parent.name))
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-pg-"))
        self._numbers, self._server = count(1), None
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "boss", "--locale=C.UTF-8", "-D", self.data)
        self.start()
        self.tell("CREATE ROLE desk LOGIN NOSUPERUSER NOCREATEDB")

    @property
    def data(self):
        return self.folder / "data"

    @property
    def log(self):
        return self.folder / "server.log"

    def start(self):
        """Start the server; it dies with the thread that started it."""
        set_so = [word for name, value in HARSH.items() for word in ("-c", f"{name}={value}")]
        quick = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "shared_buffers=16MB"]
        where = ["-D", self.data, "-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}"]
        command = self._as_postgres("--pdeathsig", "QUIT", self.bin / "postgres", *where, *quick, *set_so)
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)
        while subprocess.run([self.bin / "pg_isready", "-q", "-h", self.folder], check=False).returncode:
            assert self._server.poll() is None, self.log.read_text(errors="replace")[-2000:]
            Event().wait(0.02)

    def stop(self, how=signal.SIGINT):
        """End the server: SIGINT breaks off what runs, SIGQUIT leaves all to recovery."""
        self._server.send_signal(how)
        self._server.wait(30)

    def remove(self):
        """End the server at once and leave nothing of it."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def tell(self, statement, database="postgres", user="boss"):
        """Run one statement and return what it says."""
        words = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", user]
        return self._run("psql", *words, "-d", database, "-c", statement).strip()

    def fresh(self, options=""):
        """Make an empty database of the desk's and return its address."""
        name = f"ward{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name} OWNER desk TEMPLATE template0 {options}")
        return f"postgresql://desk@{quote(str(self.folder), safe='')}/{name}"

    def _run(self, program, *words):
        done = subprocess.run(
            self._as_postgres(self.bin / program, *words),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @staticmethod
    def _as_postgres(*command):
        """The server refuses to be root; then the user that its package has made runs it."""
        user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        return ["setpriv", *user, *command]


@cache
def cluster():
    """This process's PostgreSQL, started when it is first asked for."""
    made = Cluster()
    atexit.register(made.remove)
    return made
