#!/usr/bin/env bash
# Sets up what the tests need and runs all of them. Ends with "N passed, N failed, N skipped".
#   ./test.sh                 everything
#   ./test.sh Generators      only the test projects whose name contains the word
set -euo pipefail
cd "$(dirname "$0")"

only=${1:-}
configuration=Release
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
reports=$PWD/artifacts/compliance
rm -rf "$reports"
mkdir -p "$reports"
export COMPUTE_COMPLIANCE_REPORT=$reports

# The isolation tests need bubblewrap, those of the shell emulation busybox; without them they are listed as skipped, with the reason.
packages=()
command -v bwrap >/dev/null || packages+=(bubblewrap)
command -v busybox >/dev/null || packages+=(busybox-static)
if [ "$(uname -s)" = Linux ] && [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "== Installing ${packages[*]}"
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

echo "== Building"
dotnet build Compute.Framework.sln --configuration "$configuration" --nologo --verbosity quiet

# Container engines of its own for a project that needs them; they are gone when it ends.
with_engines() {
  case $1 in
    Compute.Providers.Docker.Tests | Containers.Tests) tests/engines/engines.sh run "${@:2}" ;;
    *) "${@:2}" ;;
  esac
}

# A project that hangs is ended: by then its log has named the tests that take long. The container tests take longest, some minutes.
minutes=${COMPUTE_TEST_MINUTES:-25}
bounded=()
command -v timeout >/dev/null && bounded=(timeout --kill-after=30 "${minutes}m")
xunit=(-nologo -noColor -diagnostics -longRunning 120)

# What failed is said again at the end: above it stand thousands of lines.
failures=$(mktemp)
trap 'rm -f "$failures"' EXIT

total=0 failed=0 skipped=0 broken=0
for project in tests/*.Tests samples/*.Tests; do
  name=$(basename "$project")
  case $name in *"$only"*) ;; *) continue ;; esac
  echo "== $name"
  log=$(mktemp)
  status=0
  with_engines "$name" "${bounded[@]}" dotnet "$project/bin/$configuration/net10.0/$name.dll" "${xunit[@]}" 2>&1 |
    tee "$log" | grep --line-buffered -vE '^ *(Discover(ing|ed)|Starting|Finished):|^$' || status=${PIPESTATUS[0]}
  summary=$(grep -E '^ *[^ ]+ +Total: ' "$log" | tail -n 1 || true)
  grep -A 25 -E '^ +.*\[(FAIL|ERROR)\]|^ *Catastrophic' "$log" >>"$failures" || true
  rm -f "$log"
  count() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$summary"; }
  if [ -z "$summary" ]; then
    echo "$name ended with status $status before it could count its tests." | tee -a "$failures"
    broken=1
    failed=$((failed + 1))
    continue
  fi
  # What is run on demand only is no part of the count.
  total=$((total + $(count Total) - $(count 'Not Run')))
  failed=$((failed + $(count Failed) + $(count Errors)))
  skipped=$((skipped + $(count Skipped)))
done

if compgen -G "$reports/*" >/dev/null; then
  echo "== Compliance"
  cat "$reports"/*
fi

if [ -s "$failures" ]; then
  echo "== Failures"
  cat "$failures"
fi

passed=$((total - failed - skipped + broken))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$total" -gt 0 ]
