#!/usr/bin/env bash
# Private container engines for the tests: Podman, and dockerd with runc and gVisor's runsc. Each keeps everything it has below one
# directory, so several copies run side by side and next to the machine's own engines.
#   engines.sh run [-e "podman docker"] COMMAND...   starts engines, runs the command with their environment, removes everything again
#   engines.sh up DIRECTORY [podman] [docker]        starts engines (both by default), and writes DIRECTORY/env for the tests
#   engines.sh start DIRECTORY podman|docker         starts an engine again that was killed
#   engines.sh down DIRECTORY                        ends what belongs to the directory: containers, processes, mounts, control groups, files
# An engine that cannot run here leaves COMPUTE_TEST_…_MISSING with the reason in the environment, which its tests report.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/processes.sh"
. "$here/image.sh"
. "$here/network.sh"
. "$here/podman.sh"
. "$here/docker.sh"

say() { echo "engines: $*" >&2; }
is_missing() { ! command -v "$1" >/dev/null; }
remedy="tests/run/setup.sh installs what tests/run/packages.txt lists, as root on Debian; install it by hand elsewhere"

# The directory's name marks what belongs to it, in command lines and control groups. A socket's path has at most 108 bytes.
use() {
  home=$1 name=$(basename "$1")
  [ ${#home} -le 60 ] || { say "the path $home is too long for sockets below it"; exit 2; }
}

# The last lines that an engine, or a command that was tried on it, has written; without its own columns of times and levels.
last_words() { tail -n "${2:-1}" "$1" 2>/dev/null | sed -E 's/time="[^"]*" //; s/level=[a-z]+ //' | paste -s -d '|' | sed 's/|/ | /g'; }

# Starts the engine's daemon. One that does not start on a busy machine is started once more; then its last words are the reason.
start_daemon() {
  local engine=$1 attempt
  for attempt in 1 2; do
    if "${engine}_start"; then return 0; fi
    say "$engine did not start at attempt $attempt: $(last_words "$home/$engine/log" 5)"
    # The daemon alone: its containers may be what somebody waits for.
    end_daemon "$engine"
  done
  return 1
}

# Starts an engine and imports the images; says why not otherwise.
bring_up() {
  local engine=$1 program
  [ "$(uname -s)" = Linux ] || { echo "the engines need Linux"; return 1; }
  [ "$(id -u)" = 0 ] || { echo "the engines need root"; return 1; }
  for program in $("${engine}_programs"); do
    ! is_missing "$program" || { echo "$program is not installed ($remedy)"; return 1; }
  done
  mkdir -p "$home/$engine"
  start_daemon "$engine" || { echo "$engine does not start: $(last_words "$home/$engine/log" 5)"; return 1; }
  import_images "$engine" >"$home/$engine/import" 2>&1 || { echo "$engine cannot import an image: $(last_words "$home/$engine/import" 3)"; return 1; }
  "${engine}_cli" run --rm --network none "$image" true >"$home/$engine/import" 2>&1 ||
    { echo "$engine cannot run a container: $(last_words "$home/$engine/import" 3)"; return 1; }
}

up() {
  local engine reason variable
  mkdir -p "$home"
  {
    echo "export COMPUTE_TEST_ENGINES='$home'"
    echo "export COMPUTE_TEST_IMAGE='$image'"
    echo "export COMPUTE_TEST_OTHER_IMAGE='$other_image'"
  } >"$home/env"
  network_start || say "the engines' network is not complete"
  for engine; do
    variable=COMPUTE_TEST_${engine^^}
    if reason=$(bring_up "$engine"); then
      echo "export ${variable}_HOST='unix://$("${engine}_socket")'" >>"$home/env"
      "${engine}_environment" >>"$home/env"
    else
      say "$reason"
      echo "export ${variable}_MISSING=$(printf %q "$reason")" >>"$home/env"
    fi
  done
}

down() {
  local engine own
  [ -d "$home" ] || return 0
  # Engines that a test started for itself, and could not end.
  for own in "$home"/own-*/; do
    [ ! -d "$own" ] || "$here/engines.sh" down "${own%/}"
  done
  for engine in podman docker; do
    if [ -d "$home/$engine" ]; then
      "${engine}_stop" >/dev/null 2>&1 || true
    fi
  done
  network_stop
  end_processes
  remove_mounts
  remove_control_groups
  rm -rf --one-file-system "$home"
}

run() {
  local engines="podman docker" status=0
  # In the network of the engines' own, nothing can be downloaded any more.
  [ -n "$own_network" ] || "$here/../run/setup.sh" >&2
  separate_network "$@"
  if [ "${1:-}" = -e ]; then
    engines=$2
    shift 2
  fi
  use "$(mktemp -d /tmp/ce-XXXXXX)"
  child=
  trap 'end_child; down' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  # shellcheck disable=SC2086 # the names of engines are words
  up $engines
  . "$home/env"
  # In a process group of its own, waited for: so a signal ends it at once, with what it started.
  set -m
  "$@" &
  child=$!
  wait "$child" || status=$?
  child=
  exit "$status"
}

end_child() {
  [ -n "$child" ] || return 0
  kill -TERM -- "-$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
}

case ${1:-} in
  run) shift; run "$@" ;;
  up) use "$2"; shift 2; [ $# -gt 0 ] || set -- podman docker; up "$@" ;;
  start) use "$2"; start_daemon "$3" ;;
  down) use "$2"; down ;;
  *) sed -n '2,9s/^# //p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
