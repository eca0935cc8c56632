# Every target sets up what it needs and repeats nothing that is up to date.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
# Node and npm come from the virtual environment; the machine's own are never used.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH" REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
REDOCLY := $(NODE) node_modules/.bin/redocly
PYTHON_SOURCES := .github/actions generated scripts spec/samples src tests hatch_build.py

.PHONY: help
help: ## print the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

##@ Set up

.PHONY: setup
setup: .venv/.stamp ## install requirements.lock and this package into .venv

# uv takes seconds where pip takes half a minute. pip stays behind it for machines whose mirror or certificate is
# configured for pip alone.
.venv/.stamp: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, for example: make PYTHON=python3.12 setup" or 0)'
	@echo "Installing requirements.lock into .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes \
		--requirement <(sed -n '/^uv==/,/# via/p' requirements.lock)
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes --requirement requirements.lock || \
		$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.stamp: package-lock.json package.json .npmrc .venv/.stamp
	@echo "Installing package-lock.json into node_modules"
	@$(NODE) $(BIN)/npm ci --loglevel=error >/dev/null
	@touch $@

##@ Prove

.PHONY: check
check: .venv/.stamp ## start the mock server, check it over TCP, print the table of rules
	@$(BIN)/python scripts/check_mock.py

.PHONY: test
test: .venv/.stamp node_modules/.stamp ## run all tests; PYTEST_ARGS="-k paging" selects
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(PYTEST_ARGS)

.PHONY: test-wheel
test-wheel: .venv/.stamp ## run the tests against the installed wheel, each extra alone; WHEEL_ARGS="--python 3.14" selects
	@$(BIN)/python scripts/test_wheel.py $(WHEEL_ARGS)

.PHONY: test-lowest
test-lowest: .venv/.stamp ## the same with the lowest versions of dependencies that pyproject.toml allows
	@$(BIN)/python scripts/test_wheel.py --lowest $(WHEEL_ARGS)

.PHONY: audit
audit: .venv/.stamp ## ask for known vulnerabilities of what the locks pin; status 3: this machine cannot ask
	@$(BIN)/python scripts/audit.py

.PHONY: release-check
release-check: .venv/.stamp ## tell whether this checkout is what TAG=v0.2.0 names, and ready to be released
	@$(BIN)/python scripts/check_release.py "$(TAG)"

.PHONY: mutants
mutants: .venv/.stamp ## try every mutant with four seeds, print rule, mutant and verdict; MUTANTS_ARGS="--rule ID" selects
	@EVERY_MODE=1 SIGNAL_EVERY=100 $(BIN)/python -m pytest --quiet --numprocesses auto \
		tests/check/mutants/test_freedoms.py tests/check/test_correct_servers.py tests/check/test_whole_runs.py \
		tests/check/walk/test_one_rule.py
	@$(BIN)/python -m tests.check.mutants $(MUTANTS_ARGS)

.PHONY: source-mutants
source-mutants: .venv/.stamp ## try 400 mutants that a machine makes of the mock's source, print those that live
	@$(BIN)/python -m tests.check.source_mutants $(MUTANTS_ARGS)

.PHONY: fuzz
fuzz: .venv/.stamp ## try generated input of all kinds for MINUTES=10, with other seeds each time
	@end=$$((SECONDS + 60 * $(or $(MINUTES),10))); while [ $$SECONDS -lt $$end ]; do \
		FUZZ_TIMES=20 $(BIN)/python -m pytest tests/fuzz --quiet --exitfirst --numprocesses auto || exit; done

.PHONY: fuzz-atheris
fuzz-atheris: .venv/.stamp ## try bytes that coverage leads, for MINUTES=3, a third for each of the client, the mock and the judge
	@for target in sdk mock judge; do \
		$(BIN)/python -m tests.fuzz.guided $$target --seconds $$((20 * $(or $(MINUTES),3))) || exit; done

.PHONY: load
load: .venv/.stamp ## kill, fill up and cut off the mock under load, TIMES=20 as long as make test does
	@LOAD_TIMES=$(or $(TIMES),20) $(BIN)/python -m pytest tests/load --quiet --durations 0 --durations-min 1

# The benchmarks measure this project and its peers, which come at pinned versions into environments of their own below build/bench.
BENCH := PYTHONPATH=scripts:. $(BIN)/python -m bench

.PHONY: bench
bench: .venv/.stamp ## run every benchmark in an hour, write bench/RESULTS.md; BENCH_ARGS="--quick --resume" takes half of it, and goes on
	@$(BENCH) all $(BENCH_ARGS)

.PHONY: bench-report
bench-report: .venv/.stamp ## write bench/RESULTS.md of the parts that were measured
	@$(BENCH) report

.PHONY: bench-check
bench-check: .venv/.stamp ## compare the check with its peers on the same mutants; BENCH_ARGS="--minutes 500" tries more
	@$(BENCH) check $(BENCH_ARGS)

.PHONY: bench-sdk
bench-sdk: .venv/.stamp ## compare the client with its peers in one run; BENCH_ARGS=--quick is quicker
	@$(BENCH) sdk $(BENCH_ARGS)

.PHONY: bench-mock
bench-mock: .venv/.stamp ## compare the mock server with its peers, and small stores with large ones
	@$(BENCH) mock $(BENCH_ARGS)

