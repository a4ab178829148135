# Sourced: a private Wine machine. Expects WORK, the working folder with the chroot of `chroot.sh`.
# Everything mounted or started here is gone with the shell, see `build_on_linux.sh`.

CHROOT=$WORK/chroot
LAB=$WORK/lab # what both sides see; /lab inside

# A screen, and the folders that Wine needs to see.
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

# in_wine PREFIX COMMAND...: a command in the chroot, for a Windows of its own.
# Its output goes through a pipe: Windows programs under Wine cannot write to a plain file.
in_wine() {
  local prefix=$1
  shift
  chroot "$CHROOT" env -i PATH=/usr/bin:/bin HOME=/lab/home LANG=C.UTF-8 LC_ALL=C.UTF-8 \
    DISPLAY="$DISPLAY" WINEPREFIX="/lab/$prefix" WINEARCH=win64 WINEDEBUG=-all \
    WINEDLLOVERRIDES='mscoree,mshtml=d;winedbg.exe=d;winemenubuilder.exe=d' PYTHONUTF8=1 \
    "$@" </dev/null 2>&1 | cat
  return "${PIPESTATUS[0]}"
}

# new_prefix PREFIX: a Windows 10 with nothing on it but what Wine lacks, see `icuuc.c`.
new_prefix() {
  rm -rf "${LAB:?}/$1"
  in_wine "$1" wine wineboot -u
  in_wine "$1" wine winecfg -v win10
  cp "$HERE/wine/fonts.reg" "$LAB/fonts.reg"
  in_wine "$1" wine regedit /S 'Z:\lab\fonts.reg'
  cp "$WORK/icuuc.dll" "$LAB/$1/drive_c/windows/system32/"
  in_wine "$1" wineserver -k || true
}
