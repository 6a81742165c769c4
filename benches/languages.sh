#!/usr/bin/env bash
# Times a whole build of the reference deck in English, in Japanese and in both, in turns, and gives
# the ratio of both to one: the mean of the two alone.
#
# Needs: cargo build --release
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export IIJDECK=${IIJDECK:-$root/target/release/iijdeck}
cd "$root"
exec python3 benches/languages.py "${1:-15}"
