# Verbs of this checkout. `make help` lists them.
PYTHON ?= python3
PY := .venv/bin/python
BIN := .venv/bin
CODE := core web plugins tests tools $(wildcard bench docs/examples docs/generate.py)
JOBS ?= 2
# A process that may not keep what it compiled compiles all of it anew, and the tests start hundreds.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL := help
.PHONY: help setup dev run test check format lint types suite assets browser cases books bench docs torture clean lock

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | sort | expand -t 10

setup:
	@$(PYTHON) tools/setup.py run

dev:
	@$(PYTHON) tools/setup.py dev

run: setup ## set up, then serve with the embedded database and a demo company
	@exec $(BIN)/dapur serve --demo

test: dev lint ## set up, then all checks and all tests
	@$(PY) -m tests.browser --say
	@$(MAKE) --no-print-directory -j 2 types suite

check: lint types ## lint, format, strict types, import rules, translations

types: dev
	@$(BIN)/mypy

suite: dev
	@$(PY) -m pytest -n $(JOBS) --dist worksteal -m "not torture" $(ARGS)

lint: dev
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check -q $(CODE) || { echo "Run: make format"; exit 1; }
	@$(BIN)/lint-imports --no-logo > .cache-imports.txt || { cat .cache-imports.txt; rm .cache-imports.txt; exit 1; }; rm .cache-imports.txt
	@$(BIN)/dapur translations check

format: dev ## format the code
	@$(BIN)/ruff check -q --fix $(CODE); $(BIN)/ruff format $(CODE)

assets: dev ## build the browser's files (CSS, JavaScript, icons, fonts)
	@$(PY) -m web.assets.build --again

browser: ## install Debian's Chromium for the browser tests
	@$(PYTHON) tests/browser.py --install

cases: dev ## run case files: make cases FILES="a.yaml b.yaml"
	@$(PY) -m tests.cases $(FILES)

books: dev ## import a real ledger and compare: make books DIR=folder
	@$(PY) -m tests.books "$(DIR)"

bench: dev ## measure against raw PostgreSQL, as ratios in one run
	@$(PY) -m bench $(ARGS)

torture: dev ## the long tests: kill -9 under load, many times
	@$(PY) -m pytest -m torture $(ARGS)

docs: ## build the documentation into site/
	@$(PYTHON) tools/setup.py docs
	@$(PY) -m docs.generate
	@$(BIN)/mkdocs build -q -d site

lock: dev ## resolve requirements/*.txt anew
	@$(PY) -m pip install -q uv && $(PY) tools/lock.py $(ARGS)

clean: ## stop the embedded database; remove its data, .venv and everything built
	@if [ -x $(PY) ] && [ -d .data ]; then $(PY) -m dapur.database.embedded remove .data/postgresql || true; fi
	@rm -rf .venv .data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache web/dapur_web/static site
	@find . -name __pycache__ -o -name '*.egg-info' -prune | xargs rm -rf
