# Everything a person does with this folder. Each target does the set-up that it needs.

VENV := .venv/bin
DEMO_PACK := templates/starter
DEMO_OUT := out/demo
DEMO_LANGUAGES := en sr sr@latin pt
DEMO_NETWORKS := facebook x instagram

.DEFAULT_GOAL := help
.PHONY: help setup fonts demo sheets run lint test check i18n bench scores schema wheel package smoke clean

help: ## this list
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: ## system libraries, .venv, Python packages, fonts
	@bash packaging/setup.sh

fonts: setup ## fetch and verify the fonts of studio/text/fonts.toml

demo: setup ## the starter pack in four languages for three networks, into out/demo
	$(VENV)/milclicks export $(DEMO_PACK) \
	  $(addprefix --language ,$(DEMO_LANGUAGES)) $(addprefix --network ,$(DEMO_NETWORKS)) --out $(DEMO_OUT)
	$(VENV)/milclicks sheet $(DEMO_OUT)

sheets: setup ## contact sheets of out/demo
	$(VENV)/milclicks sheet $(DEMO_OUT)

run: setup ## the studio's window
	$(VENV)/milclicks window

lint: setup ## style, types, import direction
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports

test: setup ## the tests
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m pytest

check: lint test ## all that continuous integration runs

i18n: setup ## collect the words of the studio and bring all catalogs up to date
	$(VENV)/python i18n/extract.py

bench: setup ## how fast and how small, as a table and build/bench.json
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m tests.bench.run

scores: ## how right the text is: public test suites and every card, as a table and build/scores.json
	@bash packaging/setup.sh scores
	QT_QPA_PLATFORM=offscreen $(VENV)/python -m tests.scores.run

schema: setup ## JSON Schema of templates, brands and posts, into build/schema
	$(VENV)/milclicks templates schema --out build/schema

wheel: setup ## a wheel with templates, catalogs and fonts inside, into dist
	$(VENV)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

package: setup ## the frozen app, into dist/milclicks
	$(VENV)/python -m pip install --quiet --editable '.[package]'
	PYTHONHASHSEED=1 $(VENV)/python -m PyInstaller --noconfirm --log-level ERROR \
	  --distpath dist --workpath build/pyinstaller packaging/milclicks.spec

smoke: setup ## run the frozen app and look at what it makes
	$(VENV)/python packaging/smoke.py dist/milclicks

clean: ## remove what was made here; the virtual environment and fetched fonts stay
	rm -rf out dist build/pyinstaller build/schema build/bench.json build/scores.json .pytest_cache .mypy_cache \
	  .ruff_cache .hypothesis .import_linter_cache
