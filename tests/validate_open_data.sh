#!/bin/sh
# Validates the open data of a pack with the frictionless program from PyPI, in an environment of its own.
#   tests/validate_open_data.sh PACK
set -eu
pack=${1:?name the folder that `paqa publish` wrote}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/python"
"$place/python/bin/pip" --quiet install 'frictionless>=5,<6'
cd "$pack/open-data"
"$place/python/bin/frictionless" validate datapackage.json
