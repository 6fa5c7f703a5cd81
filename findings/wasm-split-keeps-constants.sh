#!/usr/bin/env bash
# `wasm_split_cli_support` 0.2.3 cuts a WebAssembly program into a part that starts and parts that are fetched later. Each part
# gets the constants that only it reads, laid out anew within the space that all constants had; each part begins at the
# alignment of the whole. Where that needs more bytes than there were, every constant stays in the part that starts. The split
# succeeds, and only a warning in `tracing` tells of it: a program may be a quarter larger at its start after a change of one
# constant. Constants that nobody reads count as space, so 4 kB of them (`#[used]`) prevent it.
#
# Seen, with eight parts that each read a text of their own:
#   as it is: modules with texts that are read later: 1
#   with room to spare: modules with texts that are read later: 8
#
# It needs Rust with the target wasm32-unknown-unknown.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p page/src split/src

cat > page/Cargo.toml <<'TOML'
[package]
name = "page"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[features]
room = []

[dependencies]
wasm_split_helpers = "=0.2.3"

[profile.release]
opt-level = "z"
lto = "fat"
codegen-units = 1
panic = "abort"

[workspace]
TOML
cat > page/src/lib.rs <<'RUST'
use std::{future::Future, pin::pin, task::{Context, Waker}};

#[repr(align(16))]
struct Aligned([u8; 16]);
static START: Aligned = Aligned(*b"read at a start!");
#[cfg(feature = "room")]
#[used]
static ROOM: [u8; 4096] = [0; 4096];

fn begin_one(work: impl Future<Output = u8>) {
    let _ = pin!(work).poll(&mut Context::from_waker(Waker::noop()));
}

macro_rules! late {
    ($($part:ident: $text:expr,)*) => {
        $(#[wasm_split_helpers::wasm_split($part)]
        fn $part(at: usize) -> u8 {
            static TEXT: &str = $text;
            TEXT.as_bytes()[at]
        })*

        #[unsafe(no_mangle)]
        pub extern "C" fn begin(at: usize) -> u8 {
            $(begin_one($part(at));)*
            START.0[at]
        }
    };
}
late! {
    one: "only read later, by one",
    two: "only read later, by two",
    three: "only read later, by three",
    four: "only read later, by four",
    five: "only read later, by five",
    six: "only read later, by six",
    seven: "only read later, by seven",
    eight: "only read later, by eight",
}
RUST

cat > split/Cargo.toml <<'TOML'
[package]
name = "split"
version = "0.1.0"
edition = "2024"

[dependencies]
wasm_split_cli_support = "=0.2.3"

[workspace]
TOML
cat > split/src/main.rs <<'RUST'
use std::path::PathBuf;

fn main() {
    let files: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let whole = std::fs::read(&files[0]).unwrap();
    std::fs::create_dir_all(&files[1]).unwrap();
    let main = files[1].join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &files[1];
    options.main_out_path = &main;
    wasm_split_cli_support::transform(options).unwrap();
}
RUST

export RUSTFLAGS=
export CARGO_TARGET_DIR="$folder/target"
cargo build --quiet --manifest-path split/Cargo.toml
holds() {
  local features=$1 out=$2
  RUSTFLAGS="-Clink-args=--emit-relocs" cargo build --quiet --release --manifest-path page/Cargo.toml \
    --target wasm32-unknown-unknown $features
  target/debug/split target/wasm32-unknown-unknown/release/page.wasm "$out"
  (cd "$out" && grep -l 'only read later' -- *.wasm | wc -l)
}

seen="as it is: modules with texts that are read later: $(holds '' plain)
with room to spare: modules with texts that are read later: $(holds '--features room' room)"
echo "$seen"
expected='as it is: modules with texts that are read later: 1
with room to spare: modules with texts that are read later: 8'
if [ "$seen" != "$expected" ]; then
  echo "This is no longer so." >&2
  exit 1
fi
