#!/usr/bin/env bash
# Builds in release: `build.sh dist` the page, `build.sh server` the reference server. What did not change is not built.
. "$(dirname "$0")/lib.sh"

# Is dist/ older than anything it is made from (or was it made by other tools)?
stale() {
  local stamp=dist/.stamp
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$TRUNK $WASM_BINDGEN $BINARYEN $TERSER" ] || return 0
  local from=(Cargo.toml Cargo.lock build.rs Trunk.toml index.html src)
  local maybe
  for maybe in styles sample/tasks.jsonl scripts/finish.mjs scripts/split; do
    if [ -e "$maybe" ]; then from+=("$maybe"); fi
  done
  [ -n "$(find "${from[@]}" -path src/bin/server -prune -o -newer "$stamp" -print -quit)" ]
}

quietly() {
  local log=$TARGET/logs/$1.log
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null || { tail -n 40 "$log" >&2; fail "the build failed; the whole story is in $log"; }
}

dist() {
  if ! stale; then return; fi
  need_space "${CORRIGENDA_NEED_MB:-3000}"
  local began
  began=$(mktemp)
  say "Building the page in release: about 8 minutes the first time on 2 cores."
  quietly fetch cargo fetch --locked --target wasm32-unknown-unknown --target "$(rustc -vV | sed -n 's/^host: //p')"
  # A missing tool must be an error here, not a download. Some machines set NO_COLOR=1, which trunk cannot read.
  quietly page env -u NO_COLOR RUST_BACKTRACE=0 trunk build --release --offline --locked
  quietly finish node scripts/finish.mjs dist "$TARGET/wasm32-unknown-unknown/web" "$TARGET/split"
  printf '%s' "$TRUNK $WASM_BINDGEN $BINARYEN $TERSER" >dist/.stamp
  # What was edited during the build is built the next time.
  touch -r "$began" dist/.stamp
  rm -f "$began"
}

server() {
  if [ ! -x "$TARGET/release/corrigenda-server" ]; then
    need_space "${CORRIGENDA_NEED_MB:-3000}"
    say "Building the server in release: about 4 minutes the first time on 2 cores."
  fi
  quietly server cargo build --locked --release --features server --bin corrigenda-server
}

for what in "$@"; do
  case "$what" in
    dist) dist ;;
    server) server ;;
    *) fail "usage: build.sh [dist] [server]" ;;
  esac
done
