"""Portfolios by PyPortfolioOpt, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
from pypfopt import EfficientFrontier

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol

# Results are compared at an optimum; times are those of its own settings.
EXACT = {"solver": "CLARABEL", "solver_options": {"tol_gap_abs": 1e-13, "tol_gap_rel": 1e-13, "tol_feas": 1e-13}}


class Session:
    def __init__(self, request):
        warnings.simplefilter("ignore")
        self.task, self.rate, self.targets = request["task"], request["rate"], request["targets"]
        self.expected_returns = np.asarray(request["expected_returns"])
        self.covariance = np.asarray(request["covariance"])

    def frontier_of(self, settings):
        return EfficientFrontier(self.expected_returns, self.covariance, **settings)

    def solve(self, settings, targets):
        if self.task == "min_volatility":
            return [self.frontier_of(settings).min_volatility()]
        if self.task == "max_sharpe":
            return [self.frontier_of(settings).max_sharpe(risk_free_rate=self.rate)]
        # As its own plot does: one problem, of which the target changes.
        frontier = self.frontier_of(settings)
        portfolios = []
        for target in targets:
            portfolios.append(frontier.efficient_return(target))
        return portfolios

    def result(self):
        weights = np.array([list(one.values()) for one in self.solve(EXACT, self.targets)])
        volatility = np.sqrt(np.einsum("pi,ij,pj->p", weights, self.covariance, weights))
        objectives = volatility
        if self.task == "max_sharpe":
            objectives = (weights @ self.expected_returns - self.rate) / volatility
        return {"weights": weights.ravel().tolist(), "objectives": objectives.tolist()}

    def times(self, count):
        # With its own settings it finds a greatest return that is a little lower than it is.
        targets = np.minimum(self.targets, self.expected_returns.max() * (1 - 1e-4))
        return protocol.timed(count, lambda: self.solve({}, targets))


if __name__ == "__main__":
    protocol.serve(Session)
