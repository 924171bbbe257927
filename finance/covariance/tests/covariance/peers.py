"""Writes peers.json: what other libraries find for the seeded returns of data.rs.

Run by hand when a case is added; tests read the file only. Made with PyPortfolioOpt 1.6.0,
skfolio 1.12.2, scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6 and pandas 2.3.3.
"""

import json
import sys
import warnings

import numpy as np
import pandas as pd
import scipy.cluster.hierarchy as sch
import scipy.spatial.distance as ssd
from pypfopt import black_litterman, discrete_allocation, expected_returns, hierarchical_portfolio, risk_models
from sklearn.decomposition import PCA
from skfolio import moments, optimization, prior
from skfolio.cluster import HierarchicalClustering, LinkageMethod

warnings.filterwarnings("ignore")
ASSETS, ROWS = 8, 120


def uniforms(seed):
    """Knuth's MMIX generator, the upper 53 bits of each state as a number from 0 to 1."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield (state >> 11) * 2.0**-53


def bells(seed):
    """Sums of twelve uniforms less six: close to normal, and exact in any language."""
    draws = uniforms(seed)
    while True:
        total = 0.0
        for _ in range(12):
            total += next(draws)
        yield total - 6.0


def returns(seed, rows, assets):
    """Two factors and noise: assets of even number load on one factor more, odd ones on the other."""
    draws = bells(seed)
    table = np.zeros((rows, assets))
    for t in range(rows):
        market, style = next(draws), next(draws)
        for i in range(assets):
            own = next(draws)
            sign = 1.0 if i % 2 == 0 else -1.0
            size = 0.006 + 0.001 * i
            table[t, i] = 0.0004 + size * (0.6 * market + sign * 0.5 * style + 0.7 * own)
    return table


R = returns(7, ROWS, ASSETS)
NAMES = [chr(65 + i) for i in range(ASSETS)]
FRAME = pd.DataFrame(R, columns=NAMES, index=pd.date_range("2020-01-01", periods=ROWS))
MARKET = pd.DataFrame({"mkt": R @ np.arange(1, ASSETS + 1) / 36}, index=FRAME.index)
OUT = {"returns": R[[0, 59, 119]]}
K = dict(returns_data=True, frequency=252)

# Expected returns
OUT["compound"] = expected_returns.mean_historical_return(FRAME, **K)
OUT["arithmetic"] = expected_returns.mean_historical_return(FRAME, compounding=False, **K)
OUT["ema"] = expected_returns.ema_historical_return(FRAME, span=60, **K)
OUT["ema_arithmetic"] = expected_returns.ema_historical_return(FRAME, span=60, compounding=False, **K)
OUT["capm"] = expected_returns.capm_return(FRAME, risk_free_rate=0.02, **K)
OUT["capm_market"] = expected_returns.capm_return(FRAME, MARKET, risk_free_rate=0.02, **K)
OUT["capm_arithmetic"] = expected_returns.capm_return(FRAME, MARKET, compounding=False, **K)

# Covariances
OUT["sample"] = risk_models.sample_cov(FRAME, **K)
OUT["exponential"] = risk_models.exp_cov(FRAME, span=60, **K)
OUT["semicovariance"] = risk_models.semicovariance(FRAME, benchmark=0.0001, **K)
OUT["risk_metrics"] = np.array(
    [[(FRAME[a] * FRAME[b]).ewm(alpha=0.06).mean().iloc[-1] * 252 for b in NAMES] for a in NAMES]
)
for target in ["constant_variance", "single_factor", "constant_correlation"]:
    shrinkage = risk_models.CovarianceShrinkage(FRAME, **K)
    OUT["ledoit_wolf_" + target] = shrinkage.ledoit_wolf(target)
    OUT["ledoit_wolf_" + target + "_delta"] = shrinkage.delta
shrinkage = risk_models.CovarianceShrinkage(FRAME, **K)
OUT["oas"] = shrinkage.oracle_approximating()
OUT["oas_delta"] = shrinkage.delta
WIDE = pd.DataFrame(returns(11, 10, 12))
for target in ["constant_variance", "single_factor", "constant_correlation"]:
    shrinkage = risk_models.CovarianceShrinkage(WIDE, **K)
    shrinkage.ledoit_wolf(target)
    OUT["wide_" + target + "_delta"] = shrinkage.delta
shrinkage = risk_models.CovarianceShrinkage(WIDE, **K)
shrinkage.oracle_approximating()
OUT["wide_oas_delta"] = shrinkage.delta
OUT["shrunk_identity"] = risk_models.CovarianceShrinkage(FRAME, **K).shrunk_covariance(0.2)


def nonlinear(table):
    """Ledoit and Wolf (2020), equations of section 4, as whole arrays."""
    n, p = table.shape[0] - 1, table.shape[1]
    values, vectors = np.linalg.eigh(np.cov(table.T))
    # Far from an eigenvalue the kernel's transform loses half of a double's digits.
    lam = values[max(0, p - n) :].astype(np.longdouble)
    h = n ** (-1 / 3)
    x = (lam[:, None] - lam[None, :]) / (h * lam[None, :])
    root = np.sqrt(np.longdouble(5))
    density = (0.75 / root * np.maximum(1 - x**2 / 5, 0) / (h * lam[None, :])).mean(axis=1)
    hilbert = -np.longdouble(3) / 10 / np.pi * x + 0.75 / root / np.pi * (1 - x**2 / 5) * np.log(np.abs((root - x) / (root + x)))
    hilbert = (hilbert / (h * lam[None, :])).mean(axis=1)
    c = p / n
    if p <= n:
        shrunk = lam / ((np.pi * c * lam * density) ** 2 + (1 - c - np.pi * c * lam * hilbert) ** 2)
    else:
        zero = (0.3 / h**2 + 0.75 / root / h * (1 - 0.2 / h**2) * np.log((1 + root * h) / (1 - root * h))) / np.pi
        zero = 1 / (np.pi * (p - n) / n * zero * (1 / lam).mean())
        shrunk = np.concatenate([np.full(p - n, zero), 1 / (np.pi**2 * lam * (density**2 + hilbert**2))])
    return vectors @ np.diag(shrunk.astype(float)) @ vectors.T * 252


OUT["eigenvalues"] = np.linalg.eigvalsh(np.cov(R.T))[::-1] * 1e4
OUT["nonlinear"] = nonlinear(R)
OUT["wide_nonlinear"] = nonlinear(returns(13, 14, 16))
OUT["denoised"] = moments.DenoiseCovariance(nearest=False).fit(FRAME).covariance_ * 252
OUT["detoned"] = (
    moments.DetoneCovariance(moments.DenoiseCovariance(nearest=False), nearest=False).fit(FRAME).covariance_ * 252
)
for variant in [True, False]:
    gerber = moments.GerberCovariance(psd_variant=variant, nearest=False).fit(FRAME)
    OUT["gerber_informative" if variant else "gerber_normalised"] = gerber.covariance_ * 252
pca = PCA(n_components=2).fit(R)
shared = pca.components_.T @ np.diag(pca.explained_variance_) @ pca.components_
OUT["statistical_factors"] = (shared - np.diag(np.diag(shared)) + np.diag(np.diag(np.cov(R.T)))) * 252
OUT["statistical_explained"] = pca.explained_variance_ratio_.sum()
FACTORS = pd.DataFrame({"mkt": MARKET["mkt"], "style": R[:, 0] - R[:, 1]}, index=FRAME.index)
from sklearn.linear_model import LinearRegression

fits = [LinearRegression().fit(FACTORS.values, R[:, i]) for i in range(ASSETS)]
loadings = np.array([f.coef_ for f in fits])
residuals = R - FACTORS.values @ loadings.T - np.array([f.intercept_ for f in fits])
OUT["observed_loadings"] = loadings
OUT["observed_factors"] = (
    loadings @ np.cov(FACTORS.values.T) @ loadings.T + np.diag(residuals.var(axis=0, ddof=1))
) * 252

# Hierarchies
S = np.cov(R.T) * 252
D = np.sqrt(np.clip((1 - np.corrcoef(R.T)) / 2, 0, 1))
np.fill_diagonal(D, 0)
for method in ["single", "complete", "average", "ward"]:
    Z = sch.linkage(ssd.squareform(D, checks=False), method)
    OUT["linkage_" + method] = Z
    OUT["order_" + method] = sch.leaves_list(Z)
    OUT["optimal_order_" + method] = sch.leaves_list(
        sch.optimal_leaf_ordering(Z, ssd.squareform(D, checks=False))
    )
# More assets, and distances with many ties.
draws = uniforms(3)
points = np.array([[next(draws) for _ in range(3)] for _ in range(30)])
OUT["points_orders"] = {}
OUT["points_linkages"] = {}
PD = ssd.cdist(points, points)
grid = np.array([[i % 4, i // 4] for i in range(12)], dtype=float)
GD = ssd.cdist(grid, grid)
for method in ["single", "complete", "average", "ward"]:
    Z = sch.linkage(ssd.squareform(PD, checks=False), method)
    OUT["points_linkages"][method] = Z
    OUT["points_orders"][method] = sch.leaves_list(sch.optimal_leaf_ordering(Z, ssd.squareform(PD, checks=False)))
    OUT["grid_" + method] = sch.linkage(ssd.squareform(GD, checks=False), method)
OUT["points_clusters"] = int(HierarchicalClustering().fit(PD).n_clusters_)
clustering = HierarchicalClustering().fit(D)
OUT["clusters"] = int(clustering.n_clusters_)
OUT["labels"] = clustering.labels_

# Portfolios
OUT["hrp_single"] = pd.Series(hierarchical_portfolio.HRPOpt(FRAME).optimize())[NAMES]
OUT["hrp_bounded"] = (
    optimization.HierarchicalRiskParity(min_weights=0.08, max_weights=0.2).fit(FRAME).weights_
)
OUT["hrp_ward"] = optimization.HierarchicalRiskParity().fit(FRAME).weights_
exact = dict(solver="CLARABEL", solver_params=dict(tol_gap_abs=1e-14, tol_gap_rel=1e-14, tol_feas=1e-14))
OUT["herc_variance"] = optimization.HierarchicalEqualRiskContribution(**exact).fit(FRAME).weights_
from skfolio import RiskMeasure

OUT["herc_deviation"] = (
    optimization.HierarchicalEqualRiskContribution(risk_measure=RiskMeasure.STANDARD_DEVIATION, **exact)
    .fit(FRAME)
    .weights_
)
least = optimization.MeanRisk(**exact)
OUT["minimum_variance"] = least.fit(FRAME).weights_
OUT["nco"] = (
    optimization.NestedClustersOptimization(inner_estimator=least, outer_estimator=least, cv="ignore")
    .fit(FRAME)
    .weights_
)
OUT["maximum_diversification"] = optimization.MaximumDiversification(**exact).fit(FRAME).weights_
OUT["inverse_volatility"] = optimization.InverseVolatility().fit(FRAME).weights_

# Black-Litterman
CAPS = pd.Series([900, 400, 300, 250, 120, 80, 60, 20.0], index=NAMES)
SF = pd.DataFrame(S, index=NAMES, columns=NAMES)
PI = black_litterman.market_implied_prior_returns(CAPS, 2.5, SF, risk_free_rate=0.02)
OUT["bl_prior"] = PI
PICK = np.zeros((3, ASSETS))
PICK[0, 0] = 1
PICK[1, 2], PICK[1, 5] = 1, -1
PICK[2, 1], PICK[2, 3], PICK[2, 6] = 0.5, 0.5, -1
Q = np.array([0.12, 0.03, -0.01])
for name, options in {
    "default": {},
    "idzorek": dict(omega="idzorek", view_confidences=[0.3, 0.6, 1.0]),
    "given": dict(omega=np.diag([0.001, 0.002, 0.0005])),
}.items():
    model = black_litterman.BlackLittermanModel(SF, pi=PI, Q=Q, P=PICK, tau=0.05, **options)
    OUT["bl_returns_" + name] = model.bl_returns()
    OUT["bl_cov_" + name] = model.bl_cov()
    OUT["bl_omega_" + name] = model.omega
    OUT["bl_weights_" + name] = pd.Series(model.bl_weights(2.5))[NAMES]
PRICES = (1 + MARKET["mkt"]).cumprod()
PRICES = pd.concat([pd.Series([1.0], index=[PRICES.index[0] - pd.Timedelta(days=1)]), PRICES])
OUT["risk_aversion"] = black_litterman.market_implied_risk_aversion(PRICES, risk_free_rate=0.02)

# Whole shares
draws = uniforms(5)
OUT["allocation"] = []
for case in range(12):
    count = 3 + case
    raw = np.array([next(draws) for _ in range(count)])
    weights = raw / raw.sum()
    prices = np.array([round(10 + 290 * next(draws), 2) for _ in range(count)])
    names = [f"S{i}" for i in range(count)]
    allocate = lambda: discrete_allocation.DiscreteAllocation(
        dict(zip(names, weights)), pd.Series(prices, index=names), total_portfolio_value=10000
    )
    shares, leftover = allocate().greedy_portfolio()
    best, cash = allocate().lp_portfolio(solver="HIGHS")
    cost = np.array([best.get(n, 0) for n in names]) * prices
    OUT["allocation"].append(
        dict(
            weights=weights,
            prices=prices,
            greedy=[shares.get(n, 0) for n in names],
            leftover=leftover,
            objective=np.abs(weights * 10000 - cost).sum() + 10000 - cost.sum(),
        )
    )

draws = uniforms(29)
raw = np.array([next(draws) for _ in range(10)])
signs = np.where(np.arange(10) % 3 == 2, -1, 1)
weights = raw * signs
weights = weights / weights.sum()
prices = np.array([round(10 + 290 * next(draws), 2) for _ in range(10)])
names = [f"S{i}" for i in range(10)]
OUT["long_short"] = []
for reinvest in [False, True]:
    shares, leftover = discrete_allocation.DiscreteAllocation(
        dict(zip(names, weights)), pd.Series(prices, index=names), total_portfolio_value=10000
    ).greedy_portfolio(reinvest=reinvest)
    OUT["long_short"].append(
        dict(weights=weights, prices=prices, shares=[shares.get(n, 0) for n in names], leftover=leftover)
    )


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, (pd.Series, pd.DataFrame)):
        value = value.values
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    return value


lines = [f"{json.dumps(k)}: {json.dumps(plain(v))}" for k, v in OUT.items()]
sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
