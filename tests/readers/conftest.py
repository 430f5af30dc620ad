import pytest

from socialinsight.readers import read


@pytest.fixture
def export(tmp_path):
    """Write an export and return its path."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def account_of():
    """Read a path and return its account, checked: every record of it has one fate."""

    def check(path, **options):
        messages = read(path, **options)
        account = messages.attrs["account"]
        fates = account.accepted + account.rejected + account.duplicates + sum(account.skipped.values())
        assert account.records == fates
        assert account.accepted == len(messages)
        assert len(account.rejected_rows) == account.rejected
        return messages, account

    return check
