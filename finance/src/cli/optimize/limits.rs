//! Constraints, from flags and a file.

use crate::cli::args::OptimizeArgs;
use crate::cli::error::CommandError;
use neuron_command_line::file;
use neuron_portfolio::{Cardinality, Constraints, GroupMap, Limits};
use neuron_prices::PortfolioFile;

/// No file of constraints is larger, in bytes.
const LARGEST: u64 = 4 << 20;

/// What portfolios are allowed; flags are laid over the file.
pub(super) fn constraints(
    args: &OptimizeArgs,
    portfolio: Option<&PortfolioFile>,
) -> Result<Constraints, CommandError> {
    let mut constraints = match &args.constraints {
        Some(path) => file::read_toml(path, LARGEST)?,
        None => Constraints::default(),
    };
    if let Some(min) = args.min_weight {
        constraints.bounds.min = min;
    }
    if let Some(max) = args.max_weight {
        constraints.bounds.max = max;
    }
    if let Some(most) = args.max_assets {
        constraints.cardinality = Some(Cardinality::at_most(most));
    }
    for text in &args.group {
        let (map, group, limits) = group(text)?;
        let place = constraints.groups.iter().position(|known| known.name == map);
        let place = match place {
            Some(place) => place,
            None => {
                constraints.groups.push(members(map, portfolio, text)?);
                constraints.groups.len() - 1
            }
        };
        constraints.groups[place].limits.insert(group.to_owned(), limits);
    }
    Ok(constraints)
}

/// Rules without an optimiser take no constraints: leaving them out silently would be a surprise.
pub(super) fn refuse_with_direct(args: &OptimizeArgs) -> Result<(), CommandError> {
    let given = [
        ("--min-weight", args.min_weight.is_some()),
        ("--max-weight", args.max_weight.is_some()),
        ("--max-assets", args.max_assets.is_some()),
        ("--group", !args.group.is_empty()),
        ("--constraints", args.constraints.is_some()),
    ];
    match given.into_iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((flag, _)) => Err(CommandError::flag(
            flag,
            format!("given with `--objective {}`", args.objective),
            "an objective of the optimiser, since this rule takes no constraints",
        )),
    }
}

/// `MAP/GROUP=MIN..MAX`.
fn group(text: &str) -> Result<(&str, &str, Limits), CommandError> {
    let parsed = || {
        let (place, range) = text.split_once('=')?;
        let (map, group) = place.split_once('/')?;
        let (min, max) = range.split_once("..")?;
        let number = |text: &str, absent: f64| match text {
            "" => Some(absent),
            text => text.parse::<f64>().ok(),
        };
        let limits = Limits::between(number(min, f64::NEG_INFINITY)?, number(max, f64::INFINITY)?);
        Some((map, group, limits))
    };
    parsed().ok_or_else(|| {
        CommandError::flag(
            "--group",
            format!("`{}`", text.escape_debug()),
            "MAP/GROUP=MIN..MAX, such as sector/energy=..0.2",
        )
    })
}

/// The groups that a portfolio's file states.
fn members(
    map: &str,
    portfolio: Option<&PortfolioFile>,
    text: &str,
) -> Result<GroupMap, CommandError> {
    let groups = portfolio.map(|file| &file.groups);
    let Some(own) = groups.and_then(|groups| groups.get(map)) else {
        let known = groups.map_or_else(Vec::new, |groups| groups.keys().cloned().collect());
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(CommandError::flag(
            "--group",
            format!("`{}`", text.escape_debug()),
            format!("a map of groups of the portfolio's file, which has {known}"),
        ));
    };
    let members = own.iter().flat_map(|(group, tickers)| tickers.iter().map(move |t| (t, group)));
    Ok(members.fold(GroupMap::new(map), |map, (ticker, group)| map.member(ticker, group)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_may_be_open_on_either_side() {
        let (map, name, limits) = group("sector/tech=..0.2").unwrap();
        assert_eq!((map, name, limits.min, limits.max), ("sector", "tech", f64::NEG_INFINITY, 0.2));
        assert_eq!(group("a/b=0.1..").unwrap().2.min, 0.1);
        for wrong in ["a=..1", "a/b", "a/b=1", "a/b=x..1"] {
            assert!(group(wrong).is_err(), "{wrong}");
        }
    }
}
