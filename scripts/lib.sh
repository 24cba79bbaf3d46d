# What every script here starts with: where things are, and how to say so. Sourced by bash, never run.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

TOOLS=${CORRIGENDA_TOOLS:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/corrigenda/tools}
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
RUST_MINIMUM=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
# From here on a .js file with imports is a module by itself.
NODE_MINIMUM=20.19
TRUNK=0.21.14
BINARYEN=132
TERSER=5.51.2
# Trunk takes the wasm-bindgen on PATH only where it is the one of Cargo.lock.
WASM_BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)

export PATH="$TOOLS/trunk-$TRUNK/bin:$TOOLS/wasm-bindgen-$WASM_BINDGEN/bin:$TOOLS/binaryen-$BINARYEN/bin:$TOOLS/terser-$TERSER/bin:$PATH"
# An unknown key in somebody's ~/.npmrc is not our user's business.
export npm_config_loglevel=error npm_config_update_notifier=false

say() { printf '%s\n' "$*"; }
fail() { printf 'corrigenda: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least HAVE WANT: is version HAVE the same as WANT, or later?
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# Rust, Node and a linker are the user's own: we only say what is missing.
need_basics() {
  have cargo && have rustc || fail "Rust $RUST_MINIMUM or later is needed, and cargo is not on PATH: see https://rustup.rs"
  local rust node
  rust=$(rustc --version 2>/dev/null | cut -d' ' -f2) || fail "rustc does not run: try \`rustup default stable\`."
  at_least "${rust%%-*}" "$RUST_MINIMUM" || fail "Rust $RUST_MINIMUM or later is needed, this is $rust: try \`rustup update stable\`."
  have node && have npm || fail "Node $NODE_MINIMUM or later with npm is needed, and is not on PATH: see https://nodejs.org"
  node=$(node --version | tr -d v)
  at_least "$node" "$NODE_MINIMUM" || fail "Node $NODE_MINIMUM or later is needed, this is $node."
  have cc || fail "a C compiler is needed to link, and \`cc\` is not on PATH: on Debian, \`apt-get install build-essential\`."
}

# need_space MEGABYTES: before the first long build, not in the middle of it.
need_space() {
  local free
  free=$(df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free" -ge "$1" ] || fail "building needs about $1 MB of free space, and $ROOT has $free MB."
}

# as_root COMMAND…: runs it where that is possible without a password, else answers 1.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}
