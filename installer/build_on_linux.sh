#!/usr/bin/env bash
# Builds the Windows installers on Linux and tests them under Wine, from nothing but Debian and
# Python packages; as root, with Python 3.11.
#     installer/build_on_linux.sh WORKDIR [small]      (small: without the large installer)
# WORKDIR keeps the chroot with Wine and the wheels for the next time. The installers are in
# WORKDIR/out, the result of every check in WORKDIR/report.txt, pictures in WORKDIR/pictures.
# What comes out is for testing: a release is built on Windows, by the same spec and scripts.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
TOP=$(dirname "$HERE")
HOST_PYTHON=${HOST_PYTHON:-python3.11}
mkdir -p "$1/lab"
WORK=$(cd "$1" && pwd)

# Mounts and processes of this script are its own, and end with it
if [ -z "${ANONYMIZER_ALONE:-}" ]; then
  export ANONYMIZER_ALONE=1
  exec unshare --mount --pid --fork --kill-child --mount-proc "$0" "$@"
fi
. "$HERE/wine/session.sh"
SECONDS=0
step() { echo "== ${SECONDS} s: $*"; }

step "Debian packages"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  debootstrap gcc-mingw-w64-x86-64 imagemagick nsis osslsigncode unzip xvfb libegl1 libgl1 \
  libxkbcommon0 libfontconfig1 libdbus-1-3 >/dev/null

step "Python packages: the same versions here and there"
[ -e "$WORK/venv/bin/python" ] || "$HOST_PYTHON" -m venv "$WORK/venv"
pip() { "$WORK/venv/bin/pip" --disable-pip-version-check --quiet "$@"; }
pip install -r "$HERE/requirements.txt" -r "$HERE/requirements-tensorflow.txt" pefile

step "Wine"
"$HERE/wine/chroot.sh" "$WORK"
x86_64-w64-mingw32-gcc -O2 -s -shared -nostdlib -fno-builtin -w -o "$WORK/icuuc.dll" "$HERE/wine/icuuc.c"
start_session
new_prefix build >"$WORK/prefix.log"

step "Python for Windows"
"$HERE/wine/windows_python.sh" "$WORK" "$HOST_PYTHON"

step "PyInstaller"
rm -rf "$LAB/source" "$LAB/dist"
mkdir -p "$LAB/source"
git -C "$TOP" ls-files -z | tar -C "$TOP" --null -T - -c | tar -C "$LAB/source" -x
in_wine build sh -c 'cd /lab/source && wine "Z:\lab\python\python.exe" -m PyInstaller --noconfirm \
  --workpath "Z:\lab\pyinstaller" --distpath "Z:\lab\dist" build_exe.spec' >"$WORK/pyinstaller.log"

step "installers"
cd "$LAB/source"
mkdir -p "$WORK/out"
rm -f "$WORK"/out/*
"$WORK/venv/bin/python" installer/pack.py "$LAB/dist/Anonymizer" "$WORK/out" >"$WORK/nsis.log"
if [ "${2:-}" != small ]; then
  "$WORK/venv/bin/python" -m installer.tensorflow_files "$LAB/large" --wheels "$WORK/wheels/tensorflow"
  "$WORK/venv/bin/python" installer/pack.py "$LAB/dist/Anonymizer" "$WORK/out" \
    --tensorflow "$LAB/large" >>"$WORK/nsis.log"
fi

step "checks"
new_prefix user >>"$WORK/prefix.log"
add_to_registry user desktop.reg # programs have title bars; PyInstaller would wait for its Explorer
"$WORK/venv/bin/python" -m installer.checks "$WORK"
step "done"
