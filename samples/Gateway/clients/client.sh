#!/bin/sh
set -eu

# begin
call() {
  # The key is not among the arguments, which other users of the machine can see.
  method=$1 path=$2; shift 2
  printf 'header = "Authorization: Bearer %s"\n' "$COMPUTE_API_KEY" |
    curl -sS --fail-with-body -K - -X "$method" -H 'Content-Type: application/json' "$COMPUTE_GATEWAY_URL/v1$path" "$@"
}
id=$(call POST /sandboxes -d '{"lifetime":"00:10:00"}' | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
result=$(call POST "/sandboxes/$id/run" -d '{"arguments":["uname","-s"]}')
echo "$result" | sed -n 's/.*"exitCode":\([0-9]*\).*/\1/p'
echo "$result" | sed -n 's/.*"standardOutput":"\([^"]*\)".*/\1/p' | base64 -d
call DELETE "/sandboxes/$id"
# end
