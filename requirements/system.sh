#!/bin/sh
# Installs the Debian packages that are missing, and says which. Nothing is asked of apt when all are there.
set -eu

need=""
have() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q "install ok installed"; }
want() { have "$1" || need="$need $1"; }

want libegl1            # drawing offscreen
want libgl1
want libfribidi0        # shaping right-to-left scripts
want fonts-sil-andika   # the letters children learn
want fonts-noto-core    # the scripts Andika lacks
want chromium           # the browser tests
want libatomic1         # what Playwright's driver needs to start
want xvfb               # one test of a real click
if [ "${PYTHON:-python3}" = python3 ] && ! python3 -c 'import ensurepip' 2>/dev/null; then want python3-venv; fi

[ -n "$need" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "These packages are missing, and this machine has no apt-get to install them:$need" >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || { echo "Ask an administrator to install:$need" >&2; exit 1; }
  sudo="sudo"
fi
echo "Installing from Debian:$need"
$sudo apt-get update -qq
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $need >/dev/null
