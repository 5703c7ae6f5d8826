#!/usr/bin/env bash
# Installs what packages.txt lists and this machine lacks: as root, on Debian and its kin. What is missing elsewhere, or cannot be
# installed, is named by the tests that need it; the run is red then, unless COMPUTE_TEST_ALLOW_MISSING=1 is set.
# It must run before anything enters a network namespace, where no package can be downloaded.
#   setup.sh [LOG]            LOG gets what the package manager printed
set -euo pipefail
list=${COMPUTE_TEST_PACKAGES:-$(dirname "${BASH_SOURCE[0]}")/packages.txt}
log=${1:-/dev/null}

is_there() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=()
while read -r package programs; do
  for program in $programs; do
    is_there "$program" || { missing+=("$package"); break; }
  done
done < <(sed 's/#.*//; /^ *$/d' "$list")

[ ${#missing[@]} -gt 0 ] || exit 0
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] && is_there apt-get || exit 0
echo "== Installing ${missing[*]}"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1; }
apt-get update -qq >>"$log" 2>&1 || true
if ! install "${missing[@]}"; then
  # One that cannot be had must not keep the others away.
  for package in "${missing[@]}"; do
    install "$package" || echo "$package cannot be installed: $(grep -E '^[EW]: ' "$log" | tail -n 1)"
  done
fi
