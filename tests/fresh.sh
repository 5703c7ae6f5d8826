#!/usr/bin/env bash
# Runs the README's two commands on a fresh machine: a new Debian root directory with git, the .NET SDK of this machine and a copy of
# this checkout, uncommitted changes included, and nothing else: no package caches, no tools. What the project's files do not
# install is missing there. Needs root and a network; takes as long as ./test.sh and some minutes more.
#   tests/fresh.sh                 QuickStart, and every test
#   tests/fresh.sh Local Docker    QuickStart, and the test projects whose names contain a word
#   tests/fresh.sh -- COMMAND...   a command instead, in the checkout
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
suite=${COMPUTE_FRESH_SUITE:-bookworm}
[ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] || { echo "A fresh machine needs Linux and root." >&2; exit 2; }
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")

if ! command -v debootstrap >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends debootstrap >/dev/null
fi

root=$(mktemp -d /var/tmp/compute-fresh-XXXXXX)
chmod 755 "$root"
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 130' INT TERM HUP

echo "== A new root directory"
# The machine's own mirror, where it is a Debian itself.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite" 2>/dev/null | head -n 1)
# What the SDK itself needs on Debian. A tool that a test needs has no place here.
debootstrap --variant=minbase --include=ca-certificates,git,libgssapi-krb5-2,libicu72,libssl3,libstdc++6,zlib1g \
  "$suite" "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; rm -f "$root.log"; exit 1; }
rm -f "$root.log"

echo "== A copy of the checkout"
checkout=/home/builder/compute
git clone -q --no-hardlinks . "$root$checkout"
git diff --binary HEAD | git -C "$root$checkout" apply --allow-empty --whitespace=nowarn
git ls-files -z --others --exclude-standard | tar --null --files-from=- -c | tar -C "$root$checkout" -x

# How this machine reaches its package sources: name service, certificates, the package manager's configuration.
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cp -a /etc/ssl/certs/. "$root/etc/ssl/certs/"
for certificates in /usr/share/ca-certificates /usr/local/share/ca-certificates; do
  [ ! -d "$certificates" ] || { mkdir -p "$root$certificates"; cp -a "$certificates/." "$root$certificates/"; }
done
home=/root
configuration=${HOME:-$home}/.nuget/NuGet/NuGet.Config
[ ! -e "$configuration" ] || install -D -m 600 "$configuration" "$root$home/.nuget/NuGet/NuGet.Config"
mapfile -t connection < <(env | grep -iE '^(https?_proxy|no_proxy|SSL_CERT_[A-Z]+|NUGET_CERT_[A-Z_]+|COMPUTE_TEST_[A-Z_]+)=' || true)

mkdir -p "$root$sdk"
ln -s "$sdk/dotnet" "$root/usr/bin/dotnet"

commands='dotnet run --project samples/QuickStart || exit
  if [ $# -eq 0 ]; then exec ./test.sh; fi
  for word; do ./test.sh "$word" || exit; done'
[ "${1:-}" != -- ] || { shift; commands='exec "$@"'; }

echo "== The fresh machine"
# Its mounts and processes are its own, and end with it.
unshare --mount --pid --fork --kill-child bash -euc '
  root=$1 sdk=$2
  shift 2
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount --bind "$sdk" "$root$sdk"
  mount -o remount,bind,ro "$root$sdk"
  mount -t proc proc "$root/proc"
  for place in /sys /dev; do mount --rbind "$place" "$root$place"; done
  mount -t tmpfs tmpfs "$root/dev/shm"
  # Not chroot: the kernel makes no user namespaces for who is in one.
  cd "$root"
  pivot_root . .
  umount -l .
  exec /usr/bin/env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
' fresh "$root" "$sdk" "${connection[@]}" bash -c "cd $checkout
  $commands" fresh "$@"
