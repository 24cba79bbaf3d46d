#!/usr/bin/env bash
# `make test`: installs what the checks need, then runs them all. The last line is `N passed, N failed`.
. "$(dirname "$0")/lib.sh"

# Also where nothing could be run, the last line says so.
trap 'status=$?; [ $status = 0 ] || echo "0 passed, 1 failed"' EXIT
rm -f target/test-logs/summary
need_basics
[ -d "$TARGET" ] || need_space "${CORRIGENDA_NEED_MB:-6000}"
began=$SECONDS
bash scripts/tools.sh test
[ $((SECONDS - began)) -lt 5 ] || say "The tools are there after $((SECONDS - began)) s."
trap - EXIT
exec node scripts/test/main.mjs "$TARGET" "$@"
