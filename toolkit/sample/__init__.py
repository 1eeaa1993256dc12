"""A deterministic illustrative data folder of any size: to try the toolkit, to test it, to measure it."""

from .write import SAMPLE_PERIODS, sample_period, shipped_data, write_sample

__all__ = ["SAMPLE_PERIODS", "sample_period", "shipped_data", "write_sample"]
