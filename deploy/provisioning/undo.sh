# shellcheck shell=sh
# What was changed on the machine, a line each, and how it is put back. Sourced by deploy/provision.
# $TARGET is the root that is worked on, empty for this machine's own.

NOTES=/var/lib/kiosk-provision

begin_undo() {
    mkdir -p "$TARGET$NOTES/before"
    chmod 700 "$TARGET$NOTES"
    [ -f "$TARGET$NOTES/changes" ] || : >"$TARGET$NOTES/changes"
}

# note KIND NAME: once each; KIND is file, restore, folder, tree, state, account, unit, mask, disabled or default.
note() {
    grep -qxF "$1 $2" "$TARGET$NOTES/changes" || printf '%s %s\n' "$1" "$2" >>"$TARGET$NOTES/changes"
}

# place SOURCE PATH [MODE]: copies a file to its place; what stood there before is kept to be put back.
place() {
    make_folder "$(dirname "$2")"
    before=$TARGET$NOTES/before/$(printf '%s' "$2" | tr '/' '%')
    if grep -qxF "file $2" "$TARGET$NOTES/changes" || grep -qxF "restore $2" "$TARGET$NOTES/changes"; then
        : # ours already
    elif [ -e "$TARGET$2" ]; then
        cp -p "$TARGET$2" "$before"
        note restore "$2"
    else
        note file "$2"
    fi
    install -m "${3:-0644}" "$1" "$TARGET$2"
}

# make_folder PATH: with its parents, each noted that was not there.
make_folder() {
    [ -d "$TARGET$1" ] && return 0
    case $1 in /* ) ;; *) fail "not a whole path: $1" ;; esac
    make_folder "$(dirname "$1")"
    mkdir "$TARGET$1"
    note folder "$1"
}

# in_target COMMAND...: on the system that is worked on; nothing under --files.
in_target() {
    if [ "$FILES_ONLY" = yes ]; then return 0; fi
    if [ -n "$TARGET" ]; then
        SYSTEMD_OFFLINE=1 chroot "$TARGET" env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" </dev/null
    else
        env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@" </dev/null
    fi
}

# put_back KIND NAME
put_back() {
    case $1 in
        file) rm -f "$TARGET$2" ;;
        restore)
            before=$TARGET$NOTES/before/$(printf '%s' "$2" | tr '/' '%')
            if [ -e "$before" ]; then cp -p "$before" "$TARGET$2"; fi
            ;;
        folder) rmdir "$TARGET$2" 2>/dev/null || say "  $2 is not empty and stays" ;;
        tree) rm -rf "${TARGET:?}$2" ;;
        account) in_target deluser --quiet --system "$2" 2>/dev/null || say "  the account $2 stays" ;;
        unit) in_target systemctl disable --quiet "$2" || true ;;
        mask) in_target systemctl unmask --quiet "$2" || true ;;
        disabled) in_target systemctl enable --quiet "$2" || say "  $2 could not be switched on again" ;;
        default) in_target systemctl set-default --quiet "$2" || true ;;
        *) fail "a note that nobody understands: $1" ;;
    esac
}

# stop_kiosk: on this machine itself, before its accounts and folders go.
stop_kiosk() {
    [ -n "$TARGET" ] || [ "$FILES_ONLY" = yes ] || systemctl stop kiosk-update.timer kiosk-update.service kiosk.target kiosk-portal.socket \
        kiosk-restart.socket kiosk-probe.socket 2>/dev/null || true
}

undo_all() {
    [ -f "$TARGET$NOTES/changes" ] || fail "Nothing of deploy/provision is on this machine."
    stop_kiosk
    # the last change first: a folder goes after what lies in it
    sed '1!G;h;$!d' "$TARGET$NOTES/changes" >"$TARGET$NOTES/backwards"
    while read -r kind name; do
        case $kind in state) continue ;; esac
        put_back "$kind" "$name"
    done <"$TARGET$NOTES/backwards"
    if [ "$FORGET" = yes ]; then
        while read -r kind name; do
            [ "$kind" = state ] && rm -rf "${TARGET:?}$name"
        done <"$TARGET$NOTES/backwards"
    else
        say "What the kiosk has kept stays in /var/lib/kiosk: dossiers may wait there for the ward."
    fi
    rm -rf "${TARGET:?}$NOTES"
    in_target systemctl daemon-reload || true
    say "Gone. Debian's packages stay: apt-get autoremove takes away what nobody needs."
}
