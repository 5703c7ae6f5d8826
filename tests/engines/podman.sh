# Podman's service with storage, locks, networks and sockets of its own. Sourced by engines.sh.

podman_programs() { echo podman runc conmon catatonit slirp4netns inotifywait busybox; }
podman_socket() { echo "$home/podman/podman.sock"; }

# Containers have no network unless they ask for one, as in dockerd without a bridge: nothing of the machine's own is touched.
podman_configure() {
  local files
  files=$(ulimit -Hn)
  mkdir -p "$home/podman/networks"
  cat >"$home/podman/containers.conf" <<CONF
[containers]
default_ulimits = ["nofile=$files:$files", "nproc=32768:32768"]
netns = "none"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "$home/podman/tmp"
[network]
network_config_dir = "$home/podman/networks"
CONF
  cat >"$home/podman/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$home/podman/graph"
runroot = "$home/podman/run"
CONF
}

podman_environment() {
  echo "export COMPUTE_TEST_PODMAN_CONFIG='$home/podman/containers.conf'"
  echo "export COMPUTE_TEST_PODMAN_STORAGE='$home/podman/storage.conf'"
}

podman_cli() {
  CONTAINERS_CONF=$home/podman/containers.conf CONTAINERS_STORAGE_CONF=$home/podman/storage.conf timeout 60 podman "$@"
}

podman_start() {
  podman_configure
  CONTAINERS_CONF=$home/podman/containers.conf CONTAINERS_STORAGE_CONF=$home/podman/storage.conf \
    launch podman podman --log-level=warning system service --time=0 "unix://$(podman_socket)"
  await_answer podman timeout 10 podman --remote --url "unix://$(podman_socket)" version
}

podman_stop() {
  local container
  podman_cli rm --all --force --time 0
  # What Podman could not remove, its runtime can.
  for container in "$home"/podman/graph/overlay-containers/*/; do
    [ ! -d "$container" ] || runc delete --force "$(basename "$container")"
  done
  podman_cli network prune --force
  end_daemon podman
}
