# shellcheck shell=sh
# Packages, accounts, services, the screen, and what the system no longer does. Sourced by deploy/provision.

CORE=kiosk
FACE=kiosk-face
PORTAL=kiosk-portal
UPDATE=kiosk-update

listed() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$HERE/$1"; }

# which_screen: sway where a driver of the kernel shows pictures (a card with a render node), xorg where none does.
which_screen() {
    [ -n "$SCREEN" ] && return 0
    if [ -n "$TARGET" ] || ls /dev/dri/renderD* >/dev/null 2>&1; then SCREEN=sway; else SCREEN=xorg; fi
}

bring_packages() {
    which_screen
    say "  the screen is shown by $SCREEN"
    wanted=$(listed packages.txt && listed packages-kiosk.txt && listed packages-portal.txt && listed "packages-$SCREEN.txt")
    # the tour's and the tests' own are no business of a machine before the public
    wanted=$(printf '%s\n' "$wanted" | grep -vx 'xdotool\|xvfb' | tr '\n' ' ')
    [ "$FILES_ONLY" = yes ] && return 0
    in_target apt-get -q update >/dev/null
    # shellcheck disable=SC2086 # package names, one word each
    in_target apt-get -q -y --no-install-recommends install $wanted >/dev/null
}

# account NAME GROUP...: cannot sign in, owns no home.
account() {
    name=$1
    shift
    if ! in_target getent passwd "$name" >/dev/null || [ "$FILES_ONLY" = yes ]; then
        note account "$name"
        in_target adduser --quiet --system --group --no-create-home --home /nonexistent --shell /usr/sbin/nologin "$name"
    fi
    for group in "$@"; do
        if in_target getent group "$group" >/dev/null; then in_target adduser --quiet "$name" "$group" >/dev/null; fi
    done
}

make_accounts() {
    # taken away in the other order: a group goes when nobody else is in it
    account $FACE video audio render input
    account $UPDATE
    account $CORE dialout lp audio video scanner
    account $PORTAL
    # the core lets the face, and nobody else, come to its socket, and the updater see whether somebody stands there
    for group in $FACE $UPDATE; do in_target adduser --quiet $CORE $group >/dev/null; done
    for folder in /var/lib/kiosk:$CORE:0700 /var/lib/kiosk-update:$UPDATE:0700; do
        path=${folder%%:*}
        rest=${folder#*:}
        if [ ! -d "$TARGET$path" ]; then mkdir -p "$TARGET$path"; fi
        note state "$path"
        chmod "${rest#*:}" "$TARGET$path"
        in_target chown "${rest%%:*}:${rest%%:*}" "$path"
    done
    note state /var/cache/kiosk-face
}

# enable UNIT / mask UNIT / disable UNIT: noted, so that it is put back.
enable() {
    in_target systemctl enable --quiet "$1"
    note unit "$1"
}

mask() {
    in_target systemctl mask --quiet "$1"
    note mask "$1"
}

disable() {
    if [ "$FILES_ONLY" = no ] && in_target systemctl is-enabled --quiet "$1" 2>/dev/null; then
        in_target systemctl disable --quiet "$1"
        note disabled "$1"
    fi
}

bring_services() {
    for unit in kiosk-core.service kiosk-face.service kiosk.target kiosk-open.service \
        kiosk-update.service kiosk-update.timer kiosk-restart.socket kiosk-restart@.service \
        kiosk-probe.socket kiosk-probe@.service kiosk-stick@.service; do
        place "$HERE/systemd/$unit" "/etc/systemd/system/$unit"
    done
    for unit in kiosk-portal.socket kiosk-portal@.service; do
        place "$HERE/portal/$unit" "/etc/systemd/system/$unit"
    done
    place "$ROOT/kiosk/devices/portal/keeper.py" /usr/local/lib/kiosk/portal-keeper 0755
    place "$HERE/provisioning/kiosk.sh" /usr/local/bin/kiosk 0755
    enable kiosk.target
    for program in restart stick; do place "$HERE/system/$program" "/usr/local/lib/kiosk/$program" 0755; done
    enable kiosk-portal.socket
    enable kiosk-restart.socket
    enable kiosk-probe.socket
    enable kiosk-update.timer
}

bring_screen() {
    place "$HERE/systemd/kiosk-glass-$SCREEN.service" /etc/systemd/system/kiosk-glass.service
    case $SCREEN in
        sway) place "$HERE/portal/sway.config" /etc/kiosk/sway.config ;;
        xorg)
            place "$HERE/portal/openbox.xml" /etc/kiosk/openbox.xml
            place "$HERE/portal/session" /etc/kiosk/session 0755
            place "$HERE/system/xorg.conf" /etc/X11/xorg.conf.d/90-kiosk.conf
            place "$HERE/system/Xwrapper.config" /etc/X11/Xwrapper.config
            ;;
    esac
    enable kiosk-glass.service
    before=$(in_target systemctl get-default || true)
    if [ "$before" != graphical.target ]; then
        [ -z "$before" ] || note default "$before"
        in_target systemctl set-default --quiet graphical.target
    fi
}

