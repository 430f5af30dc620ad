import warnings

import pandas as pd
import pytest

from socialinsight.readers.account import ReadWarning
from socialinsight.readers.timestamps import parse_times

TEN_THIRTY = "2026-01-02T10:30:00+00:00"
SAME_MOMENT = [
    "2026-01-02 11:30",
    "2026-01-02T11:30:00",
    "02.01.2026 11:30",
    "2.1.2026, 11:30:00",
    "2026. 01. 02. 11:30",
    "2026. 1. 2., 11:30",
    "2026. január 2. 11:30",
    "2026. jan. 2., P, 11:30",
    "2 января 2026 г. в 11:30",
    "2 янв. 2026, 11:30",
    "2026-01-02T11:30:00+01:00",
    "2026-01-02T13:30:00+0300",
    "2026-01-02T10:30:00Z",
    "2026-01-02 10:30:00.000 UTC",
    "1767349800",
    "1767349800.0",
    "1767349800000",
    "1767349800000000",
    "Fri Jan 02 10:30:00 +0000 2026",
    "Fri, 02 Jan 2026 11:30:00 +0100",
    "Fri, 2 Jan 2026 10:30:00 GMT",
    "Jan 2, 2026 11:30 AM",
    "20260102T103000Z",
    "2026\u00a001\u202f02".replace("\u00a0", "-").replace("\u202f", "-") + "\u202f11:30",
    "02.01.26, 11:30",
]


@pytest.mark.parametrize("written", SAME_MOMENT)
def test_one_moment_in_every_form(written):
    times, _ = parse_times(pd.Series([written]), zone="Europe/Budapest")
    assert times.iloc[0] == pd.Timestamp(TEN_THIRTY)


def test_mixed_forms_in_one_column():
    times, naive = parse_times(pd.Series(SAME_MOMENT), zone="Europe/Budapest")
    assert times.nunique() == 1
    assert naive.sum() == sum(
        "+" not in w and "Z" not in w and "U" not in w and "G" not in w and not w[:9].isdigit() for w in SAME_MOMENT
    )


@pytest.mark.parametrize(
    "written",
    [
        "31.02.2026",
        "2026-13-01",
        "2026-01-02 25:00",
        "tegnap",
        "вчера",
        "",
        "3026-01-01",
        "0000-00-00",
        "99/99/9999",
        "12",
    ],
)
def test_what_is_no_time_stays_empty(written):
    assert parse_times(pd.Series([written]), zone="Europe/Budapest")[0].isna().all()


def test_slashes_take_the_order_that_the_column_shows():
    american, _ = parse_times(pd.Series(["01/02/2026", "01/15/2026"]), zone="UTC")
    european, _ = parse_times(pd.Series(["01/02/2026", "15/01/2026"]), zone="UTC")
    assert american.dt.month.tolist() == [1, 1]
    assert european.dt.month.tolist() == [2, 1]


def test_slashes_that_show_no_order_are_read_day_first_with_a_warning():
    with pytest.warns(ReadWarning, match="1 times such as 01/02/2026"):
        times, _ = parse_times(pd.Series(["01/02/2026"]), zone="UTC")
    assert times.iloc[0] == pd.Timestamp("2026-02-01", tz="UTC")


def test_daylight_saving_gaps_and_overlaps_have_a_time():
    gap, overlap = "2026-03-29 02:30", "2026-10-25 02:30"
    times, _ = parse_times(pd.Series([gap, overlap]), zone="Europe/Budapest")
    assert times.dt.strftime("%H:%M").tolist() == ["01:00", "00:30"]


def test_the_input_is_not_changed_and_the_index_stays():
    written = pd.Series(["2026-01-02"], index=[7])
    before = written.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        times, _ = parse_times(written, zone="UTC")
    assert times.index.tolist() == [7]
    pd.testing.assert_series_equal(written, before)
    assert str(times.dtype) == "datetime64[us, UTC]"
