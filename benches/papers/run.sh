#!/usr/bin/env bash
# What the papers of a county's quarter cost: judging, ranking, drawing and writing them from series that are measured already.
# It is the processor time of a run that finds nothing new, less that of opening the same store and measuring every series
# (`paqa series`). The bar is 5 s on a processor that takes 1 s for the yardstick, a loop that has nothing to do with papers.
# Usage: benches/papers/run.sh PAQA [FOLDER]     ends with 1 where the bar is missed
set -euo pipefail
paqa=$(realpath "$1")
work=${2:-$(mktemp -d)}
board=$work/board
cost() { # the least processor seconds of three times, which other work on the machine blurs least
    for _ in 1 2 3; do
        local TIMEFORMAT='%U %S'
        { time "$@" >/dev/null 2>&1 || true; } 2>&1 | awk '{ print $1 + $2 }'
    done | sort -n | head -1
}
"$paqa" init "$board" --example --quiet
run=("$paqa" run --board "$board" --period 2026-27-Q2 --as-at 2026-11-20 --quiet)
"${run[@]}" >/dev/null || test $? -eq 1
yardstick=$(cost python3 -c 's = 0
for i in range(10**7): s += i * i % 7')
measured=$(cost "$paqa" series CP01 --board "$board" --as-at 2026-11-20 --quiet)
again=$(cost "${run[@]}")
reports=$board/reports/2026-27-Q2
papers=$(find "$reports" -name '*.html' -o -name '*.pdf' | wc -l)
charts=$(grep -oh '<svg' "$reports"/*.html "$reports"/*/*.html | wc -l)
awk -v again="$again" -v measured="$measured" -v yardstick="$yardstick" -v papers="$papers" -v charts="$charts" 'BEGIN {
    most = 5 * (yardstick > 1 ? yardstick : 1)
    printf "%d papers with %d drawings: %.1f s, of which the bar allows %.1f (yardstick %.2f s); run again %.1f s, opening and measuring %.1f s\n",
        papers, charts, again - measured, most, yardstick, again, measured
    exit !(again - measured <= most)
}'
