# Two commands: `make run` serves the sample archive, `make test` checks everything. README.md shows what they run.
PYTHON ?= python3
# Extra arguments for pip, such as an index of your own or the one with PyTorch's CPU builds.
PIP_ARGS ?=
STORE ?= data/store
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run test style types tests stress bench bench-scale bench-segment clean
.DELETE_ON_ERROR:

run: $(VENV)/run.stamp $(STORE)/current
	$(BIN)/python app.py --store $(STORE)

$(STORE)/current: | $(VENV)/run.stamp
	$(BIN)/python -m index build samples --store $(STORE) --paper 澄江报

test: style types tests

style: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

tests: $(VENV)/dev.stamp
	$(BIN)/pytest

# torch on its own, as without make; what needs it then takes it as it is.
$(VENV)/run.stamp: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.11")'
	test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install $(PIP_ARGS) -c constraints.txt torch
	$(BIN)/pip install $(PIP_ARGS) -c constraints.txt -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(BIN)/pip install $(PIP_ARGS) -c constraints.txt -e '.[dev]'
	touch $@

# The fuzzing of every reader at full count; hours, where `make test` takes a slice.
stress: $(VENV)/dev.stamp
	BAOWEN_STRESS=10000 $(BIN)/pytest -m fuzz

bench-segment: $(VENV)/dev.stamp
	$(BIN)/python -m bench.segment
	$(BIN)/python -m bench.layout

# Needs a question set and a real store: see bench/README.md. $(BENCH) is the folder with the development data.
BENCH ?= ../shared
CMRC := $(BENCH)/eval/dev/cmrc2018_dev

bench: $(VENV)/bench.stamp
	$(BIN)/python -m bench.peers $(CMRC).passages.jsonl $(CMRC).questions.jsonl --most 400 --json bench/results.json

bench-scale: $(VENV)/bench.stamp data/scale/real/current
	$(BIN)/python -m bench.scale data/scale/real $(CMRC).questions.jsonl --folder data/scale
	$(BIN)/python -m bench.asking data/scale/10000 $(CMRC).questions.jsonl

data/scale/real/current: | $(VENV)/bench.stamp
	mkdir -p data/scale/corpus
	gunzip -c $(BENCH)/corpus/news.jsonl.gz > data/scale/corpus/news.jsonl
	$(BIN)/python -m index build data/scale/corpus --store data/scale/real

$(VENV)/bench.stamp: $(VENV)/dev.stamp
	$(BIN)/pip install $(PIP_ARGS) -c constraints.txt -e '.[bench]'
	touch $@

# Stores stay: their addresses of articles and what readers said cannot be made again.
clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
