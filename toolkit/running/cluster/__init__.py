"""Reports on more than one machine, by Dask: the same bytes as on one. The only home of Dask.

The driver, where ``thidua`` was typed, reads the data, makes the evaluations and writes every file. Workers need the same
toolkit, and no folder in common: each report travels as its evaluation. What a worker that dies had in hand is done again
by another. Counting stays on the driver: to send the rows away took ten times as long as to count them where they lie.
"""

from .joining import joined
from .spread import Cluster

__all__ = ["Cluster", "joined"]
