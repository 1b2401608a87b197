#!/bin/sh
# The kiosk's command on a machine that is one: the release in force, this machine's settings, the core's account; for
# updates that of the updater, which reads nothing of what the core keeps.
set -eu
account=kiosk
state=/var/lib/kiosk
if [ "${1:-}" = update ]; then
    account=kiosk-update
    state=/var/lib/kiosk-update/state
fi
# It stops and starts the kiosk itself; what it writes, it writes as the core's account.
case "${1:-} ${2:-}" in "event begin" | "event end") account=root ;; esac
set -- /opt/kiosk/current/venv/bin/python -m kiosk --config /etc/kiosk --state "$state" "$@"
cd /opt/kiosk/current
# the one screen there is, for what shows something itself, such as the crosses of `kiosk doctor --touch`
export DISPLAY="${DISPLAY:-:0}"
case $(id -un) in
    # of root nothing is to lie in the release's own folder
    root) if [ "$account" = root ]; then exec env PYTHONDONTWRITEBYTECODE=1 "$@"; else exec runuser -u "$account" -- "$@"; fi ;;
    *) exec "$@" ;;
esac
