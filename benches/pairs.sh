#!/usr/bin/env bash
# Times a whole build of the reference deck (all formats) against the Typst CLI compiling the
# exported Typst text alone with the same fonts, in pairs A B A B ..., and gives the ratio.
#
# Needs: cargo build --release
#        cargo install typst-cli --version 0.15.1 --locked --root target/typst-cli
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export IIJDECK=${IIJDECK:-$root/target/release/iijdeck}
export TYPST=${TYPST:-$root/target/typst-cli/bin/typst}
cd "$root"
exec python3 benches/pairs.py "${1:-15}"
