# Thin names for what run.py and the tools do.
.PHONY: run setup test lint format samples requirements rules screenshots

run:
	python3 run.py

setup:
	python3 run.py setup

test:
	python3 run.py test

lint:
	python3 run.py lint

format:
	.venv/bin/ruff format . && .venv/bin/ruff check --fix .

samples:
	.venv/bin/python -m benchmarks.make_samples

requirements:
	.venv/bin/python -m pip install --quiet pip-tools
	.venv/bin/pip-compile $(COMPILE) --build-deps-for editable --output-file requirements.txt pyproject.toml
	.venv/bin/pip-compile $(COMPILE) --build-deps-for editable --extra test --constraint requirements.txt \
		--output-file requirements-test.txt pyproject.toml

rules:
	.venv/bin/python -m docs.rules_table
	.venv/bin/python -m docs.conformity

screenshots:
	.venv/bin/python -m docs.guide.screenshots

COMPILE = --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options
