#!/usr/bin/env bash
# Are the versions that pyproject.toml declares true? "tests/floors.sh" installs every library at its floor exactly,
# "tests/floors.sh newest" the newest of each without constraints.txt; then doctor, check, form and a report must work.
# Needs the package registry; the environment is made in a temporary folder and goes with it.
set -euo pipefail
cd "$(dirname "$0")/.."

which=${1:-lowest}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet uv
"$place/venv/bin/uv" pip compile --quiet --python "$place/venv/bin/python" --no-header --no-annotate \
  --resolution "$([[ $which == newest ]] && echo highest || echo lowest-direct)" pyproject.toml -o "$place/versions.txt"
"$place/venv/bin/uv" pip install --quiet --python "$place/venv/bin/python" -r "$place/versions.txt"
"$place/venv/bin/uv" pip install --quiet --python "$place/venv/bin/python" --no-deps -e .

thidua="$place/venv/bin/thidua"
"$thidua" doctor --out "$place/out"
"$thidua" check 2024 --data tests/data/cases/public/base --quiet
"$thidua" form 2024 --unit VP --data tests/data/cases/public/base --out "$place/forms" --quiet
timeout 300 "$thidua" report 2024 --kind so_ket --data tests/data/cases/public/base --out "$place/out" --quiet
for name in so_ket.html so_ket.docx so_lieu.xlsx; do
  test -s "$place/out/2024/$name" || { echo "$which versions: no $name"; exit 1; }
done
echo "The $which versions of every library make a report."
