use super::super::args::TrendArgs;
use super::super::error::CommandError;
use super::super::output;
use super::read;
use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::trend::{Direction, Trend, mann_kendall};
use clap::ValueEnum;
use serde_json::json;

/// Whether a series has a trend.
pub(super) fn trend(args: &TrendArgs) -> Result<(), CommandError> {
    if !(args.alpha > 0.0 && args.alpha < 1.0) {
        let (expected, found) = ("between 0 and 1", args.alpha.to_string());
        return Err(MonitoringError::Setting { name: "alpha", expected, found }.into());
    }
    if let Some((name, found)) = args.without_use() {
        let expected = "left out: this method has no use for it";
        return Err(MonitoringError::Setting { name, expected, found }.into());
    }
    let values = read(&args.series)?;
    let found = mann_kendall(&values, args.method())?;
    let direction = match found.direction(args.alpha) {
        Direction::Increasing => "increasing",
        Direction::Decreasing => "decreasing",
        Direction::None => "none",
    };
    let missing = values.len() - found.values;
    if args.json {
        let name = args.method.to_possible_value();
        let line = json!({
            "analysis": "trend",
            "method": name.as_ref().map(|name| name.get_name()),
            "direction": direction,
            "alpha": args.alpha,
            "p": found.p,
            "z": found.z,
            "tau": found.tau,
            "score": found.score,
            "variance": found.variance,
            "slope": found.line.slope,
            "intercept": found.line.intercept,
            "values": found.values,
            "missing": missing,
        });
        output::line(&line.to_string())?;
        return Ok(());
    }
    output::line(&table(&found, direction, args, missing))?;
    Ok(())
}

fn table(found: &Trend, direction: &str, args: &TrendArgs, missing: usize) -> String {
    let by = if args.is_seasonal() { "a year" } else { "from one value to the next" };
    format!(
        "trend      {direction} (p = {:.4}, alpha {})\nscore      {}\nvariance   {:.4}\n\
         z          {:.4}\ntau        {:.4}\nslope      {:.6e} {by}\nintercept  {:.6}\n\
         values     {}, {missing} missing",
        found.p,
        args.alpha,
        found.score,
        found.variance,
        found.z,
        found.tau,
        found.line.slope,
        found.line.intercept,
        found.values,
    )
}
