#!/usr/bin/env bash
# chroot.sh WORK: a Debian with Wine 10 in WORK/chroot, once. Debian 12's Wine 8 cannot run Qt 6.
set -euo pipefail
WORK=$1
HERE=$(cd "$(dirname "$0")" && pwd)
CHROOT=$WORK/chroot
[ -e "$CHROOT/.ready" ] && exit 0

rm -rf --one-file-system "$CHROOT"
mirror=$(apt-get indextargets --format '$(REPO_URI)' | head -1)
debootstrap --variant=minbase trixie "$CHROOT" "$mirror" >"$WORK/debootstrap.log"
chroot "$CHROOT" apt-get update -qq
chroot "$CHROOT" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  wine wine64 libwine fonts-wine fonts-liberation fonts-dejavu-core libgl1 libx11-6 libxext6 \
  libxrender1 libxrandr2 libxi6 libxcursor1 libxfixes3 libxcomposite1 libxinerama1 libxxf86vm1 \
  libfreetype6 libfontconfig1 >"$WORK/wine.log" 2>&1
chroot "$CHROOT" apt-get clean
"$WORK/venv/bin/python" "$HERE/patch_wine.py" "$CHROOT/usr/lib/x86_64-linux-gnu/wine/x86_64-windows"
touch "$CHROOT/.ready"
