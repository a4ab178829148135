# Sourced: a screen, and what Wine needs to see. Expects HERE, and WORK with the chroot of `chroot.sh`.
# Everything mounted or started here is gone with the shell, see `build_on_linux.sh`.

CHROOT=$WORK/chroot
LAB=$WORK/lab # what both sides see: drive Z: has it as Z:\lab
export WORK

start_session() {
  mkdir -p -m 1777 /tmp/.X11-unix
  mkdir -p "$CHROOT/tmp/.X11-unix" "$CHROOT/lab" "$LAB/home"
  mount --bind /tmp/.X11-unix "$CHROOT/tmp/.X11-unix"
  mount -t proc proc "$CHROOT/proc"
  mount --rbind /sys "$CHROOT/sys" # without it Windows programs see no processor
  mount --bind /dev "$CHROOT/dev"
  mount --bind "$LAB" "$CHROOT/lab"
  exec {screen}< <(exec Xvfb -displayfd 1 -screen 0 1280x900x24 2>"$WORK/xvfb.log")
  read -r DISPLAY <&"$screen"
  export DISPLAY=:$DISPLAY
}

in_wine() { "$HERE/wine/in_wine.sh" "$@"; }

# new_prefix PREFIX: a Windows 10 with nothing on it but what Wine lacks, see `icuuc.c`.
new_prefix() {
  rm -rf "${LAB:?}/$1"
  in_wine "$1" wine wineboot -u
  in_wine "$1" wine winecfg -v win10
  add_to_registry "$1" fonts.reg
  cp "$WORK/icuuc.dll" "$LAB/$1/drive_c/windows/system32/"
  in_wine "$1" wineserver -k || true
}

# add_to_registry PREFIX FILE: a file of this folder.
add_to_registry() {
  cp "$HERE/wine/$2" "$LAB/$2"
  in_wine "$1" wine regedit /S "Z:\\lab\\$2"
}
