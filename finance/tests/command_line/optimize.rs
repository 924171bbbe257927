//! `run optimize` on the embedded prices.

use super::place::{Place, number};
use serde_json::Value;

fn weights(json: &Value) -> Vec<f64> {
    ["AAPL", "GOOG", "IBM", "MSFT"].map(|name| number(json, &format!("/weights/{name}"))).to_vec()
}

#[track_caller]
fn close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let far = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(far < tolerance, "{found:?} is not {expected:?}: {far:e}");
}

/// Against PyPortfolioOpt 1.6.0 on the same prices: `mean_historical_return`, `sample_cov`,
/// `EfficientFrontier(…).max_sharpe(0.02)` and `.min_volatility()`, `HRPOpt`.
#[test]
fn portfolios_are_those_of_pyportfolioopt() {
    let place = Place::new();
    let tangency = place.json("run optimize");
    close(&weights(&tangency), &[0.823_578_95, 0.176_421_05, 0.0, 0.0], 1e-6);
    let figures = ["/expected_return", "/volatility", "/sharpe"].map(|at| number(&tangency, at));
    close(&figures, &[0.445_338_808, 0.345_345_166, 1.231_633_886_55], 1e-8);
    assert!(number(&tangency, "/solution/kkt/stationarity") < 1e-9);
    let least = place.json("run optimize --objective min-volatility");
    close(&weights(&least), &[0.003_48, 0.121_55, 0.676_64, 0.198_33], 1e-4);
    // PyPortfolioOpt's solver stops earlier: ours may only be lower.
    let volatility = number(&least, "/volatility");
    assert!(volatility < 0.210_510_442_46 && volatility > 0.210_510_44, "{volatility}");
    let tree = place.json("run optimize --objective hrp-single");
    let expected = [0.148_186_033_97, 0.179_991_507_49, 0.407_438_829_98, 0.264_383_628_56];
    close(&weights(&tree), &expected, 1e-10);
}

#[test]
fn limits_hold_and_the_portfolio_is_written_as_a_file_that_can_be_read() {
    let place = Place::new();
    let file = place.file(
        "mine.toml",
        "name = \"mine\"\ntickers = [\"A\", \"B\", \"C\"]\n[groups.kind]\nx = [\"A\", \"B\"]\ny = [\"C\"]\n",
    );
    let mut prices = String::from("date,A,B,C\n");
    // Synthetic.
    for day in 0..60 {
        let t = f64::from(day);
        let (a, b, c) = (0.10 * t, 0.05 * t + (t * 1.3).sin(), 0.02 * t + (t * 0.7).cos());
        let wave = (t * 2.1).sin();
        prices += &format!(
            "2024-{:02}-{:02},{},{},{}\n",
            1 + day / 28,
            1 + day % 28,
            50.0 + a + wave,
            40.0 + b,
            30.0 + c
        );
    }
    place.file("prices.csv", &prices);
    place.file("limits.toml", "[asset_bounds.A]\nmin = 0.0\nmax = 0.3\n");
    let line = "run optimize --portfolio mine.toml --prices prices.csv --objective max-return \
                --constraints limits.toml --group kind/x=..0.5 --value 1000 --output best.toml";
    let json = place.json(line);
    close(
        &["A", "B", "C"].map(|name| number(&json, &format!("/weights/{name}"))),
        &[0.3, 0.2, 0.5],
        1e-7,
    );
    let cost: f64 = json["shares"]["orders"]
        .as_array()
        .unwrap()
        .iter()
        .map(|order| order["cost"].as_f64().unwrap())
        .sum();
    assert!(cost > 900.0 && cost <= 1000.0, "{cost}");
    assert!(file.exists());
    // What was written is a portfolio with weights, which a simulation takes.
    let again = place.json(
        "run simulate --portfolio best.toml --prices prices.csv --simulations 2000 --horizon 5",
    );
    close(&[number(&again, "/portfolio/weights/2")], &[0.5], 1e-7);
}

#[test]
fn few_assets_are_proven_best() {
    let json =
        Place::new().json("run optimize --objective min-volatility --max-assets 2 --frontier 3");
    assert_eq!(json["solution"]["search"]["proven"], true);
    assert!(weights(&json).iter().filter(|weight| **weight > 1e-9).count() <= 2);
    assert_eq!(json["frontier"].as_array().unwrap().len(), 3);
}

/// The closed form of one view (He and Litterman, 1999, with Idzorek's confidences): the mean moves by the
/// confidence's share from the prior to the view. The library is compared with PyPortfolioOpt.
#[test]
fn views_move_the_estimates() {
    let place = Place::new();
    let without = place.json("run optimize");
    place.file(
        "views.toml",
        "tau = 0.05\n[[view]]\nassets = { MSFT = 1.0 }\nexpected_return = 0.6\nconfidence = 1.0\n",
    );
    let sure = place.json("run optimize --views views.toml");
    // MSFT is the fourth. Who is sure of a return gets it.
    assert!((number(&sure, "/expected_returns/values/3") - 0.6).abs() < 1e-10);
    assert!(number(&sure, "/weights/MSFT") > number(&without, "/weights/MSFT") + 0.3);
    place.file(
        "views.toml",
        "[[view]]\nassets = { MSFT = 1.0 }\nexpected_return = 0.6\nconfidence = 0.5\n",
    );
    let half = place.json("run optimize --views views.toml");
    let prior = number(&without, "/expected_returns/values/3");
    assert!((number(&half, "/expected_returns/values/3") - (prior + 0.6) / 2.0).abs() < 1e-10);
    place.file(
        "views.toml",
        "risk_aversion = 3\nview = []\n[capitalisations]\nAAPL = 4\nGOOG = 3\nIBM = 2\nMSFT = 1\n",
    );
    // Without a view the market's own portfolio is the best one.
    let market = place.json("run optimize --views views.toml");
    close(&weights(&market), &[0.4, 0.3, 0.2, 0.1], 1e-6);
}

