# The tasks of the house. `make` lists them.
.DEFAULT_GOAL := help
SETUP := source scripts/setup.sh && setup ".[dev]"
SHELL := bash
.PHONY: help run test lint types format docs setup clean

help: ## list the tasks
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

run: ## set up what is missing, then serve on http://127.0.0.1:8000
	./run

test: ## set up what is missing, then check everything
	./test

setup: ## make .venv with all that development needs
	@$(SETUP)

lint: setup ## style and import directions
	.venv/bin/ruff check .
	.venv/bin/lint-imports

types: setup ## static types
	.venv/bin/mypy

format: setup ## format the Python code
	.venv/bin/ruff format ingest index service prompts web tests scripts benchmarks training

docs: setup ## write the reference pages that are made from the code
	.venv/bin/python scripts/reference.py

clean: ## remove .venv and caches; the library stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
