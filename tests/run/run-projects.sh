#!/usr/bin/env bash
# Runs built test projects one after the other, each within a bound. Their lines carry the project's name, for another lane runs at
# the same time; REPORTS gets a report, the time and the exit status of each.
#   run-projects.sh REPORTS PROJECT...
set -uo pipefail
reports=$1
shift
configuration=Release

# A project that hangs is ended: by then its log has named the tests that take long.
minutes=${COMPUTE_TEST_MINUTES:-25}
bounded=()
command -v timeout >/dev/null && bounded=(timeout --kill-after=30 "${minutes}m")

for project in "$@"; do
  name=$(basename "$project")
  # A project that another lane has taken already.
  mkdir "$reports/$name" 2>/dev/null || continue
  echo "== $name"
  started=$SECONDS
  "${bounded[@]}" dotnet "$project/bin/$configuration/net10.0/$name.dll" \
    -nologo -noColor -diagnostics -longRunning 120 -xml "$reports/$name/report.xml" >"$reports/$name/log" 2>&1 </dev/null
  echo $? >"$reports/$name/status"
  echo $((SECONDS - started)) >"$reports/$name/seconds"
  grep -E -A 25 '^ +.*\[(FAIL|ERROR)\]|^ *Catastrophic' "$reports/$name/log" | sed "s/^/[$name] /" || true
  echo "== $name ended after $((SECONDS - started)) s: $(grep -E '^ *[^ ]+ +Total: ' "$reports/$name/log" | tail -n 1 | sed 's/^ *//')"
done
