"""Where updates come from, and what they may take."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kiosk.settings.table import Table


class Updates(Table, frozen=True):
    """A repository of releases and of wards' content; empty folders: this machine takes none."""

    url: Annotated[str, Meta(pattern=r"^(https?://\S*[^\s/])?$")] = ""
    """The folder on a web server that holds metadata/ and targets/."""
    ca_file: str = ""
    """A certificate authority of one's own, a PEM file; empty: the usual ones."""
    ring: Annotated[int, Meta(ge=0, le=9)] = 2
    """0 takes releases first; the many that take them last have the highest."""
    share: Annotated[int, Meta(ge=0)] = 0
    """Bytes a second that a download takes of the line at most; 0: what there is."""
    trust: str = ""
    """The file root.json that was put on this machine when it was set up."""
    folder: str = ""
    """The updater's own folder."""
    visit: str = ""
    """The mark that somebody stands before the kiosk: nothing is started anew meanwhile; empty: nobody asks."""
    restart: str = ""
    """The socket at which the machine is asked to start the kiosk anew; empty: nothing is installed here."""
    probe: str = ""
    """The socket at which a release is tried before it serves."""
    content: str = ""
    """The folder into which the ward's content is laid; the kiosk reads it there."""
