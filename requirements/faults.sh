#!/bin/sh
# Installs what the harder proofs need (tracing, small disks), when root. Without it they are reported as skipped.
set -eu

need=""
have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q "install ok installed"; }
want() { have "$1" || need="$need $1"; }

want strace             # kills and fails a program at its Nth call
want e2fsprogs          # small disks to take the power from
want libfaketime        # clocks that are wrong
want nftables           # networks that lose packets

[ -n "$need" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Some proofs will be skipped without these packages:$need" >&2
  exit 0
fi
echo "Installing from Debian:$need"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need >/dev/null
