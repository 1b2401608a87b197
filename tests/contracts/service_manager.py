"""What systemd does for a service with a store for descriptors, with a real socket: takes, holds, hands on."""

import array
import contextlib
import os
import socket

ENOUGH = 4096


class ServiceManager:
    """Holds what it was given by name; ``hand`` gives it to a program as one that is started."""

    def __init__(self, folder, most=1):
        self.address = str(folder / "notify")
        self.told = []
        self.held = {}
        self._most = most
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(self.address)
        self._line.setblocking(False)

    def listen(self):
        """Deal with every message that has come."""
        while True:
            try:
                message, more, _, _ = self._line.recvmsg(ENOUGH, ENOUGH)
            except BlockingIOError:
                return
            self.told.append(dict(line.split("=", 1) for line in message.decode().splitlines()))
            fds = [fd for _, _, data in more for fd in array.array("i", data)]
            self._take(self.told[-1], fds)

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
        self._line.close()
        for fd in self.held.values():
            with contextlib.suppress(OSError):
                os.close(fd)
