"""Volatility models by arch, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import sys
from pathlib import Path

import numpy as np
from arch import arch_model

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol


class Session:
    def __init__(self, request):
        self.model = request["model"]
        self.returns = np.asarray(request["returns"])

    def fit(self, **options):
        """A fit with its standard errors, which arch computes when they are asked for."""
        fitted = arch_model(self.returns, **self.model).fit(disp="off", options=options)
        return fitted, fitted.std_err

    def result(self):
        # By itself it stops where the likelihood is flat to seven digits; times are those of that.
        fitted, _ = self.fit(ftol=1e-13, maxiter=2000)
        return {
            "log_likelihood": float(fitted.loglikelihood),
            "parameters": [float(value) for value in fitted.params],
        }

    def times(self, count):
        return protocol.timed(count, self.fit)


if __name__ == "__main__":
    protocol.serve(Session)
