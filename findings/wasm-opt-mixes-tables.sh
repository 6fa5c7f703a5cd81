#!/usr/bin/env bash
# Binaryen 108, which Debian 12 has, writes every exported table of a WebAssembly module under the number of the first one.
# A window made with wasm-bindgen has two: functions, and references to JavaScript. After `wasm-opt` of that version both
# exports are the table of functions, the module is valid all the same, and the page ends at its start: 'Argument value did not
# match the reference type'. Binaryen 110 keeps both.
#
# Seen with npm's binaryen 108.0.0 and 110.0.0:
#   108.0.0: functions is table 0, references is table 0
#   110.0.0: functions is table 0, references is table 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for version in 108.0.0 110.0.0; do
  npm install --silent --no-audit --no-fund --prefix "$version" "binaryen@$version"
done

cat > tables.wat <<'WAT'
(module
  (table $functions (export "functions") 1 1 funcref)
  (table $references (export "references") 4 externref)
  (func $keep (export "keep") (param externref) (table.set $references (i32.const 0) (local.get 0)))
  (elem (table $functions) (i32.const 0) func $keep))
WAT

cat > exports.py <<'PY'
"""Prints which table each exported one is."""
import sys

module = open(sys.argv[1], "rb").read()


def number(at):
    value = shift = 0
    while True:
        byte = module[at]
        at, value, shift = at + 1, value | (byte & 127) << shift, shift + 7
        if byte < 128:
            return value, at


at, said = 8, []
while at < len(module):
    section = module[at]
    length, at = number(at + 1)
    if section == 7:
        count, here = number(at)
        for _ in range(count):
            size, here = number(here)
            name, here = module[here : here + size].decode(), here + size
            kind = module[here]
            index, here = number(here + 1)
            if kind == 1:
                said.append(f"{name} is table {index}")
    at += length
print(", ".join(said))
PY

seen=$(for version in 108.0.0 110.0.0; do
  "$version/node_modules/.bin/wasm-opt" tables.wat -O --enable-reference-types -o "$version.wasm"
  echo "$version: $(python3 exports.py "$version.wasm")"
done)
echo "$seen"
expected='108.0.0: functions is table 0, references is table 0
110.0.0: functions is table 0, references is table 1'
if [ "$seen" != "$expected" ]; then
  echo "This is no longer so." >&2
  exit 1
fi
