# shellcheck shell=sh
# The program as a release of its own, and this machine's settings. Sourced by deploy/provision.

HOUSE=/opt/kiosk

# version: as the release says it of itself; a tree that is none has the program's own number.
version() {
    if [ -f "$ROOT/release.toml" ]; then
        sed -n 's/^version = "\([0-9.]*\)"$/\1/p' "$ROOT/release.toml"
    else
        sed -n 's/^VERSION = "\(.*\)"$/\1/p' "$ROOT/kiosk/__init__.py"
    fi
}

# bring_program: the tree that this script lies in becomes /opt/kiosk/releases/VERSION, with an environment of its own.
bring_program() {
    number=$(version)
    [ -n "$number" ] || fail "release.toml and kiosk/__init__.py name no version."
    release=$HOUSE/releases/$number
    make_folder "$(dirname "$HOUSE")"
    [ -e "$TARGET$HOUSE" ] || note tree "$HOUSE"
    mkdir -p "$TARGET$release"
    for name in kiosk assets deploy pyproject.toml LICENSE README.md wheels release.toml; do
        [ -e "$ROOT/$name" ] || continue
        rm -rf "${TARGET:?}$release/$name"
        cp -R "$ROOT/$name" "$TARGET$release/$name"
    done
    find "$TARGET$release" -name __pycache__ -type d -prune -exec rm -rf {} +
    if [ "$FILES_ONLY" = no ]; then environment_of "$release"; fi
    make_folder "$HOUSE/content"
    ln -sfn "releases/$number" "$TARGET$HOUSE/current.new"
    mv -T "$TARGET$HOUSE/current.new" "$TARGET$HOUSE/current"
    # the updater makes releases beside this one and takes this one away when it is old
    in_target chown -R $UPDATE:$UPDATE "$HOUSE"
}

# environment_of RELEASE: its locked libraries; from the wheels that it carries, where it carries them, and from nowhere else.
environment_of() {
    fresh=$1/venv
    in_target python3 -m venv "$fresh"
    if [ -d "$TARGET$1/wheels" ]; then
        carried_are_locked "$1"
        # shellcheck disable=SC2086 # names of wheels have no blanks inside
        pip_in "$fresh" --no-deps --no-index $CARRIED
    else
        pip_in "$fresh" --only-binary :all: --require-hashes -r "$1/deploy/locks/runtime.txt"
    fi
    pip_in "$fresh" --no-deps --no-build-isolation --no-index "$1"
    in_target "$fresh/bin/python" -m compileall -qq "$fresh/lib" "$1/kiosk" || true
}

# pip_in ENVIRONMENT WORDS...
pip_in() {
    environment=$1
    shift
    in_target "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile "$@"
}

# carried_are_locked RELEASE: CARRIED are the wheels for this machine's Python, each is one that the lock names by its hash,
# and none that the lock names is missing. A release may carry those for another Python beside them.
carried_are_locked() {
    lock=$TARGET$1/deploy/locks/runtime.txt
    python=$(in_target python3 -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
    CARRIED=
    carried=0
    for wheel in "$TARGET$1"/wheels/*.whl; do
        case $wheel in *-py3-* | *-py2.py3-* | *-abi3-* | *-"$python"-*) ;; *) continue ;; esac
        sum=$(sha256sum "$wheel" | cut -c1-64)
        grep -q "sha256:$sum" "$lock" || fail "$(basename "$wheel") is not what deploy/locks names."
        CARRIED="$CARRIED ${wheel#"$TARGET"}"
        carried=$((carried + 1))
    done
    [ "$carried" -eq "$(grep -c '^[A-Za-z0-9]' "$lock")" ] || fail "wheels/ has $carried of the libraries that deploy/locks names."
}

# read_answers: from the command line and the file, this machine's own; what is missing or odd is told, and nothing is made.
read_answers() {
    MADE=$TARGET$NOTES/settings
    mkdir -p "$MADE"
    set -- --settings "$HERE/../config" --out "$MADE"
    [ -z "$ANSWERS" ] || set -- "$@" --answers "$ANSWERS"
    if [ -f "$TARGET/etc/kiosk/kiosk.toml" ]; then set -- "$@" --present "$TARGET/etc/kiosk"; fi
    printf '%s' "$SAID" | python3 "$HERE/provisioning/answers.py" "$@" || fail "Nothing of the program was installed."
}

# codes_are_private: whoever reads the file of codes can enrol a machine of their own.
codes_are_private() {
    [ -n "$CODES" ] || return 0
    [ -f "$CODES" ] || fail "$CODES: no such file."
    [ -z "$(find "$CODES" -perm /077)" ] || fail "$CODES: others can read it. First: chmod 600 $CODES"
}

# code_of KIOSK: its code in the file of codes, in which a line is a kiosk's name and its code.
code_of() { awk -v kiosk="$1" '$1 == kiosk { print $2; exit }' "$CODES"; }

# enrol_by_code: the code goes by standard input, and stands on no command line.
enrol_by_code() {
    mine=$(sed -n 's/^kiosk_id = "\(.*\)".*$/\1/p' "$TARGET/etc/kiosk/kiosk.toml")
    code=$(code_of "$mine")
    [ -n "$code" ] || fail "$CODES names no code for $mine."
    if [ "$FILES_ONLY" = yes ]; then return 0; fi
    if [ -n "$TARGET" ]; then
        printf '%s\n' "$code" | chroot "$TARGET" env LC_ALL=C.UTF-8 /usr/local/bin/kiosk enrol --code -
    else
        printf '%s\n' "$code" | /usr/local/bin/kiosk enrol --code -
    fi || fail "Not enrolled; all else is done. Then: sudo kiosk enrol"
}

write_settings() {
    for name in kiosk.toml point.toml ward.yaml; do place "$MADE/$name" "/etc/kiosk/$name"; done
    if [ -f "$MADE/ca.pem" ]; then place "$MADE/ca.pem" /etc/kiosk/ca.pem; fi
    if [ -f "$MADE/root.json" ]; then place "$MADE/root.json" /etc/kiosk/trust/root.json; fi
    rm -rf "$MADE"
}
