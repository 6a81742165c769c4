#!/usr/bin/env bash
# Generates decks of 20 slides and builds 10, 100 and 1,000 of them: throughput, memory, growth.
#
# Needs: cargo build --release
# LANGS: the languages to build each deck in, separated by commas (en)
# COUNTS: how many decks, each (10 100 1000)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export IIJDECK=${IIJDECK:-$root/target/release/iijdeck}
exec python3 "$root/benches/many.py"
