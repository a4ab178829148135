#!/usr/bin/env bash
# windows_python.sh WORK HOST_PYTHON: a Windows CPython 3.11 in WORK/lab/python with all that the
# program is made of, from Python packages.
# python311.dll, its extension modules and the VC runtime come signed in wheels; the library in
# Python itself is that of the host. For testing here: a release is built on Windows.
set -euo pipefail
WORK=$1 HOST_PYTHON=$2
PYTHON=$WORK/lab/python
HERE=$(cd "$(dirname "$0")/.." && pwd)
pins=(-r "$HERE/requirements.txt" -r "$HERE/requirements-build.txt")
wanted=$(cat "$HERE"/requirements.txt "$HERE"/requirements-build.txt | sha256sum)
[ -e "$PYTHON/.ready" ] && [ "$(cat "$PYTHON/.ready")" = "$wanted" ] && exit 0

pip() {
  "$WORK/venv/bin/pip" --disable-pip-version-check --quiet "$1" --no-deps --only-binary=:all: \
    --platform win_amd64 --implementation cp --python-version 3.11 "${@:2}"
}
pip download -d "$WORK/wheels/python" panda3d==1.10.14 msvc-runtime==14.44.35112
rm -rf "$PYTHON" "$WORK/unpacked"
mkdir -p "$PYTHON/DLLs" "$PYTHON/Lib/site-packages" "$WORK/unpacked"
unzip -qoj "$WORK"/wheels/python/panda3d-*.whl 'deploy_libs/*' -d "$WORK/unpacked"
# It fails for want of Microsoft's root certificates, and names the signer
signer=$(osslsigncode verify -in "$WORK/unpacked/python311.dll" 2>/dev/null || true)
grep -q 'Subject:.*Python Software Foundation' <<<"$signer" || {
  echo "python311.dll is not signed" >&2
  exit 1
}
for file in "$WORK"/unpacked/*; do
  name=$(basename "$file")
  case ${name,,} in
    vcruntime* | api-ms-* | msvcp* | concrt*) ;;
    python311.dll) cp "$file" "$PYTHON/" ;;
    *.pyd | *.dll) cp "$file" "$PYTHON/DLLs/" ;;
  esac
done
unzip -qoj "$WORK"/wheels/python/msvc_runtime-*.whl '*.data/data/Scripts/*.dll' -d "$PYTHON"

library=$("$HOST_PYTHON" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
tar -C "$library" -c --exclude=__pycache__ --exclude=site-packages --exclude=dist-packages \
  --exclude=lib-dynload --exclude='config-*' --exclude='_sysconfigdata*' --exclude=idlelib \
  --exclude=turtledemo --exclude=test --exclude=tests . | tar -C "$PYTHON/Lib" -x

mingw=x86_64-w64-mingw32
printf 'LIBRARY python311.dll\nEXPORTS\nPy_Main\n' >"$WORK/unpacked/python.def"
$mingw-dlltool -d "$WORK/unpacked/python.def" -l "$WORK/unpacked/libpython.a"
cat >"$WORK/unpacked/python.c" <<'C'
#include <wchar.h>
int Py_Main(int, wchar_t **);
int wmain(int count, wchar_t **arguments) { return Py_Main(count, arguments); }
C
$mingw-gcc -O2 -s -municode -o "$PYTHON/python.exe" "$WORK/unpacked/python.c" "$WORK/unpacked/libpython.a"

# python3.dll, which abi3 modules load, hands everything on to python311.dll
"$WORK/venv/bin/python" - "$PYTHON/python311.dll" >"$WORK/unpacked/python3.def" <<'P'
import sys
import pefile
print("LIBRARY python3.dll\nEXPORTS")
for symbol in pefile.PE(sys.argv[1]).DIRECTORY_ENTRY_EXPORT.symbols:
    if symbol.name and symbol.name.startswith((b"Py", b"_Py")):
        name = symbol.name.decode()
        print(f"{name} = python311.{name}")
P
$mingw-gcc -shared -nostdlib -s -Wl,--entry=0 -o "$PYTHON/python3.dll" "$WORK/unpacked/python3.def"
rm -rf "$WORK/unpacked"

pip download -d "$WORK/wheels/program" --find-links "$WORK/wheels/program" "${pins[@]}"
pip install --no-compile --no-index --find-links "$WORK/wheels/program" "${pins[@]}" \
  --target "$PYTHON/Lib/site-packages"
echo "$wanted" >"$PYTHON/.ready"
