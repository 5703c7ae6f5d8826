#!/usr/bin/env bash
# Rewrites src/*/PublicAPI.Unshipped.txt from the sources: everything public that PublicAPI.Shipped.txt does not have.
# The build reports the missing entries (RS0016); this writes what it reports. Takes one build of the shipped projects.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
finish() {
  # A build that fails for another reason leaves the files as they were.
  for project in "$work"/*/; do
    [ ! -f "$project/before" ] || cp "$project/before" "src/$(basename "$project")/PublicAPI.Unshipped.txt"
  done
  rm -rf "$work"
}
trap finish EXIT

projects=()
for file in src/*/*.csproj; do
  name=$(basename "$(dirname "$file")")
  projects+=("$name")
  mkdir "$work/$name"
  [ -f "src/$name/PublicAPI.Shipped.txt" ] || echo '#nullable enable' >"src/$name/PublicAPI.Shipped.txt"
  [ -f "src/$name/PublicAPI.Unshipped.txt" ] || echo '#nullable enable' >"src/$name/PublicAPI.Unshipped.txt"
  cp "src/$name/PublicAPI.Unshipped.txt" "$work/$name/before"
  echo '#nullable enable' >"src/$name/PublicAPI.Unshipped.txt"
done

for name in "${projects[@]}"; do
  dotnet build "src/$name" --configuration Release --nologo --verbosity quiet -p:TreatWarningsAsErrors=false >>"$work/log" || {
    grep -E ': error ' "$work/log" | sort -u >&2
    exit 1
  }
done

for name in "${projects[@]}"; do
  {
    echo '#nullable enable'
    grep -F "/$name.csproj]" "$work/log" |
      sed -nE "s/^.*warning RS0016: Symbol '(.*)' is not part of the declared public API.*$/\1/p" | LC_ALL=C sort -u || true
  } >"$work/$name/after"
  cp "$work/$name/after" "src/$name/PublicAPI.Unshipped.txt"
  rm "$work/$name/before"
  echo "$name: $(($(wc -l <"$work/$name/after") - 1)) entries"
done
