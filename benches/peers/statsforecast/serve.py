"""Forecasts by statsforecast, for the peer bench.

It answers requests as exchange/protocol.py has it. Series go to its models one by one, in as many processes as
the other side has threads, which are started before the clock is.
"""

import multiprocessing
import os
import sys
import warnings
from pathlib import Path

os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import numpy as np
from statsforecast import models

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol

SERIES = []


def forecast(task):
    name, at = task
    season, horizon, past = SERIES[at]
    model = getattr(models, name)(season_length=season)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.forecast(y=past, h=horizon)["mean"].tolist()


class Session:
    def __init__(self, request):
        # Whatever the pool's processes read is there before they are started.
        SERIES[:] = [(s["season"], s["horizon"], np.asarray(s["past"])) for s in request["series"]]
        self.tasks = [(request["model"], at) for at in range(len(SERIES))]
        self.pool = multiprocessing.get_context("fork").Pool(int(os.environ["PEER_THREADS"]))

    def forecasts(self):
        return self.pool.map(forecast, self.tasks, chunksize=8)

    def result(self):
        return {"means": self.forecasts()}

    def times(self, count):
        return protocol.timed(count, self.forecasts)


if __name__ == "__main__":
    protocol.serve(Session)
