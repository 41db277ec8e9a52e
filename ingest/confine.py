"""Confinement: what a process that reads a strange file may no longer do.

A reader that a file takes over can still not use more memory, processor time, file size and open files than allowed,
cannot reach the network, trace other processes or gain rights, and (but for one that calls text recognition) cannot
start any process. The kernel enforces it and hands it on to whatever the process starts; it cannot be taken back.

On Linux the calls are refused by a filter (seccomp). Elsewhere, and on processors other than x86-64 and ARM-64, the
limits on resources hold alone.
"""

import contextlib
import ctypes
import math
import platform
import resource
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER, DEATH_SIGNAL = 38, 22, 2, 1  # of prctl(2)
KILLED = 9
OPEN_FILES = 256
NEW_THREADS = 256  # beside those that run now; text recognition and number libraries start a few
NOT_PERMITTED = 0x00050000 | 1  # refuse with EPERM
NOT_THERE = 0x00050000 | 38  # refuse with ENOSYS: the C library then tries the older call
ALLOW = 0x7FFF0000
LOAD, EQUAL, ABOVE, BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of the packet filter
NUMBER_AT, MACHINE_AT, FIRST_AT = 0, 4, 16  # offsets in the data that a filter sees
LOCAL = 1  # AF_UNIX
THREAD = 0x00010000  # CLONE_THREAD
FOREIGN = 0x40000000  # numbers of calls in another convention of x86-64


@dataclass(frozen=True, slots=True)
class Machine:
    """The numbers of calls on one kind of processor; ``refused`` are calls that no reader needs."""

    audit: int
    socket: int
    clone: int
    clone3: int
    forks: tuple[int, ...]
    refused: tuple[int, ...]


# refused: ptrace, process_vm_writev, process_vm_readv, io_uring_setup, bpf, mount, keyctl, unshare, setns, userfaultfd,
# perf_event_open, kexec_load, init_module, finit_module; setsid and setpgid, by which a process would escape when its
# group is killed.
MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        41,
        56,
        435,
        (57, 58),
        (101, 311, 310, 425, 321, 165, 250, 272, 308, 323, 298, 246, 175, 313, 112, 109),
    ),
    "aarch64": Machine(
        0xC00000B7,
        198,
        220,
        435,
        (),
        (117, 271, 270, 425, 280, 40, 219, 97, 268, 282, 241, 104, 105, 273, 157, 154),
    ),
}


def confine(memory_mb: int, seconds: float, file_bytes: int, may_start: bool) -> None:
    """Take away from this process what reading a file does not need.

    Args:
        memory_mb: Address space in MiB.
        seconds: Processor time; the clock on the wall is for the parent to watch.
        file_bytes: Largest file that may be written.
        may_start: Whether other programs may be started (text recognition).
    """
    memory, processor = memory_mb * 2**20, math.ceil(seconds) + 1
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, processor)
    limit(resource.RLIMIT_FSIZE, file_bytes)
    limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NPROC, threads() + NEW_THREADS)
    if sys.platform == "linux":
        prctl(DEATH_SIGNAL, KILLED)  # a parent that is killed must not leave a reader behind
        refuse_calls(may_start)


def limit(what: int, most: int) -> None:
    """Lower one limit for good; one that is lower already stays."""
    _, hard = resource.getrlimit(what)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (allowed, allowed))


def threads() -> int:
    """Count the threads that run on this machine: the limit holds for all of a user's together."""
    try:
        return int(Path("/proc/loadavg").read_text("ascii").split()[3].split("/")[1])
    except (OSError, ValueError, IndexError):
        return 4096


def prctl(option: int, value: int, pointer: object = None) -> bool:
    """Ask the kernel to change how this process is treated; tell whether it was done."""
    library = ctypes.CDLL(None, use_errno=True)
    return bool(library.prctl(option, ctypes.c_ulong(value), pointer or ctypes.c_ulong(0), 0, 0) == 0)


def refuse_calls(may_start: bool) -> None:
    """Have the kernel refuse calls; nothing happens on a processor whose numbers are not known."""
    machine = MACHINES.get(platform.machine())
    if machine is None or sys.maxsize < 2**32 or not prctl(NO_NEW_PRIVILEGES, 1):
        return
    code = b"".join(struct.pack("<HBBI", *step) for step in program(machine, may_start))
    held = ctypes.create_string_buffer(code)

    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    made = Filter(len(code) // 8, ctypes.cast(held, ctypes.c_void_p))
    with contextlib.suppress(OSError):
        prctl(SET_SECCOMP, FILTER, ctypes.byref(made))


Step = tuple[int, int, int, int]  # instruction, steps to skip if so and if not, value


def program(machine: Machine, may_start: bool) -> list[Step]:
    """Write the filter: a list of tests on the number of a call, each followed by its verdict."""
    steps: list[Step] = [
        (LOAD, 0, 0, MACHINE_AT),
        (EQUAL, 1, 0, machine.audit),
        (RETURN, 0, 0, NOT_PERMITTED),
        (LOAD, 0, 0, NUMBER_AT),
        (ABOVE, 0, 1, FOREIGN),
        (RETURN, 0, 0, NOT_PERMITTED),
        *argument(machine.socket, EQUAL, LOCAL),
    ]
    for number in machine.refused:
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, NOT_PERMITTED)]
    if not may_start:
        steps += [(EQUAL, 0, 1, machine.clone3), (RETURN, 0, 0, NOT_THERE)]
        for number in machine.forks:
            steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, NOT_PERMITTED)]
        steps += argument(machine.clone, BITS, THREAD)
    return [*steps, (RETURN, 0, 0, ALLOW)]


def argument(number: int, test: int, value: int) -> list[Step]:
    """Allow a call only where its first argument passes a test."""
    return [
        (EQUAL, 0, 4, number),
        (LOAD, 0, 0, FIRST_AT),
        (test, 0, 1, value),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, NOT_PERMITTED),
    ]
