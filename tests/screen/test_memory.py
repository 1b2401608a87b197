"""What is freed goes back to the machine."""

import subprocess
import sys

ASKED = """
import ctypes, sys
from kiosk.ui.memory import give_back

class Told(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in
                "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype, libc.malloc.restype, libc.free.argtypes = Told, ctypes.c_void_p, [ctypes.c_void_p]
if sys.argv[1] == "settled":
    give_back()
libc.free(libc.malloc(16_000_000))
before = libc.mallinfo2().hblks
kept = libc.malloc(1_000_000)
print(libc.mallinfo2().hblks - before)
"""


def blocks_of_its_own(how):
    done = subprocess.run(
        [sys.executable, "-c", ASKED, how], capture_output=True, text=True, check=True, timeout=60
    )
    return int(done.stdout)


def test_a_large_block_stays_one_of_its_own_after_a_larger_one_was_freed():
    assert blocks_of_its_own("settled") == 1
    assert blocks_of_its_own("as it comes") == 0
