"""Children that do not outlive the process that started them, even when it is killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


def tied_to(parent: int, wish: signal.Signals) -> Callable[[], None]:
    """What a child calls first: it will receive `wish` when the parent process ends.

    A kernel service of Linux. Elsewhere nothing happens, and an orphan is seen by its port.
    """

    def tie() -> None:
        if sys.platform != "linux":
            return
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(wish), 0, 0, 0)
        if os.getppid() != parent:  # it ended before we asked
            os.kill(os.getpid(), wish)

    return tie
