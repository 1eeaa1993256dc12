"""A corpus of bad and odd deliveries, made from the sample, each with the reaction that is right for it."""

from .run import CASES, react

__all__ = ["CASES", "react"]
