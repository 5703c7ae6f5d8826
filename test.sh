#!/usr/bin/env bash
# Sets up what the tests need and runs all of them. Ends with "N passed, N failed, N skipped".
#   ./test.sh                 everything
#   ./test.sh Generators      only the test projects whose name contains the word
# COMPUTE_TEST_ALLOW_MISSING=1 skips the tests of tools and engines that are not there, for people without root; they fail the run
# otherwise. docs/testing.md says how it is made, and what each project may take.
set -euo pipefail
cd "$(dirname "$0")"

only=${1:-}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
run=$PWD/tests/run
reports=$PWD/artifacts/tests
rm -rf "$reports" "$PWD/artifacts/compliance"
mkdir -p "$reports" "$PWD/artifacts/compliance"
export COMPUTE_COMPLIANCE_REPORT=$PWD/artifacts/compliance

"$run/setup.sh" "$reports/setup.log"

# The folders of a lane's projects, as far as they were asked for.
lane() {
  local project lane folder
  while read -r project lane _; do
    for folder in "tests/$project" "samples/$project"; do
      if [[ $lane == "$1" && $project == *"$only"* && -d $folder ]]; then echo "$folder"; fi
    done
  done < <(sed 's/#.*//; /^ *$/d' "$run/projects.txt")
}
mapfile -t engines < <(lane engines)
mapfile -t waiting < <(lane waiting)
mapfile -t computing < <(lane computing)

echo "== Building"
build() { dotnet build "$@" --configuration Release --nologo --verbosity quiet; }
if [ -z "$only" ]; then
  build Compute.Framework.sln
else
  for project in tests/Compute.TestRun "${engines[@]}" "${waiting[@]}" "${computing[@]}"; do build "$project"; done
fi

# Each lane takes what the other one has left when its own is done. In process groups of their own: there no signal is ignored, and
# an interruption ends them with all that they started.
first_lane() {
  [ ${#engines[@]} -eq 0 ] || tests/engines/engines.sh run "$run/run-projects.sh" "$reports" "${engines[@]}"
  "$run/run-projects.sh" "$reports" "${waiting[@]}" "${computing[@]}"
}
set -m
first_lane &
lanes=($!)
"$run/run-projects.sh" "$reports" "${computing[@]}" "${waiting[@]}" &
lanes+=($!)
trap 'kill -TERM "${lanes[@]/#/-}" 2>/dev/null; wait; exit 130' INT TERM HUP
wait "${lanes[@]}" || true
trap - INT TERM HUP

exec dotnet tests/Compute.TestRun/bin/Release/net10.0/Compute.TestRun.dll "$run" "$reports" "${engines[@]}" "${waiting[@]}" "${computing[@]}"
