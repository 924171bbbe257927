"""Paths of correlated assets by NumPy, for the peer bench.

It answers requests as exchange/protocol.py has it. Paths go in blocks that stay in the processor's caches, in
f32, a day after the other.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol

BLOCK = 1000


class Session:
    def __init__(self, request):
        self.paths, self.days, self.levels = (request[name] for name in ["paths", "days", "levels"])
        drift, volatility = np.array(request["drift"]), np.array(request["volatility"])
        self.mean = ((drift - volatility**2 / 2) / self.days).astype("f4")
        lower = np.linalg.cholesky(np.array(request["correlation"]))
        self.factor = (lower * (volatility / np.sqrt(self.days))[:, None]).T.astype("f4").copy()

    def simulate(self):
        generator = np.random.Generator(np.random.PCG64(1))
        assets = len(self.mean)
        weights = np.full(assets, 1 / assets, "f4")
        losses, drawdowns = [], []
        for _ in range(0, self.paths, BLOCK):
            logarithms = np.zeros((BLOCK, assets), "f4")
            peak, drawdown = np.ones(BLOCK, "f4"), np.zeros(BLOCK, "f4")
            for _ in range(self.days):
                normals = generator.standard_normal((BLOCK, assets), dtype="f4")
                logarithms += self.mean + normals @ self.factor
                value = np.exp(logarithms) @ weights
                np.maximum(peak, value, out=peak)
                np.maximum(drawdown, 1 - value / peak, out=drawdown)
            losses.append(1 - value)
            drawdowns.append(drawdown)
        return self.tails(np.concatenate(losses)), self.tails(np.concatenate(drawdowns))

    def tails(self, values):
        """The quantile and the mean beyond it, of each level."""
        quantiles = [np.quantile(values, level) for level in self.levels]
        return [float(x) for q in quantiles for x in (q, values[values >= q].mean())]

    def result(self):
        loss, drawdown = self.simulate()
        return {"loss": loss, "drawdown": drawdown}

    def times(self, count):
        return protocol.timed(count, self.simulate)


if __name__ == "__main__":
    protocol.serve(Session)