# no_swap: what was swapped in /etc/fstab is left out, with a mark by which it is found again.
no_swap() {
    if [ -f "$TARGET/etc/fstab" ] && grep -q '^[^#].*[[:space:]]swap[[:space:]]' "$TARGET/etc/fstab"; then
        sed 's/^\([^#].*[[:space:]]swap[[:space:]].*\)$/#kiosk# \1/' "$TARGET/etc/fstab" >"$TARGET$NOTES/fstab"
        place "$TARGET$NOTES/fstab" /etc/fstab
        [ -n "$TARGET" ] || swapoff -a
    fi
    mask swap.target
}

close_system() {
    place "$HERE/system/sysctl.conf" /etc/sysctl.d/90-kiosk.conf
    place "$HERE/system/coredump.conf" /etc/systemd/coredump.conf.d/90-kiosk.conf
    place "$HERE/system/logind.conf" /etc/systemd/logind.conf.d/90-kiosk.conf
    place "$HERE/system/journald.conf" /etc/systemd/journald.conf.d/90-kiosk.conf
    place "$HERE/system/usb.rules" /etc/udev/rules.d/90-kiosk-usb.rules
    place "$HERE/system/apt.conf" /etc/apt/apt.conf.d/90-kiosk
    no_swap
    for unit in sleep.target suspend.target hibernate.target hybrid-sleep.target suspend-then-hibernate.target; do mask "$unit"; done
    for number in 1 2 3 4 5 6; do mask "getty@tty$number.service"; done
    mask ctrl-alt-del.target
    for unit in gdm.service gdm3.service lightdm.service sddm.service display-manager.service; do disable "$unit"; done
    if [ "$FILES_ONLY" = no ] && [ -z "$TARGET" ]; then
        sysctl --quiet --system >/dev/null
        udevadm control --reload || true
        systemctl daemon-reload
    fi
}

look_at_it() {
    for unit in kiosk-core.service kiosk-face.service kiosk-glass.service; do
        [ -f "$TARGET/etc/systemd/system/$unit" ] || fail "$unit is missing"
    done
    [ "$FILES_ONLY" = yes ] && return 0
    in_target systemd-analyze verify --man=no kiosk-core.service kiosk-face.service kiosk-glass.service kiosk.target \
        kiosk-update.timer kiosk-restart.socket kiosk-probe.socket ||
        fail "systemd does not understand the services."
    in_target systemd-analyze security --offline=true --threshold=20 kiosk-core.service >/dev/null ||
        fail "The core is fenced in worse than 2.0."
    in_target runuser -u $CORE -- /usr/local/bin/kiosk check || say "  (what stands above is to be put right, then: sudo kiosk check)"
}
