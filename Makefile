# Two commands do everything: `make report` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := data/sample/telegram_hu.json data/sample/mail_hu.mbox data/sample/vk_ru.json data/sample/tickets.csv
INSTALLED := $(VENV)/installed

.PHONY: report test check clean

report: $(INSTALLED)
	$(BIN)/socialinsight report $(SAMPLE) --settings data/sample/firm.toml --as-of 2026-03-31 --language hu -o report

test: $(INSTALLED)
	sh tests/browser/install.sh
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n 2 --dist loadscope

check: $(INSTALLED)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

$(INSTALLED): setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[huspacy,notebooks,test]"
	touch $@

clean:
	rm -rf $(VENV) report build dist *.egg-info
