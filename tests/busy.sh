#!/usr/bin/env bash
# Runs the whole of ./test.sh beside two processes that spin, a number of times in a row: the tests must hold on a busy machine.
#   tests/busy.sh [TIMES] [WORD]      three times, every project, by default; ends at the first run that fails
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
times=${1:-3}
spinning=()
trap '[ ${#spinning[@]} -eq 0 ] || kill "${spinning[@]}" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM HUP
for _ in 1 2; do
  (while :; do :; done) &
  spinning+=($!)
done
for ((run = 1; run <= times; run++)); do
  echo "== Run $run of $times on a busy machine"
  ./test.sh "${@:2}"
done