/// A single factor whose loadings are known: the covariance is theirs.
#[test]
fn factors_from_a_file_carry_the_covariance() {
    let place = Place::new();
    let (mut prices, mut factors) = (String::from("date,A,B\n"), String::from("date,F\n"));
    let (mut a, mut b, mut f) = (50.0, 40.0, 30.0);
    // Synthetic: A moves twice as the factor does, B half as much, in returns.
    for day in 0..56 {
        let date = format!("2024-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        prices += &format!("{date},{a},{b}\n");
        factors += &format!("{date},{f}\n");
        let step = 0.01 * f64::from(day * 13 % 7 - 3);
        (a, b, f) = (
            a * (1.0 + 2.0 * step),
            b * (1.0 + 0.5 * step + 1e-4 * f64::from(day % 3)),
            f * (1.0 + step),
        );
    }
    place.file("prices.csv", &prices);
    place.file("factors.csv", &factors);
    let line = "run optimize --prices prices.csv --objective min-volatility --factors factors.csv";
    let json = place.json(line);
    let loading = |at: usize| number(&json, &format!("/covariance/parameters/loadings/{at}/0"));
    assert!((loading(0) - 2.0).abs() < 1e-9 && (loading(1) - 0.5).abs() < 1e-3);
    assert!(number(&json, "/covariance/parameters/explained") > 0.999);
    place.file("factors.csv", "date,F\n2024-01-01,3\n2024-01-02,4\n");
    let said = place.refusal(line);
    assert!(said.contains("`F` has no price on 2024-01-03"), "{said}");
}

#[test]
fn wrong_views_and_parameters_are_named() {
    let place = Place::new();
    for (text, part) in [
        ("[[view]]\nassets = { X = 1.0 }\nexpected_return = 0.1\n", "`X`"),
        ("[[view]]\nassets = { IBM = 1.0 }\nexpected_return = nan\n", "view 1"),
        ("[[view]]\nassets = {}\nexpected_return = 0.1\n", "name at least one asset"),
        ("tau = 2.0\n[[view]]\nassets = { IBM = 1.0 }\nexpected_return = 0.1\n", "tau"),
        ("[[view]]\nasset = \"IBM\"\n", "`views.toml`, line 2: unknown field `asset`"),
        ("view = []\n[capitalisations]\nIBM = 1\n", "no capitalisation of `AAPL`"),
        (
            "[[view]]\nassets = { IBM = 1 }\nexpected_return = 0.1\nconfidence = 0.5\n\
             [[view]]\nassets = { MSFT = 1 }\nexpected_return = 0.1\n",
            "1 of whose 2 views have a confidence",
        ),
    ] {
        place.file("views.toml", text);
        let said = place.refusal("run optimize --views views.toml");
        assert!(said.contains(part), "{text}: {said}");
    }
    for (flag, part) in [
        ("--covariance gerber=x", "`gerber=x`"),
        ("--covariance gerber=-1", "threshold"),
        ("--covariance statistical-factors=9", "factors"),
        ("--views absent.toml", "absent.toml"),
        ("--factors absent.csv", "absent.csv"),
    ] {
        let said = place.refusal(&format!("run optimize {flag}"));
        assert!(said.contains(part), "{flag}: {said}");
    }
}

/// Measures of risk by name, each with its figure and a proof, and none riskier by its own measure than
/// equal weights.
#[test]
fn further_measures_of_risk_are_minimised() {
    let place = Place::new();
    place.file("index.toml", "[benchmark]\nAAPL = 0.1\nGOOG = 0.2\nIBM = 0.3\nMSFT = 0.4\n");
    for (objective, measure) in [
        ("min-semideviation=0", "semideviation"),
        ("min-absolute-deviation", "mean absolute deviation"),
        ("min-worst-loss", "worst loss"),
        ("min-evar=0.95", "entropic value at risk"),
        ("min-rlvar=0.95", "relativistic value at risk"),
        ("min-gini", "Gini mean difference"),
        ("min-average-drawdown", "average drawdown"),
        ("min-max-drawdown", "maximum drawdown"),
        ("min-ulcer-index", "ulcer index"),
        ("worst-case=1", "worst-case utility"),
    ] {
        let json = place.json(&format!("run optimize --objective {objective}"));
        assert_eq!(json["solution"]["measure"], measure, "{json}");
        assert!((weights(&json).iter().sum::<f64>() - 1.0).abs() < 1e-9, "{objective}");
        assert!(number(&json, "/solution/kkt/stationarity") < 1e-8, "{objective}");
    }
    // What has to follow a benchmark, and can, is the benchmark.
    let line = "run optimize --objective min-tracking-error --constraints index.toml";
    close(&weights(&place.json(line)), &[0.1, 0.2, 0.3, 0.4], 1e-6);
    // What has another sum is followed too, and said to have it.
    place.file("part.toml", "[benchmark]\nAAPL = 0.1\nGOOG = 0.2\n");
    let said = place
        .run("run optimize --objective min-tracking-error --constraints part.toml")
        .with_code(0)
        .stderr;
    assert!(
        said.contains("the benchmark's weights sum to 0.3, those of the portfolio to 1"),
        "{said}"
    );
    // Without doubt about expected returns the worst case is the best asset.
    close(
        &weights(&place.json("run optimize --objective worst-case=0")),
        &[1.0, 0.0, 0.0, 0.0],
        1e-6,
    );
}
