#!/usr/bin/env bash
# Lets other programs read what `paqa publish` writes: two annual packs and a quarter's pack of the example board.
# frictionless validates the data packages, pandas (by odfpy) and openpyxl read the workbooks, and, where an attacker is named
# (a program that takes cells.csv and --hierarchies, --relations, --derived), it attacks all packs together.
# Usage: tests/readers/pack.sh PAQA [FOLDER] [ATTACKER.py]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
paqa=$(realpath "$1")
work=${2:-$(mktemp -d)}
attacker=${3:-}
mkdir -p "$work"
python3 -m venv "$work/readers"
"$work/readers/bin/pip" install --quiet 'frictionless>=5,<6' pandas odfpy openpyxl highspy numpy scipy
"$paqa" init "$work/board" --example --quiet
"$paqa" run --board "$work/board" --period 2026-27-Q2 --as-at 2026-11-20 --quiet >/dev/null || test $? -eq 1
packs=()
for what in "--year 2024-25" "--year 2025-26" "--quarter 2026-27-Q1" "--quarter 2026-27-Q2"; do
    pack="$work/pack-${what##* }"
    # shellcheck disable=SC2086
    "$paqa" publish --board "$work/board" $what --out "$pack"
    packs+=("$pack")
    "$paqa" check --publication "$pack/open-data" --format csv >/dev/null && echo "ok   checks of $pack"
    "$work/readers/bin/frictionless" validate "$pack/open-data/datapackage.json" >"$work/frictionless.txt" || { cat "$work/frictionless.txt"; exit 1; }
    echo "ok   frictionless $pack"
    "$work/readers/bin/python" "$here/read_pack.py" "$pack"
done
"$work/readers/bin/python" "$here/pack_cells.py" "$work/board" "$work/attack" "${packs[@]}"
if [ -n "$attacker" ]; then
    cd "$work/attack"
    "$work/readers/bin/python" "$attacker" cells.csv --hierarchies hierarchies.csv --relations relations.csv --derived derived.csv --k 5 --lo 1
fi
