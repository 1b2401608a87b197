#!/bin/sh
# The kiosk's command on a machine that is one: the release in force, this machine's settings, the core's account.
set -eu
set -- /opt/kiosk/current/venv/bin/python -m kiosk --config /etc/kiosk --state /var/lib/kiosk "$@"
cd /opt/kiosk/current
# the one screen there is, for what shows something itself, such as the crosses of `kiosk doctor --touch`
export DISPLAY="${DISPLAY:-:0}"
case $(id -un) in
    root) exec runuser -u kiosk -- "$@" ;;
    *) exec "$@" ;;
esac