.PHONY: soak
soak: .venv/.stamp ## send mixed traffic with faults for MINUTES=60 while the judge listens, print memory and errors
	@PYTHONPATH=scripts $(BIN)/python -m bench.soak --minutes $(or $(MINUTES),60)

.PHONY: lint
lint: .venv/.stamp node_modules/.stamp ## lint the Python sources, the document, the actions and their scripts
	@$(BIN)/ruff check $(PYTHON_SOURCES)
	@$(BIN)/ruff format --check $(PYTHON_SOURCES)
	@$(BIN)/validate-pyproject pyproject.toml >/dev/null
	@$(REDOCLY) lint customers@v2
	@$(NODE) node_modules/.bin/spectral lint generated/openapi.yaml --fail-severity hint
	@$(BIN)/openapi-spec-validator --subschema-errors all spec/openapi.yaml
	@$(BIN)/zizmor --offline --quiet --persona auditor .github
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --builtin-schema vendor.github-actions .github/actions/*/action.yml
	@$(BIN)/pre-commit validate-manifest .pre-commit-hooks.yaml
	@$(BIN)/shellcheck --external-sources --source-path SCRIPTDIR .ci/run .github/actions/*.sh .github/actions/*/*.sh

.PHONY: types
types: .venv/.stamp node_modules/.stamp ## check the types with mypy and pyright, both strict, and the SDK's public ones
	@mkdir -p build
	@$(BIN)/mypy
	@$(NODE) node_modules/.bin/pyright
	@$(NODE) node_modules/.bin/pyright --verifytypes bigcommerce_customers --ignoreexternal >build/verifytypes.log || \
		{ cat build/verifytypes.log >&2; exit 1; }

.PHONY: generate-check
generate-check: .venv/.stamp node_modules/.stamp ## fail if generated/ differs from what the document gives
	@mkdir -p build
	@$(REDOCLY) bundle customers@v2 --output build/openapi.yaml 2>build/bundle.log || { cat build/bundle.log >&2; exit 1; }
	@diff -u generated/openapi.yaml build/openapi.yaml || \
		{ echo "generated/openapi.yaml is not the bundle of spec/: run make generate" >&2; exit 1; }
	@$(BIN)/python scripts/generate_sdk.py --check
	@$(BIN)/python scripts/fetch_viewer.py --check

.PHONY: spec-diff
spec-diff: .venv/.stamp node_modules/.stamp ## say what changed in the API since BASE=v0.1.0 (unset: the last release); fail if the version or the changelog does not
	@$(NODE) $(BIN)/python scripts/spec_diff.py $(BASE)

.PHONY: drift
drift: .venv/.stamp node_modules/.stamp ## let redocly judge cassettes/ against the document, apart from the check
	@$(NODE) $(BIN)/python scripts/drift_cassettes.py

##@ Make

.PHONY: changelog
changelog: .venv/.stamp node_modules/.stamp ## list the API's changes since BASE=v0.1.0 (unset: the last release) in CHANGELOG.md
	@$(NODE) $(BIN)/python scripts/spec_diff.py --write $(BASE)

.PHONY: bundle
bundle: node_modules/.stamp ## write generated/openapi.yaml from spec/
	@$(REDOCLY) bundle customers@v2 --output generated/openapi.yaml

.PHONY: generate
generate: bundle ## write the bundle and the SDK from spec/, and the viewer that package.json pins
	@$(BIN)/python scripts/generate_sdk.py
	@$(BIN)/python scripts/fetch_viewer.py

.PHONY: record
record: .venv/.stamp ## record cassettes/ anew, from the mock server or the store that BIGCOMMERCE_* name
	@$(BIN)/python scripts/record_cassettes.py $(RECORD_ARGS)

.PHONY: licenses
licenses: .venv/.stamp ## write docs/licenses.md; fail on a licence that pyproject.toml does not accept
	@$(BIN)/python scripts/list_licenses.py

.PHONY: docs
docs: .venv/.stamp ## write the documentation page, build/docs/index.html
	@$(BIN)/bigcommerce-contract docs --output build/docs

.PHONY: format
format: .venv/.stamp ## format the Python sources
	@$(BIN)/ruff check --fix --quiet $(PYTHON_SOURCES) || true
	@$(BIN)/ruff format $(PYTHON_SOURCES)

COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --quiet
BUILD_REQUIREMENTS := $(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")'

.PHONY: lock
lock: .venv/.stamp ## renew the locks: requirements.lock, what the actions install of it, and package-lock.json
	@$(COMPILE) pyproject.toml --all-extras --group dev $(LOCK_ARGS) --output-file requirements.lock
	@$(BUILD_REQUIREMENTS) | $(COMPILE) pyproject.toml - --extra check --extra mock --extra tls --no-annotate \
		--constraint requirements.lock --output-file .github/actions/requirements.lock
	@$(NODE) $(BIN)/npm install --package-lock-only --loglevel=error >/dev/null

.PHONY: build
build: .venv/.stamp ## build the wheel and the source distribution into dist/, and check them as an index does
	@rm -rf dist
	@$(BIN)/hatchling build
	@$(BIN)/twine --no-color check --strict dist/*
	@$(BIN)/check-wheel-contents dist/*.whl

.PHONY: clean
clean: ## remove everything that the targets made outside generated/
	@rm -rf .venv node_modules build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .schemathesis
	@find $(PYTHON_SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
