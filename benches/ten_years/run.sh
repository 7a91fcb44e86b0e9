#!/usr/bin/env bash
# One more quarter on two and on ten years of forty agencies: CPU and wall seconds, peak memory, size and files of the store.
# Usage: benches/ten_years/run.sh PAQA [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
paqa=$(realpath "$1")
work=${2:-$(mktemp -d)}
timed() { /usr/bin/time -f "$1: %U+%S s CPU, %e s, %M kB" "${@:2}" >/dev/null; }
for years in 2 10; do
    board=$work/years-$years
    python3 "$here/make_board.py" "$board" "$years"
    timed "$years years, history" "$paqa" run --board "$board" --period 2025-26-Q4 --as-at 2026-05-20 --quiet || test $? -eq 1
    mv "$board/next" "$board/inbox/2026-27-Q1"
    timed "$years years, one more quarter" "$paqa" run --board "$board" --period 2026-27-Q1 --as-at 2026-08-20 --quiet || test $? -eq 1
    timed "$years years, opening" "$paqa" history --board "$board" --quiet
    echo "$years years: $(du -sk "$board/store" | cut -f1) kB in $(find "$board/store" -type f | wc -l) files, $(find "$board/store/tables" -name '*.parquet' | wc -l) of them Parquet"
done
