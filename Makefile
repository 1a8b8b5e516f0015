# Everything that is done with this project. Each target sets up what it needs.

PYTHON ?= python3
PORT ?= 8000
IN_PARALLEL = -n auto --dist loadfile  # a worker for each core; the tests of a file share one
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := site
.PHONY: site serve pdf zip lab notebooks golden bench coverage quarto clean \
	test check lint test-engine test-notebooks test-widgets test-renderer test-bench test-site test-firefox test-torch

site: .venv/ready node_modules/ready        ## build the whole site into _site/
	@python -m tools.build_site

serve: .venv/ready node_modules/ready       ## serve the site and rebuild it on change
	@python -m tools.render serve --port $(PORT)

pdf: site                                   ## print slides and handout for the site, and the script for the lecturer
	python -m tools.pdf
	@python -m tools.build_site

zip: site                                   ## one file to carry: site, notebooks and engine
	python -m tools.pack unit05-backpropagation.zip

lab: .venv/ready                            ## open the notebooks in JupyterLab
	jupyter trust notebooks/*.ipynb > /dev/null  # so that the stored figures show at once
	jupyter lab notebooks

notebooks: .venv/ready                      ## execute all notebooks anew, in place
	python -m tools.notebooks

golden: .venv/ready                         ## write _variables.yml and tests/golden/
	python -m tools.golden

test: lint test-engine test-widgets test-renderer test-notebooks test-bench test-site test-firefox

check: lint test-engine test-widgets        ## what to run while working: no browser, under two minutes

lint: .venv/ready node_modules/ready
	ruff check .
	ruff format --check .
	mypy
	npm run --silent lint

test-engine: .venv/ready
	python -m tools.golden --check
	pytest $(IN_PARALLEL) tests/engine

test-notebooks: .venv/ready
	pytest tests/notebooks

test-widgets: .venv/ready node_modules/ready
	npm run --silent test

test-renderer: .venv/ready node_modules/ready
	pytest $(IN_PARALLEL) tests/renderer

test-bench: site
	pytest tests/benchmarks

test-site: site                             ## the PDFs first and alone: they print the whole deck, with all its widgets
	pytest tests/site/test_print.py
	pytest $(IN_PARALLEL) --ignore tests/site/test_print.py tests/site

test-firefox: site                          ## says so where Firefox is not installed
	pytest -rs tests/firefox

test-torch: .venv/ready                     ## compare with PyTorch and JAX: every gradient, and the benchmark's steps
	python -m pip install -q -r requirements-bench.txt
	pytest tests/torch tests/benchmarks/test_peers.py

coverage: .venv/ready node_modules/ready    ## report which lines of the engine and the widgets the tests run
	python -m pip install -q -r requirements-coverage.txt
	pytest --cov=gradflow --cov-report=term-missing:skip-covered tests/engine
	npm run --silent coverage

bench: site                                 ## measure against peers, into benchmarks/results/
	python -m pip install -q -r requirements-bench.txt
	python -m benchmarks

quarto: .venv/ready                         ## install the real Quarto, where the network allows
	@python -m tools.build_site --install-quarto

clean:                                      ## remove what was built, keep what was installed
	rm -rf _site .render-cache .quarto assets/lib assets/stills unit*/*.pdf lecturer unit*.zip notebooks/*.zip

# Set-up: a virtual environment, and Node packages. Where Node 20 or newer is missing, PyPI brings it.
.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=…")'
	$(PYTHON) -m venv .venv
	python -m pip install -q --disable-pip-version-check -r requirements.txt -e .
	@echo '{"type": "commonjs"}' > .venv/package.json  # JupyterLab's scripts are none of our modules
	@touch $@

node_modules/ready: package-lock.json .venv/ready
	@node -e 'process.exit(parseInt(process.versions.node) < 20)' 2>/dev/null \
		|| python -m pip install -q --disable-pip-version-check -r requirements-node.txt
	npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@
