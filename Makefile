# Every way in. `make help` lists them; each target carries its line after ##.
# PORT and BEREDSKAB_HOME are taken from the environment or the command line and handed on.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

VENV ?= .venv
PORT ?= 8501
IN := $(VENV)/bin
# The first Python that is new enough; the one the product is measured on first. Looked up only when it is needed.
PYTHON ?= $(shell for p in python3.11 python3 python3.14 python3.13 python3.12; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
PIP := $(IN)/python -m pip --disable-pip-version-check --quiet
DEMO_HOME := $(or $(BEREDSKAB_HOME),data/local/demo)
export PORT

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# -- Running

.PHONY: run
run: $(VENV)/run.stamp ## Serve on http://127.0.0.1:$PORT (8501); first start prints a link for the first administrator
	@$(call free_port)
	@$(IN)/python -m data start
	@exec $(IN)/streamlit run app.py --server.port "$(PORT)"

.PHONY: demo
demo: export BEREDSKAB_HOME := $(DEMO_HOME)
demo: export BEREDSKAB_SMTP_HOST :=  # the plan file names real people: nothing is sent to them from a demo
demo: $(VENV)/run.stamp ## The same with a running exercise and demo accounts, on a database of its own
	@$(call free_port)
	@$(IN)/python -m data demo
	@exec $(IN)/streamlit run app.py --server.port "$(PORT)"

.PHONY: verify
verify: $(VENV)/run.stamp ## Prove the log, line by line, against the head kept outside the database
	@$(IN)/python -m data verify

.PHONY: backup
backup: $(VENV)/run.stamp ## Copy the database while the server runs; prints where
	@$(IN)/python -m data backup

# -- Testing

.PHONY: test
test: machine $(VENV)/dev.stamp ## Every test, browser and PostgreSQL included, none skipped
	@PYTHONHASHSEED=0 $(IN)/python -m pytest -n 2 --dist loadfile

.PHONY: check
check: gates ## The fast gate: everything that needs no browser
	@.ci/machine postgresql nginx
	@PYTHONHASHSEED=0 $(IN)/python -m pytest -n 2 --dist loadfile -m "not browser"

.PHONY: gates
gates: $(VENV)/dev.stamp ## ruff, mypy and the import contracts alone
	@$(IN)/ruff check --quiet .
	@$(IN)/ruff format --check --quiet . || { echo "Unformatted files; run: $(IN)/ruff format ." >&2; exit 1; }
	@$(IN)/mypy --no-error-summary
	@$(IN)/lint-imports --no-cache >$(VENV)/contracts.txt || { cat $(VENV)/contracts.txt >&2; exit 1; }

.PHONY: bench
bench: machine $(VENV)/dev.stamp ## Print the numbers; YEARS=full looks back at half a million lines (docs/bench.md)
	@$(IN)/python -m tests.bench

.PHONY: soak
soak: machine $(VENV)/dev.stamp ## An hour of a wall that follows a change each second, with a restart in the middle
	@$(IN)/python -m tests.wall.soak

.PHONY: privacy
privacy: $(VENV)/dev.stamp ## Print the privacy stop's hits, misses and false alarms; SAY=all names them
	@$(IN)/python -m tests.privacy $(SAY)

.PHONY: machine
machine: ## What tests need of the machine: Chromium, PostgreSQL, nginx, fonts (root: installed; otherwise: told)
	@.ci/machine python chromium postgresql nginx fonts

# -- Changing

.PHONY: migration
migration: $(VENV)/dev.stamp ## After a change of data/entities: write the migration, NAME="what changed"
	@[ -n "$(NAME)" ] || { echo 'Say what changed: make migration NAME="incidents get a colour"' >&2; exit 2; }
	@$(IN)/python -m tests.house.migration "$(NAME)"
	@$(IN)/ruff check --quiet --fix data/storage/migrations && $(IN)/ruff format --quiet data/storage/migrations

.PHONY: texts
texts: $(VENV)/dev.stamp ## Bring components/texts/da.po up to date with the source; translations stay
	@$(IN)/python -m tests.house.catalogue

.PHONY: clean
clean: ## Remove the virtual environment and the tools' caches; runtime files in data/local stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

define free_port
$(IN)/python -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
s.bind(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null || { \
	echo "Port $(PORT) is taken. Choose another: make $@ PORT=8601" >&2; exit 1; }
endef

# -- The virtual environment: built when missing or broken, brought up to date when a requirements file is newer

$(VENV)/run.stamp: requirements.txt
	@$(call environment)
	@echo "Installing what requirements.txt names ..."
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements.txt
	@$(call environment)
	@echo "Installing what requirements-dev.txt names ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $(VENV)/run.stamp $@

define environment
$(IN)/python -m pip --version >/dev/null 2>&1 || { \
	[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed, and none was found. Debian 12: apt-get install python3 python3-venv." \
		"Elsewhere name it: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; exit 1; }; \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "$(PYTHON) is not Python 3.11 or newer." >&2; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments (ensurepip is missing). Debian: apt-get install python3-venv." >&2; exit 1; }; \
	$(PYTHON) -m venv --clear $(VENV); }
endef
