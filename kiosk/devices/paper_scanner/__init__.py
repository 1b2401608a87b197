"""Document scanners: a flatbed by SANE, a camera above the table by V4L2, and their twins in memory and in a folder.

Each implements ``engine.ports.PaperScanner``. What they see is somebody's paper: it passes through memory only.
"""

from kiosk.devices.paper_scanner.camera import CameraScanner
from kiosk.devices.paper_scanner.sane import SaneScanner
from kiosk.devices.paper_scanner.twins import FilePaperScanner, MemoryPaperScanner

__all__ = ["CameraScanner", "FilePaperScanner", "MemoryPaperScanner", "SaneScanner"]
