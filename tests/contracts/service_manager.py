"""What systemd does for a service with a store for descriptors, with a real socket: takes, holds, hands on."""

import array
import contextlib
import os
import select
import socket
import threading

ENOUGH = 4096
SECONDS = 10.0


class ServiceManager:
    """Holds what it was given by name; ``hand`` gives it to a program as one that is started.

    ``deaf``: it takes messages and never looks at them.
    """

    def __init__(self, folder, most=1, *, deaf=False):
        self.address = str(folder / "notify")
        self.told = []
        """Every message but barriers."""
        self.barriers = []
        """Of each barrier: how many messages had been dealt with before it."""
        self.held = {}
        self._most = most
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(self.address)
        self._own = os.urandom(8).hex()
        self._thread = threading.Thread(target=self._deal, daemon=True)
        if not deaf:
            self._thread.start()

    def listen(self):
        """Wait until every message that has come is dealt with."""
        told, held = os.pipe()
        self._say(f"OWN={self._own}", held)
        os.close(held)
        waiting = select.poll()
        waiting.register(told, 0)
        assert waiting.poll(SECONDS * 1000), "the service manager does not listen"
        os.close(told)

    def _say(self, message, *fds):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(self.address)
            more = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
            line.sendmsg([message.encode()], more)

    def _deal(self):
        """Deal with one message after the other, as they come."""
        while True:
            message, more, _, _ = self._line.recvmsg(ENOUGH, ENOUGH)
            told = dict(line.split("=", 1) for line in message.decode().splitlines())
            fds = [fd for _, _, data in more for fd in array.array("i", data)]
            if told == {"OWN": self._own} and not fds:
                return
            if told == {"OWN": self._own} or (told == {"BARRIER": "1"} and len(fds) == 1):
                if "BARRIER" in told:
                    self.barriers.append(len(self.told))
                os.close(fds[0])
                continue
            self._take(told, fds)
            self.told.append(told)

    def _take(self, told, fds):
        name = told.get("FDNAME", "stored")
        if told.get("FDSTOREREMOVE") == "1" and name in self.held:
            os.close(self.held.pop(name))
        for fd in fds:
            if told.get("FDSTORE") == "1" and len(self.held) < self._most:
                self.held[name] = fd
            else:
                os.close(fd)

    def environment(self, pid):
        """What a started program finds; what is held must lie at 3 and following, in this order."""
        handed = {}
        if self.held:
            handed = {
                "LISTEN_PID": str(pid),
                "LISTEN_FDS": str(len(self.held)),
                "LISTEN_FDNAMES": ":".join(self.held),
            }
        return {"NOTIFY_SOCKET": self.address, **handed}

    def close(self):
        if self._thread.is_alive():
            self._say(f"OWN={self._own}")
            self._thread.join()
        self._line.close()
        for fd in self.held.values():
            with contextlib.suppress(OSError):
                os.close(fd)
