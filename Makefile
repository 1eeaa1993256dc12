# make report: set up, evaluate every period in data/, write every report to outputs/
# make test:   the same set-up, then all the tests
# make quick:  those of what calculates, under half a minute
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

# JupyterLab in Vietnamese, as far as its language pack goes; where that cannot be had, Lab speaks English and all else works.
PACK = $(BIN)/python -m pip install --quiet --no-deps --retries 0 --timeout 15 -c constraints.txt jupyterlab-language-pack-vi-vn

report: $(READY)
	$(BIN)/thidua report

# One process for each processor; one that has done its tests takes some of another's.
test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

# What a change breaks first, in half a minute: words, plan, units, indicators, scoring, awards, and the plan of the house.
QUICK := $(addprefix tests/,words plan units indicators scoring awards test_architecture.py test_setup.py)
quick: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow and not browser and not office" $(QUICK)

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

$(READY): pyproject.toml constraints.txt $(wildcard toolkit/publishing/templates/thidua/* toolkit/publishing/lab/*)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -c constraints.txt -e ".[test]"
	$(PACK) 2>/dev/null || true
	$(BIN)/python -m compileall -q toolkit
	touch $(READY)

.PHONY: report test quick lint
