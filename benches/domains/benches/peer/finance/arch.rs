//! Volatility models of the S&P 500 against arch.

use crate::bench::Bench;
use crate::data;
use crate::server::{Server, number, numbers};
use anyhow::{Result, ensure};
use neuron_bench_exchange::figure::absolute;
use neuron_volatility::{FitOptions, Specification, fit};
use serde_json::json;

/// How much lower the log-likelihood may be, and how far parameters may be apart.
const TOLERANCE: f64 = 1e-4;

/// A model on both sides.
struct Model {
    name: &'static str,
    ours: Specification,
    /// As `arch_model` takes it.
    theirs: serde_json::Value,
}

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let models = [
        Model {
            name: "GARCH(1,1)",
            ours: Specification::garch(),
            theirs: json!({"vol": "GARCH", "p": 1, "o": 0, "q": 1, "dist": "normal"}),
        },
        Model {
            name: "GJR-GARCH(1,1,1), Student t",
            ours: Specification::gjr_t(),
            theirs: json!({"vol": "GARCH", "p": 1, "o": 1, "q": 1, "dist": "t"}),
        },
        Model {
            name: "EGARCH(1,1,1)",
            ours: Specification::egarch(),
            theirs: json!({"vol": "EGARCH", "p": 1, "o": 1, "q": 1, "dist": "normal"}),
        },
    ];
    let returns = returns()?;
    let mut server = Server::python(bench.peer())?;
    for model in models {
        let name = format!("fit/{}", model.name);
        if bench.begins(&name) {
            compare(bench, &mut server, &name, &model, &returns)?;
        }
    }
    Ok(())
}

fn compare(
    bench: &Bench,
    server: &mut Server,
    name: &str,
    model: &Model,
    returns: &[f64],
) -> Result<()> {
    server.load(json!({"model": model.theirs, "returns": returns}))?;
    let reply = server.result()?;
    let theirs = number(&reply, "log_likelihood")?;
    let options = FitOptions::default();
    let fitted = fit(&model.ours, returns, &options)?;
    let what = model.name;
    let lower = theirs - fitted.log_likelihood;
    ensure!(lower <= TOLERANCE, "the log-likelihood of {what} is lower by {lower:.1e}");
    bench.score(what, fitted.log_likelihood, theirs, "log-likelihood")?;
    // Where ours is higher, arch's search has stopped before the peak, and its parameters with it.
    let tolerance = if lower < -TOLERANCE { f64::INFINITY } else { TOLERANCE };
    let values: Vec<f64> = fitted.estimates.iter().map(|one| one.value).collect();
    let apart = absolute(&values, &numbers(&reply, "parameters")?)?;
    bench.agree(&format!("parameters of {what}"), apart, tolerance, "greatest difference")?;
    let mut ours = || Ok(fit(&model.ours, returns, &options).map(drop)?);
    bench.turns(name, server, &mut ours)
}

/// In per cent, from one close to the next.
fn returns() -> Result<Vec<f64>> {
    let (bytes, file) = data::of_finance("sp500-index")?;
    let closes = neuron_prices::datasets::sp500_index(&bytes, &file)?.closes();
    Ok(closes.prices().windows(2).map(|pair| 100.0 * (pair[1] / pair[0] - 1.0)).collect())
}
