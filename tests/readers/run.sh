#!/usr/bin/env bash
# Installs the readers from PyPI (requirements.txt) into a folder of their own, once, and lets them read a store.
# Usage: tests/readers/run.sh PAQA [FOLDER]     PAQA is the built program, FOLDER where to work (default: a new one)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
paqa=$(realpath "$1")
work=${2:-$(mktemp -d)}
readers=${XDG_CACHE_HOME:-$HOME/.cache}/paqa/readers
[ -x "$readers/bin/pip" ] || python3 -m venv "$readers"
"$readers/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
python=$readers/bin/python
"$paqa" init "$work/board" --example --quiet
for quarter in "2026-27-Q1 2026-08-20" "2026-27-Q2 2026-11-20"; do
    read -r period day <<<"$quarter"
    "$paqa" run --board "$work/board" --period "$period" --as-at "$day" --quiet >/dev/null || test $? -eq 1
done
"$python" "$here/read_tables.py" "$paqa" "$work/board" 2026-11-20
"$python" "$here/run_sql.py" "$paqa" "$work/board" 2026-11-20
# A board whose returns have everything that makes measuring hard.
"$paqa" catalogue indicators --format json >"$work/indicators.json"
python3 "$here/make_odd_board.py" "$work/odd" "$work/indicators.json"
"$paqa" run --board "$work/odd" --period 2026-27-Q2 --as-at 2026-11-20 --quiet >/dev/null || test $? -eq 1
"$python" "$here/run_sql.py" "$paqa" "$work/odd" 2026-11-20
