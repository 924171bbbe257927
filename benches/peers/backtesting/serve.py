"""A crossing of moving averages by backtesting.py, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import sys
import warnings
from pathlib import Path

# Its own bars of progress go to standard error for long runs only.
import backtesting
import pandas as pd
from backtesting import Backtest, Strategy
from backtesting.lib import crossover

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol

backtesting.backtesting._tqdm = lambda iterable, **_: iterable


def average(values, days):
    return pd.Series(values).rolling(days).mean()


class SmaCross(Strategy):
    fast, slow = 10, 30

    def init(self):
        self.fast_average = self.I(average, self.data.Close, self.fast)
        self.slow_average = self.I(average, self.data.Close, self.slow)

    def next(self):
        if crossover(self.fast_average, self.slow_average):
            self.buy()
        elif crossover(self.slow_average, self.fast_average):
            self.sell()


class Session:
    def __init__(self, request):
        warnings.simplefilter("ignore")
        columns = ["Open", "High", "Low", "Close", "Volume"]
        times = pd.to_datetime(request["times"], unit="s")
        bars = pd.DataFrame({name: request[name] for name in columns}, index=times)
        self.windows = {name: request[name] for name in ["fast", "slow"]}
        self.backtest = Backtest(
            bars,
            SmaCross,
            cash=request["cash"],
            commission=request["commission"],
            exclusive_orders=True,
            finalize_trades=True,
        )

    def run(self):
        return self.backtest.run(**self.windows)

    def result(self):
        said = self.run()
        return {
            "equity": float(said["Equity Final [$]"]),
            "trades": int(said["# Trades"]),
            "max_drawdown_percent": float(said["Max. Drawdown [%]"]),
        }

    def times(self, count):
        return protocol.timed(count, self.run)


if __name__ == "__main__":
    protocol.serve(Session)
