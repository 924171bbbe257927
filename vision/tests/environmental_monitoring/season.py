"""Writes season.csv: trend, season and weights of the series of `series.rs`, by statsmodels.

    pip install statsmodels==0.15.0
    python season.py > season.csv
"""

import re
from pathlib import Path

import numpy as np
from statsmodels.tsa.seasonal import STL

text = (Path(__file__).parent / "series.rs").read_text()
body = re.search(r"WHOLE: \[f64; 72\] = \[(.*?)\];", text, re.S).group(1)
values = np.array([float(field) for field in body.replace("\n", " ").split(",") if field.strip()])
outlier = values.copy()
outlier[[10, 45]] += [6, -4]
for case, series, settings in [
    ("plain", values, dict(period=12)),
    ("windows", values, dict(period=12, seasonal=13, trend=31)),
    ("short", values[:29], dict(period=12)),
    ("odd", values, dict(period=7, seasonal=9)),
    ("robust", outlier, dict(period=12, robust=True)),
]:
    found = STL(series, **settings).fit()
    for part in ("trend", "seasonal", "weights"):
        print(case, part, *map(repr, map(float, getattr(found, part))), sep=",")
