#!/usr/bin/env bash
# Runs built test projects one after the other, each within a bound. REPORTS gets a folder for each, with its report, its log, its
# time and its exit status. A project that has such a folder already is left to the lane that made it.
#   run-projects.sh REPORTS PROJECT...
set -uo pipefail
# What a project and the programs that it started used of the processors, in seconds; not what daemons did for it.
TIMEFORMAT='%0U %0S'
reports=$1
shift
configuration=Release

# A project that hangs is ended: by then its log has named the tests that take long.
minutes=${COMPUTE_TEST_MINUTES:-60}
bounded=()
command -v timeout >/dev/null && bounded=(timeout --kill-after=30 "${minutes}m")

# A project runs in a process group of its own, in which no signal is ignored; who ends this ends it, too.
set -m
running=
trap '[ -z "$running" ] || kill -TERM -- "-$running" 2>/dev/null; wait; exit 143' TERM HUP INT

for project in "$@"; do
  name=$(basename "$project")
  mkdir "$reports/$name" 2>/dev/null || continue
  echo "== $name"
  started=$SECONDS status=0
  { time "${bounded[@]}" dotnet "$project/bin/$configuration/net10.0/$name.dll" \
    -nologo -noColor -diagnostics -longRunning 120 -result-xml "$reports/$name/report.xml" >"$reports/$name/log" 2>&1 </dev/null
  } 2>"$reports/$name/processors" &
  running=$!
  wait "$running" || status=$?
  running=
  echo "$status" >"$reports/$name/status"
  echo $((SECONDS - started)) >"$reports/$name/seconds"
  # Its lines carry the project's name, for another lane runs at the same time.
  grep -E -A 25 '^ +.*\[(FAIL|ERROR)\]|^ *Catastrophic' "$reports/$name/log" | sed "s/^/[$name] /" || true
  echo "== $name ended after $((SECONDS - started)) s: $(grep -E '^ *[^ ]+ +Total: ' "$reports/$name/log" | tail -n 1 | sed 's/^ *//')"
done
