"""Face and core as two processes: what ``presenter.ports.FaceLink`` carries, over a Unix socket.

``server`` is the core's end, ``client`` the face's, ``frames`` what goes over the line.
"""
