"""The set-up script: which interpreter it takes, what it says where none fits, and what it installs when.

The real script runs; interpreters and pip are small shell programs in a folder that is the whole PATH.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOOLS = ("bash", "cat", "cmp", "dirname", "uname", "grep", "tail", "mkdir", "chmod", "cp")

RECENT = 'case "$2" in *version_info*) exit 0;; *ensurepip*) exit 0;; esac; exit 0'
OLD = 'case "$2" in *version_info*) exit 1;; esac; exit 0'
WITHOUT_VENV = 'case "$2" in *version_info*) exit 0;; *ensurepip*) exit 1;; esac; exit 0'

# Makes a virtual environment whose python writes down what pip was asked to do.
MAKES_VENV = """
case "$1 $2" in "-c "*) exit 0;; "-V "*) echo "Python 3.12.0"; exit 0;; esac
[ "$1 $2" = "-m venv" ] || exit 1
mkdir -p "$4/bin"
cp "$PIP" "$4/bin/python"
"""
PIP = r"""#!/usr/bin/env bash
case "$1" in
    -V) echo "Python 3.12.0"; exit 0;;
    -) exit 1;;
    -c) exit 0;;
esac
echo "$*" >>"$CALLS"
case "$*" in
    *--dry-run*) echo "\"name\": \"${BRINGS:-nvidia-cublas}\"" >"$7"; exit 0;;
    *+cpu*) exit "${CPU_FAILS:-0}";;
    *--editable*) [ "${EDITABLE_FAILS:-0}" = 0 ] || { echo "ERROR: no such version"; exit 1; }
        echo >"$(dirname "$0")/samuh"; chmod +x "$(dirname "$0")/samuh";;
esac
"""


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of the repository's set-up and a PATH with nothing but a shell's tools."""
    (tmp_path / "repository" / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "repository" / "scripts")
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "repository")
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    (tmp_path / "pip").write_text(PIP, encoding="utf-8")
    (tmp_path / "pip").chmod(0o755)
    return tmp_path


def program(bare: Path, name: str, text: str) -> None:
    path = bare / "bin" / name
    path.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def set_up(bare: Path, target: str = ".", **given: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": str(bare / "bin"),
        "HOME": str(bare),
        "PIP": str(bare / "pip"),
        "CALLS": str(bare / "calls"),
        **given,
    }
    script = f'set -euo pipefail; source "{bare}/repository/scripts/setup.sh"; setup "{target}"'
    return subprocess.run(
        [str(shutil.which("bash")), "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def calls(bare: Path) -> list[str]:
    """What pip was asked for since the last look."""
    path = bare / "calls"
    found = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    path.unlink(missing_ok=True)
    return found


def test_without_python_it_says_in_one_line_what_to_install(bare: Path) -> None:
    done = set_up(bare)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "apt-get install python3" in done.stderr


def test_an_old_python_is_passed_over(bare: Path) -> None:
    program(bare, "python3", OLD)
    assert "Python 3.11 or newer is needed" in set_up(bare).stderr


def test_a_python_without_venv_is_named(bare: Path) -> None:
    program(bare, "python3.12", WITHOUT_VENV)
    done = set_up(bare)
    assert done.returncode == 1
    assert "python3.12 cannot make virtual environments" in done.stderr
    assert "python3-venv" in done.stderr


def test_pytorch_comes_first_and_the_second_set_up_does_nothing(bare: Path) -> None:
    program(bare, "python3.11", MAKES_VENV)
    assert set_up(bare).returncode == 0
    first, second = calls(bare)
    assert "torch==" in first
    assert "+cpu" in first
    assert "--editable" in second
    again = set_up(bare)
    assert (again.returncode, again.stderr, calls(bare)) == (0, "", [])


def test_what_tests_need_serves_as_well(bare: Path) -> None:
    program(bare, "python3.11", MAKES_VENV)
    assert set_up(bare, ".[dev]").returncode == 0
    assert calls(bare)[-1].endswith("repository[dev]")
    assert set_up(bare).returncode == 0
    assert calls(bare) == []


def test_a_changed_pyproject_is_installed_again(bare: Path) -> None:
    program(bare, "python3.11", MAKES_VENV)
    set_up(bare)
    calls(bare)
    with (bare / "repository" / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("# changed\n")
    assert set_up(bare).returncode == 0
    assert "--editable" in calls(bare)[-1]


def test_a_failed_installation_shows_the_reason_and_is_tried_again(bare: Path) -> None:
    program(bare, "python3.11", MAKES_VENV)
    done = set_up(bare, EDITABLE_FAILS="1")
    assert done.returncode == 1
    assert "ERROR: no such version" in done.stderr
    calls(bare)
    assert set_up(bare).returncode == 0
    assert "--editable" in calls(bare)[-1]


@pytest.mark.skipif(os.uname().sysname == "Darwin", reason="macOS has one build of PyTorch, without CUDA")
def test_cuda_is_never_installed_unasked(bare: Path) -> None:
    program(bare, "python3.11", MAKES_VENV)
    done = set_up(bare, CPU_FAILS="1")
    assert done.returncode == 1
    assert "TORCH_CUDA=1" in done.stderr
    assert not any(
        " torch==" in call and "--dry-run" not in call and "+cpu" not in call for call in calls(bare)
    )
    assert set_up(bare, CPU_FAILS="1", TORCH_CUDA="1").returncode == 0


def test_a_plain_build_without_cuda_is_good_enough(bare: Path) -> None:
    program(bare, "python3.11", MAKES_VENV)
    assert set_up(bare, CPU_FAILS="1", BRINGS="sympy").returncode == 0
