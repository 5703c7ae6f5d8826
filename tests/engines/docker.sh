# dockerd with a containerd of its own, and gVisor as a second runtime. Sourced by engines.sh.

docker_programs() { echo dockerd containerd runc inotifywait busybox; }
docker_socket() { echo "$home/docker/docker.sock"; }

# The distribution's client, which is as old as its daemon.
docker_cli() {
  local client=/usr/bin/docker
  [ -x "$client" ] || client=docker
  DOCKER_CONFIG=$home/docker/client timeout 60 "$client" -H "unix://$(docker_socket)" "$@"
}

# COMPUTE_TEST_DOCKER_TLS=PORT:DIRECTORY lets it listen on TCP as well, to who has a certificate of the directory's authority.
docker_tls() {
  [ -n "${COMPUTE_TEST_DOCKER_TLS:-}" ] || return 0
  local certificates=${COMPUTE_TEST_DOCKER_TLS#*:}
  echo "\"tlsverify\": true, \"tlscacert\": \"$certificates/ca.pem\", \"tlscert\": \"$certificates/cert.pem\", \"tlskey\": \"$certificates/key.pem\","
}

# In the machine's own network without a bridge and firewall rules. The ptrace platform of gVisor runs where there are no virtual
# machines, and the engine's sockets where its own network does not start: that takes newer kernels' namespaces for the machine's own.
docker_start() {
  local gvisor=none network='"bridge": "none", "iptables": false, "ip-forward": false'
  if [ -n "$own_network" ]; then
    gvisor=host network='"bridge": "sandboxes", "iptables": true, "ip-forward": true'
  fi
  cat >"$home/docker/daemon.json" <<CONF
{
  "runtimes": { "runsc": { "path": "$(command -v runsc || echo /usr/bin/runsc)", "runtimeArgs": ["--platform=ptrace", "--network=$gvisor"] } },
  "data-root": "$home/docker/data",
  "exec-root": "$home/docker/exec",
  "pidfile": "$home/docker/dockerd.pid",
  "hosts": ["unix://$(docker_socket)"${COMPUTE_TEST_DOCKER_TLS:+, \"tcp://127.0.0.1:${COMPUTE_TEST_DOCKER_TLS%%:*}\"}],
  $(docker_tls)
  "cgroup-parent": "/$name",
  "storage-driver": "overlay2",
  $network, "ip6tables": false
}
CONF
  rm -f "$home/docker/dockerd.pid"
  launch docker dockerd --config-file "$home/docker/daemon.json" --containerd-namespace "$name" --containerd-plugins-namespace "$name-plugins"
  await_answer docker docker_cli version
}

docker_environment() {
  local reason
  [ -z "$own_network" ] || echo "export COMPUTE_TEST_DOCKER_NETWORK=1"
  if is_missing runsc; then
    reason="runsc is not installed ($remedy)"
  elif docker_cli run --rm --runtime runsc "$image" true >"$home/docker/runsc" 2>&1; then
    echo "export COMPUTE_TEST_RUNSC=1"
    return
  else
    reason="runsc cannot run a container: $(last_words "$home/docker/runsc" 3)"
  fi
  say "$reason"
  echo "export COMPUTE_TEST_RUNSC_MISSING=$(printf %q "$reason")"
}

docker_stop() {
  local containers
  mapfile -t containers < <(docker_cli ps --all --quiet)
  [ ${#containers[@]} -eq 0 ] || docker_cli rm --force --volumes "${containers[@]}"
  docker_cli network prune --force
  end_daemon docker
}
