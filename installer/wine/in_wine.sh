#!/usr/bin/env bash
# in_wine.sh PREFIX COMMAND...: a command in the chroot, for a Windows of its own.
# WORK and DISPLAY are those of `session.sh`. The output goes through a pipe: Windows programs under
# Wine cannot write to a plain file.
set -uo pipefail
prefix=$1
shift
chroot "$WORK/chroot" env -i PATH=/usr/bin:/bin HOME=/lab/home LANG=C.UTF-8 LC_ALL=C.UTF-8 \
  DISPLAY="$DISPLAY" WINEPREFIX="/lab/$prefix" WINEARCH=win64 WINEDEBUG=-all \
  WINEDLLOVERRIDES='mscoree,mshtml=d;winedbg.exe=d;winemenubuilder.exe=d' PYTHONUTF8=1 \
  "$@" </dev/null 2>&1 | cat
exit "${PIPESTATUS[0]}"
