#!/usr/bin/env bash
# `make interop`, its part about Label Studio as a backend: starts a real one and works in it, by the adapter alone and in the
# built page. Records what it answered for `make test` where RECORD=1 says so. Ends with `N passed, M failed`.
. "$(dirname "$0")/lib.sh"

HERE=$TARGET/interop
mkdir -p "$HERE/logs"
passed=0 failed=0
# check NAME COMMAND…: one check, with the last line of what it said.
check() {
  local name=$1 log=$HERE/logs/label-studio.log
  shift
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    say " ✓ $name: $(tail -n 1 "$log")"
  else
    failed=$((failed + 1))
    say " ✗ $name: $(tail -n 6 "$log")"
  fi
}

coproc STUDIO { bash scripts/label-studio.sh "$HERE/label-studio"; }
trap 'eval "exec ${STUDIO[1]}>&-" 2>/dev/null || true; wait 2>/dev/null || true' EXIT
read -r url token email password <&"${STUDIO[0]}" || true
case "$url" in
  http://*) ;;
  *) say " - Label Studio: skipped, $url $token $email $password"; say "0 passed, 0 failed"; exit 0 ;;
esac

pairs=$HERE/pairs.jsonl
check "Label Studio, the adapter" cargo run --quiet --locked --example label_studio -- "$url" "$token" "$pairs"
if [ "${RECORD:-}" = 1 ] && [ "$failed" = 0 ]; then cp "$pairs" tests/it/label_studio/pairs.jsonl; fi
program=${LABEL_STUDIO_PROGRAM:-$HERE/label-studio/venv/bin/label-studio}
check "Label Studio, its export" "$(dirname "$program")/python" interop/label_studio.py "$url" "$token" 1 2
if [ -f dist/label_studio.js ] && [ -d tests/e2e/node_modules ]; then
  check "Label Studio, in the page" node interop/label_studio.mjs dist "$url" "$token" "$email" "$password"
else
  say " - Label Studio, in the page: skipped, there is no built page (\`make build\`) or no Playwright (\`make test\`)"
fi
say "$passed passed, $failed failed"
[ "$failed" = 0 ]
