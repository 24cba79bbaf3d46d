#!/usr/bin/env bash
# Installs what a build (`tools.sh build`) or the tests (`tools.sh test`) need and is not there yet.
# Every step is idempotent; what is there is not mentioned.
. "$(dirname "$0")/lib.sh"

LOGS=$TOOLS/logs
mkdir -p "$LOGS" 2>/dev/null || fail "cannot write to $TOOLS: set CORRIGENDA_TOOLS to a folder that can be written."
# Two runs at once wait for each other.
if have flock; then exec 9>"$TOOLS/.lock"; flock 9; fi

# step NAME WHAT COMMAND…: says what is done, keeps its output, shows the end of it where it fails.
step() {
  local name=$1 what=$2 log=$LOGS/$1.log began=$SECONDS
  shift 2
  say "Installing $name: $what."
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 25 "$log" >&2
    fail "$name could not be installed; the whole story is in $log"
  fi
  say "Installed $name in $((SECONDS - began)) s."
}

# Half the optimisation, half the time: these tools run for seconds. Their build folder is shared, and gone at the end.
cargo_install() {
  local crate=$1 version=$2 root=$3
  shift 3
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR="$TOOLS/build" RUSTFLAGS="" \
    cargo install --root "$root" "$crate" --version "$version" "$@"
}

has_version() { have "$1" && [[ " $("$1" --version 2>/dev/null) " == *" $2 "* ]]; }

wasm_target() {
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null)" ] && return
  have rustup || fail "Rust's target wasm32-unknown-unknown is missing and there is no rustup to add it: install the package that
brings it (on Debian: libstd-rust-dev-wasm32), or Rust from https://rustup.rs"
  step wasm-target "Rust's standard library for the browser, half a minute" rustup target add wasm32-unknown-unknown
}

components() {
  if cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1; then return; fi
  have rustup || fail "rustfmt and clippy are needed, and there is no rustup to add them."
  step rustfmt-and-clippy "the formatter and the linter, half a minute" rustup component add rustfmt clippy
}

wasm_bindgen() {
  has_version wasm-bindgen "$WASM_BINDGEN" && have wasm-bindgen-test-runner && return
  # Without --locked first: one of its locked dependencies may be younger than what a mirror offers.
  install() {
    local root=$TOOLS/wasm-bindgen-$WASM_BINDGEN
    cargo_install wasm-bindgen-cli "$WASM_BINDGEN" "$root" || cargo_install wasm-bindgen-cli "$WASM_BINDGEN" "$root" --locked
  }
  step "wasm-bindgen-$WASM_BINDGEN" "it ties the wasm to JavaScript; compiled here, about 6 minutes on 2 cores" install
}

trunk_itself() {
  has_version trunk "$TRUNK" && return
  step "trunk-$TRUNK" "it builds the page; compiled here, about 8 minutes on 2 cores" \
    cargo_install trunk "$TRUNK" "$TOOLS/trunk-$TRUNK" --locked
}

# from_npm PACKAGE VERSION PROGRAM WHAT: a program of the build, in a folder of its own.
from_npm() {
  local package=$1 version=$2 program=$3 what=$4 root=$TOOLS/$1-$2
  [ -x "$root/bin/$program" ] && return
  install() {
    mkdir -p "$root/bin" && npm install --no-fund --no-audit --ignore-scripts --prefix "$root" "$package@$version" &&
      ln -sf "../node_modules/.bin/$program" "$root/bin/$program" && "$root/bin/$program" --version
  }
  step "$package-$version" "$what; from npm, some seconds" install
}

wasm_opt() { from_npm binaryen "$BINARYEN" wasm-opt "it makes the wasm smaller"; }
terser() { from_npm terser "$TERSER" terser "it makes the scripts smaller"; }

# npm_packages FOLDER WHAT: a tool of the checks is no part of the product, and runs no script of its own here.
npm_packages() {
  local folder=$1
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock" && return
  install() { (cd "$folder" && npm ci --ignore-scripts --prefer-offline && cp package-lock.json node_modules/.installed-lock); }
  step "npm-packages-${folder//\//-}" "$2, some seconds" install
}

browser() {
  if [ -n "${CHROMIUM:-}" ]; then [ -x "$CHROMIUM" ] || fail "CHROMIUM=$CHROMIUM is no program."; fi
  if { [ -n "${CHROMIUM:-}" ] || have chromium; } && { [ -n "${CHROMEDRIVER:-}" ] || have chromedriver; }; then return; fi
  local cure="set CHROMIUM=/path/to/chromium and CHROMEDRIVER=/path/to/chromedriver (of the same version)"
  have apt-get || fail "Chromium and its driver are needed for the tests: $cure."
  as_root true || fail "Chromium and its driver are needed for the tests: \`apt-get install chromium chromium-driver\` as root, or $cure."
  install() {
    as_root apt-get update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium chromium-driver fonts-noto-core
  }
  step chromium "the browser for the tests and its driver, from Debian, about a minute" install
  have chromium && have chromedriver || fail "Debian's packages brought no chromium and chromedriver: $cure."
}

checks() {
  npm_packages tests/e2e "Playwright, axe and TypeScript for the tests"
  npm_packages tests/node "a validator of JSON Schemas for the tests"
}
peers() { npm_packages benches/text "what ours is measured against"; }
build_tools() { wasm_target; wasm_opt; terser; wasm_bindgen; trunk_itself; }

need_basics
case "${1:-}" in
  build) build_tools ;;
  test) components; checks; browser; build_tools ;;
  browser) checks; browser ;;
  bench) checks; peers; browser ;;
  *) fail "usage: tools.sh build | test | browser | bench" ;;
esac
rm -rf "$TOOLS/build"
