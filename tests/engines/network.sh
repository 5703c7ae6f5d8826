# A network of the engines' own, and something outside it that sandboxes may reach or not. Sourced by engines.sh.

# Whether this runs in a network namespace of its own; engines that a test starts for itself there have no such for themselves.
own_network=${COMPUTE_ENGINES_OWN_NETWORK:-}
unset COMPUTE_ENGINES_OWN_NETWORK

# An address for examples, which nobody has.
outside=203.0.113.2

# Starts again in a network namespace of its own, where that is allowed: there dockerd may have its bridge and its firewall rules.
separate_network() {
  if [ -z "$own_network" ] && [ "$(uname -s)" = Linux ] && unshare --net true 2>/dev/null; then
    COMPUTE_ENGINES_OWN_NETWORK=yes exec unshare --net "$here/engines.sh" run "$@"
  fi
}

# A web server behind a wire, in a namespace of its own again.
network_start() {
  [ -n "$own_network" ] || return 0
  local server attempt
  busybox ip link set lo up
  # Not docker0: a dockerd without a bridge, such as tests start for themselves, removes that.
  if ! { ip link add sandboxes type bridge && ip addr add 172.31.0.1/16 dev sandboxes && ip link set sandboxes up; }; then
    own_network=
    return 1
  fi
  mkdir -p "$home/network"
  echo outside >"$home/network/index.html"
  unshare --net busybox httpd -f -p 80 -h "$home/network" &
  server=$!
  disown
  echo "$server" >"$home/network/pid"
  for ((attempt = 0; attempt < 50; attempt++)); do
    [ "$(readlink "/proc/$server/ns/net")" = "$(readlink /proc/self/ns/net)" ] || break
    sleep 0.1
  done
  ip link add wire type veth peer name wire netns "$server" && ip addr add 203.0.113.1/30 dev wire && ip link set wire up &&
    nsenter --target "$server" --net ip addr add "$outside/30" dev wire && nsenter --target "$server" --net ip link set wire up &&
    echo "export COMPUTE_TEST_OUTSIDE=http://$outside/" >>"$home/env"
}

network_stop() {
  [ ! -e "$home/network/pid" ] || kill "$(cat "$home/network/pid")" || true
}
