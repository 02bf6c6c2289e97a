#!/usr/bin/env bash
# Make this folder ready to work in: system libraries, virtual environment, packages, fonts.
#
# Everything that is already there is left alone, so a second run takes well under a second.
# Called by make; also works by hand: bash packaging/setup.sh, or with words for what only some need:
# `scores` for `make scores`, `team` for tests of libraries on a PostgreSQL server, `reader` for the test
# that reads the window as a screen reader does.
set -euo pipefail
cd "$(dirname "$0")/.."

purposes=" $* "
for_this() { [[ "$purposes" == *" $1 "* ]]; }

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "these system packages are missing and neither root nor sudo is at hand; ask for: apt-get install ${wanted[*]}"
    fi
}

# --- system libraries and tools (Debian and Ubuntu; elsewhere they are only named) --------------

# Asked for by what we really need, not by package name: Ubuntu renames packages between releases.
needs=(
    libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0
    libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0
    # A window on X11 wants these too.
    libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-shape.so.0=libxcb-shape0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
)

find_python() {
    local name
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
}

venv_works() {
    .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

system_packages() {
    wanted=()
    [ "$(uname -s)" = Linux ] || return 0
    local known pair
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    for pair in "${needs[@]}"; do
        case "$known" in *"${pair%%=*} "*) ;; *) wanted+=("${pair#*=}") ;; esac
    done
    command -v npm >/dev/null || wanted+=(npm)
    if for_this scores && [ ! -e "${UNICODE_DATA:-/usr/share/unicode}/BidiCharacterTest.txt" ]; then
        wanted+=(unicode-data)
    fi
    # Debian's server programs are not on the PATH, each version has a folder.
    if for_this team && ! ls "${POSTGRESQL:-/usr/lib/postgresql}"/*/bin/initdb >/dev/null 2>&1; then
        wanted+=(postgresql)
    fi
    if for_this reader; then
        command -v xvfb-run >/dev/null || wanted+=(xvfb xauth)
        command -v dbus-run-session >/dev/null || wanted+=(dbus)
        [ -e /usr/libexec/at-spi-bus-launcher ] || wanted+=(at-spi2-core)
        /usr/bin/python3 -c 'import pyatspi' 2>/dev/null || wanted+=(python3-pyatspi)
    fi
    if ! venv_works; then
        python=$(find_python)
        if [ -z "$python" ]; then
            wanted+=(python3 python3-venv)
        elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            # Debian splits venv off, and each of its Pythons has its own.
            case "$("$python" -c 'import sys; print(sys.base_prefix)')" in
                /usr) wanted+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')") ;;
                *) die "$python comes without venv; name another with PYTHON=…" ;;
            esac
        fi
    fi
    [ ${#wanted[@]} -eq 0 ] && return 0
    command -v apt-get >/dev/null || die "install what these Debian packages hold, then run again: ${wanted[*]}"
    say "installing ${wanted[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" </dev/null >/dev/null
}

# --- virtual environment and Python packages ----------------------------------------------------

python_packages() {
    if ! venv_works; then
        python=$(find_python)
        [ -n "$python" ] || die "Python 3.11 or newer is needed; name it with PYTHON=… if it is not on the PATH"
        say "making .venv with $("$python" --version)"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    local extras=dev one now stamp
    for one in scores team; do
        if for_this "$one"; then extras+=",$one"; fi
    done
    stamp=.venv/setup-stamp-${extras//,/-}
    now=$(cat pyproject.toml packaging/setup.sh | cksum)
    if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
        say "installing Python packages"
        PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --editable ".[$extras]"
        printf '%s\n' "$now" >"$stamp"
    fi
}

system_packages
python_packages
# FONT_SETS=core,scripts leaves the large ones out.
.venv/bin/python packaging/fonts.py ${FONT_SETS:+--set "$FONT_SETS"}
