# Two commands do everything: `make report` and `make test`.
# The first run of either sets up .venv; later runs install nothing until pyproject.toml or
# constraints.txt changes.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
CORPUS ?= seeds
SHOW ?=
GOLD ?=
VENV := .venv
PY := $(VENV)/bin/python

# Recipes read these from the environment, so that any path works, also one with spaces or quotes.
export PYTHON CORPUS OUT SHOW GOLD
# Sets and dictionaries must not print in another order on the next run.
export PYTHONHASHSEED := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help report test corpus export lab notebooks check accuracy bench clean

help: ## list these commands
	@echo 'usage: make COMMAND [NAME=value …]'
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r command text; \
	do printf '%-18s %s\n' "$$command" "$$text"; done
	@echo
	@echo 'PYTHON=python3.12 picks another interpreter for a new .venv.'

report: $(VENV)/.ok ## build reports/index.html [CORPUS=folder OUT=folder]
	@$(PY) -m analysis report "$$CORPUS" --out "$${OUT:-reports}"

test: check ## lint, types, all tests and the committed notebooks
	@$(PY) -m pytest tests notebooks --nbval --nbval-current-env --nbval-cell-timeout=300

corpus: $(VENV)/.ok ## check a corpus folder [CORPUS=folder SHOW=file]
	@$(PY) -m analysis check "$$CORPUS" $${SHOW:+--show "$$SHOW"}

export: $(VENV)/.ok ## write corpus and marks as CSV and JSON Lines [CORPUS=folder OUT=folder]
	@$(PY) -m analysis export "$$CORPUS" --out "$${OUT:-export}"

lab: $(VENV)/.lab ## open the notebooks in JupyterLab
	@$(PY) -m jupyterlab notebooks

notebooks: $(VENV)/.ok ## execute and rewrite the committed notebooks and figures
	@$(PY) -m analysis notebooks

check: $(VENV)/.test ## formatting, lint and types of the code (of a corpus: make corpus)
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

accuracy: $(VENV)/.ok ## score the finders against hand labels GOLD=folder
	@[ -n "$$GOLD" ] || { echo 'make accuracy needs the hand labels: make accuracy GOLD=folder' >&2; exit 2; }
	@$(PY) benchmarks/accuracy.py "$$GOLD"

bench: $(VENV)/.ok ## time the report against plain nbconvert
	@$(PY) benchmarks/report.py

clean: ## remove .venv, reports/, export/ and caches
	rm -rf $(VENV) reports export *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find analysis tests benchmarks notebooks -name __pycache__ -prune -exec rm -rf {} +

# Set-up. A stamp is written only after its installation has succeeded.

define INSTALL
	@echo "Installing $(2) into $(VENV), once; this may take a minute or two, and says nothing until it is done."
	@rm -f $@
	@if command -v uv >/dev/null; then \
	  uv pip install --quiet --python $(PY) --constraints constraints.txt --editable '$(1)'; \
	else \
	  $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; \
	  $(PY) -m pip install --quiet --quiet --constraint constraints.txt --editable '$(1)'; \
	fi
	@touch $@
endef

$(VENV)/.ok: $(PY) pyproject.toml constraints.txt
	$(call INSTALL,.,the main libraries)

$(VENV)/.test: $(PY) pyproject.toml constraints.txt
	$(call INSTALL,.[test],the main libraries and those of the tests)
	@touch $(VENV)/.ok

$(VENV)/.lab: $(PY) pyproject.toml constraints.txt
	$(call INSTALL,.[lab],the main libraries and JupyterLab)
	@touch $(VENV)/.ok

$(PY):
	@command -v "$$PYTHON" >/dev/null || { \
	  echo "There is no $$PYTHON here. Install Python 3.11 or newer, or name one: make report PYTHON=python3.12" >&2; exit 1; }
	@"$$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || { \
	  echo "$$PYTHON is $$("$$PYTHON" --version 2>&1). This project needs Python 3.11 to 3.14; name one: make report PYTHON=python3.12" >&2; exit 1; }
	@if command -v uv >/dev/null; then \
	  echo "Creating $(VENV) with uv and $$("$$PYTHON" --version)."; \
	  uv venv --quiet --clear --python "$$(command -v "$$PYTHON")" $(VENV); \
	else \
	  "$$PYTHON" -c 'import venv, ensurepip' 2>/dev/null || { \
	    version=$$("$$PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	    echo "$$PYTHON has no venv module. On Debian and Ubuntu this line installs it:" >&2; \
	    echo "  sudo apt install python$$version-venv" >&2; exit 1; }; \
	  echo "Creating $(VENV) with $$("$$PYTHON" --version)."; \
	  "$$PYTHON" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; \
	fi
