# What an engines directory has on the machine outside itself: processes, mounts, control groups. Sourced by engines.sh.

# Starts a daemon in a session of its own, in its own directory: helpers of it write into the current one.
launch() {
  local engine=$1
  shift
  (cd "$home/$engine" && exec setsid "$@" >>"$home/$engine/log" 2>&1 </dev/null) &
  echo $! >"$home/$engine/pid"
}

# Waits up to a minute for a response to the engine's client.
await_answer() {
  local engine=$1 attempt
  shift
  for ((attempt = 0; attempt < 300; attempt++)); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    kill -0 "$(cat "$home/$engine/pid")" 2>/dev/null || return 1
    sleep 0.2
  done
  return 1
}

# Whether the process is one of ours: an engine's program with the directory's name in its command line.
is_ours() {
  local arguments program
  # A process that ended meanwhile has no command line.
  { mapfile -d '' -t arguments <"/proc/$1/cmdline"; } 2>/dev/null || return 1
  program=${arguments[0]:-}
  case ${program##*/} in
    podman | conmon | slirp4netns | rootlessport | aardvark-dns | dockerd | containerd | containerd-shim* | docker-proxy | runc | runsc*) ;;
    *) return 1 ;;
  esac
  [[ "${arguments[*]}" == *"$name"* ]]
}

# The control groups of the directory's containers, innermost first; the hierarchies are of version 1, 2 or both.
control_groups() {
  local group container groups=()
  for group in /sys/fs/cgroup /sys/fs/cgroup/*; do
    groups+=("$group/$name")
    for container in "$home"/podman/graph/overlay-containers/*/; do
      groups+=("$group/libpod_parent/libpod-$(basename "$container")")
    done
  done
  find "${groups[@]}" -depth -type d 2>/dev/null || true
}

our_processes() {
  local process group
  for process in /proc/[0-9]*; do
    if is_ours "${process#/proc/}"; then echo "${process#/proc/}"; fi
  done
  while read -r group; do cat "$group/cgroup.procs" 2>/dev/null || true; done < <(control_groups)
}

# Asks a daemon to end, waits up to 10 s, and kills it then.
end_daemon() {
  local pid attempt
  pid=$(cat "$home/$1/pid" 2>/dev/null) || return 0
  is_ours "$pid" || return 0
  kill -TERM "$pid" || true
  for ((attempt = 0; attempt < 100; attempt++)); do
    is_ours "$pid" || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

# Kills what is left; again when one started another meanwhile.
end_processes() {
  local attempt pids
  for ((attempt = 0; attempt < 50; attempt++)); do
    mapfile -t pids < <(our_processes)
    [ ${#pids[@]} -gt 0 ] || return 0
    kill -KILL "${pids[@]}" 2>/dev/null || true
    sleep 0.1
  done
  say "processes are left: ${pids[*]}"
}

remove_mounts() {
  local mounts index
  mapfile -t mounts < <(awk -v home="$home/" 'index($2, home) == 1 { print $2 }' /proc/self/mounts)
  for ((index = ${#mounts[@]} - 1; index >= 0; index--)); do
    umount -l "${mounts[index]}" || true
  done
}

remove_control_groups() {
  local group
  while read -r group; do rmdir "$group" 2>/dev/null || true; done < <(control_groups)
  # Podman's groups of all copies: they stay while another one uses them.
  for group in libpod_parent/conmon libpod_parent; do
    rmdir "/sys/fs/cgroup/$group" /sys/fs/cgroup/*/"$group" 2>/dev/null || true
  done
}
