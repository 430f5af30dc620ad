"""The sample exports that travel with the library."""

from __future__ import annotations

import pandas as pd

from socialinsight.resources import sample_path
from socialinsight.settings import Settings

SAMPLES = {
    "telegram_hu": "telegram_hu.json",
    "mail_hu": "mail_hu.mbox",
    "vk_ru": "vk_ru.json",
    "tickets": "tickets.csv",
}
"""Name of each sample and its file. All are fictional, written for this project: see README.md beside them."""


def load_sample(name: str = "all") -> pd.DataFrame:
    """Return a sample export as a messages table.

    Parameters
    ----------
    name : {"telegram_hu", "vk_ru", "tickets", "mail_hu", "all"}
        A Hungarian Telegram group, a Russian VK community, a bilingual ticket table, a Hungarian mailbox, or
        all of them. The people and firms in them do not exist.

    Returns
    -------
    pandas.DataFrame
        A messages table with its account in `attrs["account"]`.

    Raises
    ------
    ValueError
        When there is no such sample.

    Examples
    --------
    >>> load_sample("vk_ru")["channel"].unique().tolist()
    ['vk']
    >>> load_sample("vk")
    Traceback (most recent call last):
    ...
    ValueError: load_sample: received 'vk'; legal: ['all', 'mail_hu', 'telegram_hu', 'tickets', 'vk_ru'].
    """
    from socialinsight.readers import read

    if name not in SAMPLES and name != "all":
        raise ValueError(f"load_sample: received {name!r}; legal: {sorted([*SAMPLES, 'all'])}.")
    files = SAMPLES.values() if name == "all" else [SAMPLES[name]]
    return read([sample_path(file) for file in files], settings=sample_settings())


def sample_settings() -> Settings:
    """Return the settings of the two fictional firms of the samples.

    Examples
    --------
    >>> "KékTel" in sample_settings().competitors
    True
    """
    return Settings.load(sample_path("firm.toml"))
