# shellcheck shell=bash
# Read by ./run and ./test: makes .venv and installs what is missing. Nothing outside the repository is touched.
#
#   setup .        what serving needs
#   setup .[dev]   what the tests need as well
#
# A stamp inside .venv holds everything the installation depends on; while it fits, setup costs milliseconds.
# It is written last, so that an interrupted installation is completed by the next call.
#
# The caller may set:
#   PYTHON       the interpreter to use, 3.11 or newer
#   TORCH_INDEX  where the CPU build of PyTorch comes from
#   TORCH_CUDA=1 allow the CUDA build (several gigabytes; Samuh does not use it)

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
LOG="$VENV/setup.log"
TORCH_VERSION=2.13.0
TORCH_INDEX="${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_USER=0

say() { printf 'samuh: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# --- the interpreter ---------------------------------------------------------------------------------------------

is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    local name without_venv=""
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14 python}; do
        is_recent "$name" || continue
        if has_venv "$name"; then printf '%s' "$name"; return; fi
        without_venv="${without_venv:-$name}"
    done
    if [ -n "$without_venv" ]; then
        die "$without_venv cannot make virtual environments. Install the missing part (Debian, Ubuntu: apt-get install python3-venv) and run this again."
    fi
    die "Python 3.11 or newer is needed and was not found${PYTHON:+ as $PYTHON}. Install it (Debian, Ubuntu: apt-get install python3 python3-venv; others: python.org) and run this again."
}

# --- pip ---------------------------------------------------------------------------------------------------------

pip_quietly() { "$VENV/bin/python" -m pip "$@" >>"$LOG" 2>&1; }

pip_or_die() {
    local what="$1"; shift
    : >"$LOG"
    pip_quietly "$@" && return
    tail -n 30 "$LOG" >&2
    die "$what could not be installed; pip's words are above and in .venv/setup.log. What is done is kept: mend the cause and run this again."
}

# --- PyTorch: the CPU build, never gigabytes of CUDA by accident ---------------------------------------------------

torch_is_there() {
    "$VENV/bin/python" - "$TORCH_VERSION" 2>/dev/null <<'PY'
import sys
from importlib.metadata import version
numbers = [[int(n) for n in v.partition("+")[0].split(".")] for v in (version("torch"), sys.argv[1])]
sys.exit(numbers[0] < numbers[1])
PY
}

# Whether a plain `pip install torch` is known to bring no CUDA: asks the package index, downloads metadata only.
plain_torch_is_small() {
    pip_quietly install --quiet --dry-run --report "$VENV/torch.json" "torch==$TORCH_VERSION" || return 1
    ! grep -Eq '"name": "(nvidia|cuda)[-_]' "$VENV/torch.json"
}

install_torch() {
    torch_is_there && return
    say "installing PyTorch $TORCH_VERSION, CPU build (about 200 MB) ..."
    : >"$LOG"
    # macOS has one build only. Elsewhere ask for the CPU build by name; its dependencies come with Samuh's own,
    # so one name is looked up on the extra index, once: an index that cannot be reached costs seconds.
    if [ "$(uname -s)" != Darwin ] &&
        pip_quietly install --no-deps --retries 0 --timeout 20 --extra-index-url "$TORCH_INDEX" "torch==$TORCH_VERSION+cpu"; then
        return
    fi
    if [ "${TORCH_CUDA:-0}" != 1 ] && ! plain_torch_is_small; then
        grep '^ERROR' "$LOG" >&2 || true
        die "the CPU build of PyTorch was not found at $TORCH_INDEX, and the other build brings gigabytes of CUDA or is not to be had either. Try again, name a mirror with TORCH_INDEX=..., or accept CUDA with TORCH_CUDA=1."
    fi
    pip_or_die "PyTorch" install "torch==$TORCH_VERSION"
}

# --- the whole ---------------------------------------------------------------------------------------------------

# Everything the installation depends on, as text.
wanted() {
    printf '%s\n%s\n' "$ROOT" "$1"
    "$VENV/bin/python" -V
    cat "$ROOT/pyproject.toml" "$ROOT/scripts/setup.sh"
}

stamp_of() { printf '%s/stamp-%s' "$VENV" "${1//[^a-z]/}"; }

is_set_up() {
    [ -x "$VENV/bin/samuh" ] && [ -f "$(stamp_of "$1")" ] && wanted "$1" 2>/dev/null | cmp -s - "$(stamp_of "$1")"
}

make_venv() {
    if [ -x "$VENV/bin/python" ] && is_recent "$VENV/bin/python" && "$VENV/bin/python" -c 'import pip' 2>/dev/null; then
        return
    fi
    local python
    python="$(find_python)" || exit 1
    say "making a virtual environment in .venv with $("$python" -V) ..."
    "$python" -m venv --clear "$VENV" || die "$python could not make $VENV; its words are above."
}

setup() {
    local target="$1" began=$SECONDS
    # What the tests need includes what serving needs.
    if is_set_up "$target" || is_set_up ".[dev]"; then return; fi
    make_venv
    install_torch
    say "installing Samuh and its libraries (a few minutes the first time) ..."
    pip_or_die "Samuh" install --editable "$ROOT${target#.}"
    wanted "$target" >"$(stamp_of "$target")"
    say "set up in $((SECONDS - began)) s; the next start skips this."
}
