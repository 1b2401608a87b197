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
    set -- "$1" --no-deps --only-binary :all: --require-hashes -r "$1/deploy/locks/runtime.txt"
    if [ -d "$TARGET$1/wheels" ]; then set -- "$@" --no-index --find-links "$1/wheels"; fi
    release=$1
    shift
    pip_in "$fresh" "$@" || fail "The libraries that deploy/locks names did not come."
    pip_in "$fresh" --no-deps --no-build-isolation --no-index "$release"
    in_target "$fresh/bin/python" -m compileall -qq "$fresh/lib" "$release/kiosk" || true
}

# pip_in ENVIRONMENT WORDS...
pip_in() {
    environment=$1
    shift
    in_target "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile "$@"
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
