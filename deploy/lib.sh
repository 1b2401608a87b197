# shellcheck shell=sh
# The part that deploy/try and deploy/test share: system packages, Python, locked libraries, the project itself.
# Sourced with ROOT set to the top of the tree. POSIX sh; every step may be run again and skips what is done.

VENV=$ROOT/.venv
CACHE=$ROOT/.cache
BIN=$VENV/bin

# The versions in deploy/locks were chosen on 3.11, so that one is preferred.
PYTHONS="python3.11 python3.12 python3.13 python3"

export PYTHONUTF8=1
export LC_ALL=C.UTF-8
export PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_NO_INPUT=1
# Programs that start a hundred times in a run are compiled once.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

seconds() { date +%s; }

# step NAME COMMAND...: runs a part of the set-up and tells how long it took.
step() {
    step_name=$1
    shift
    step_start=$(seconds)
    printf '• %s\n' "$step_name"
    "$@"
    printf '  %s: %s s\n' "$step_name" "$(($(seconds) - step_start))"
}

# ---- system packages

PACKAGE_LISTS=packages.txt

wanted_packages() {
    for list in $PACKAGE_LISTS; do sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$ROOT/deploy/$list"; done
}

missing_packages() {
    for package in $(wanted_packages); do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || printf '%s ' "$package"
    done
}

apt_get() { $AS_ROOT env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null; }

become_root() {
    AS_ROOT=
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null 2>&1 && AS_ROOT=sudo
    # without a terminal nobody can type a password
    [ -n "$AS_ROOT" ] && { [ -t 0 ] || AS_ROOT="sudo -n"; }
    [ -n "$AS_ROOT" ] && $AS_ROOT true 2>/dev/null
}

# apt_install PACKAGE...: with one refresh of apt's lists when they are missing or too old.
apt_install() {
    become_root || fail "These packages are missing and this account may not install them; ask an administrator for: apt-get install $*"
    log=$CACHE/apt.log
    say "  installing $*"
    if ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 &&
        apt_get install -y --no-install-recommends "$@" >"$log" 2>&1; then
        return 0
    fi
    say "  refreshing apt's lists first"
    apt_get update >"$log" 2>&1 || { tail -n 5 "$log" >&2; fail "apt-get could not refresh its lists (the whole output is in $log)."; }
    apt_get install -y --no-install-recommends "$@" >"$log" 2>&1 ||
        { tail -n 5 "$log" >&2; fail "apt-get could not install $* (the whole output is in $log)."; }
}

system_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        fail "This set-up needs Debian 12 or a relative of it: apt-get was not found."
    fi
    missing=$(missing_packages)
    # shellcheck disable=SC2086 # package names, one word each
    [ -z "$missing" ] || apt_install $missing
}

# ---- Python and its virtual environment

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in $PYTHONS; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    return 1
}

# Written beside the environment when we made it: an environment that was moved has scripts that point nowhere.
home_mark() { printf '%s\n' "$ROOT"; }

environment() {
    if [ -f "$VENV/.home" ] && [ "$(cat "$VENV/.home")" != "$(home_mark)" ]; then
        say "  the tree was moved: making the environment again"
        rm -rf "$VENV"
    fi
    if [ -x "$BIN/python" ] && is_new_enough "$BIN/python" && "$BIN/python" -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    python=$(find_python) || fail "Python 3.11 or newer was not found; on Debian 12: apt-get install python3 python3-venv"
    rm -rf "$VENV"
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        apt_install "$("$python" -c 'import sys; print(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")')"
    fi
    "$python" -m venv "$VENV" || fail "$python could not make a virtual environment in $VENV."
    home_mark >"$VENV/.home"
    say "  $("$BIN/python" --version) in .venv"
}

# ---- locked libraries, and the project itself

fingerprint() { cat "$@" | sha256sum | cut -c1-64; }

pip_install() {
    if [ -t 1 ]; then quiet=; else quiet=-qq; fi
    # shellcheck disable=SC2086 # an empty word must vanish
    "$BIN/python" -m pip install $quiet "$@" </dev/null ||
        fail "pip could not install what deploy/locks names (is the network there, and room on the disk?)."
}

# libraries LOCK...: installs each deploy/locks/LOCK.txt that has changed since the last time.
libraries() {
    stale=
    set_args=
    for lock in "$@"; do
        file=$ROOT/deploy/locks/$lock.txt
        stamp=$VENV/.lock-$lock
        if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$(fingerprint "$file")" ]; then
            stale="$stale $lock"
        fi
    done
    [ -n "$stale" ] || return 0
    say "  installing:$stale"
    cd "$ROOT/deploy/locks" || fail "deploy/locks is missing."
    for lock in $stale; do set_args="$set_args -r $lock.txt"; done
    # shellcheck disable=SC2086 # a list of options without blanks inside
    pip_install --no-compile --require-hashes --only-binary :all: $set_args
    # pip would compile on one processor; a file that cannot be compiled is one that nobody imports
    "$BIN/python" -m compileall -qq -j 0 "$VENV/lib" </dev/null || true
    cd "$ROOT" || exit 1
    for lock in $stale; do fingerprint "$ROOT/deploy/locks/$lock.txt" >"$VENV/.lock-$lock"; done
}

project() {
    stamp=$VENV/.project
    print=$(fingerprint "$ROOT/pyproject.toml")
    if [ -x "$BIN/kiosk" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$print" ]; then
        return 0
    fi
    # nothing is fetched: the build back-end is among the locked libraries
    pip_install --no-deps --no-build-isolation --no-index --editable "$ROOT"
    printf '%s\n' "$print" >"$stamp"
}

# What may run on another processor while pictures are drawn; whoever has such a thing says so anew.
meanwhile() { :; }

# set_up LOCK...: everything up to a working `kiosk` command. Two set-ups in one tree wait for each other.
set_up() {
    mkdir -p "$CACHE" 2>/dev/null || fail "This account may not write to $ROOT."
    exec 9>"$CACHE/set-up.lock"
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    step "system packages" system_packages
    step "virtual environment" environment
    step "libraries" libraries "$@"
    step "the kiosk command" project
    meanwhile
    # shellcheck disable=SC2086 # options without blanks inside
    step "pictures, voices, example ward" "$BIN/kiosk" prepare ${PREPARE:-}
    exec 9>&-
}
