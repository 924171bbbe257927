//! `fetch`: the only command that opens a socket.

mod prices;

use super::args::FetchArgs;
use super::error::CommandError;
use super::market;
use neuron_command_line::output;
use neuron_data::fetch::Display;
use neuron_prices::{PricesError, datasets};
use serde_json::{Value, json};
use std::io::IsTerminal;

/// Brings datasets here, or lists them; or fetches prices.
pub(super) fn fetch(args: &FetchArgs) -> Result<(), CommandError> {
    if let Some(source) = args.source {
        return prices::fetch(args, source);
    }
    if args.datasets.is_empty() {
        if args.json {
            return Ok(output::line(&json!({ "datasets": datasets::names() }).to_string())?);
        }
        for name in datasets::names() {
            let manifest = datasets::manifest(name)?;
            output::line(&format!("{name}\t{}\t{}", manifest.title, manifest.licence))?;
        }
        return Ok(());
    }
    let fetcher = market::fetcher(args.data_dir.as_deref())?;
    let mut all: Vec<Value> = Vec::new();
    for name in &args.datasets {
        let manifest = datasets::manifest(name)?;
        if manifest.files.is_empty() {
            return Err(PricesError::Dataset(format!(
                "dataset `{name}` is in the program itself: there is nothing to fetch"
            ))
            .into());
        }
        let path = datasets::fetch(name, &fetcher, &display(args.quiet))?;
        if !args.json {
            output::line(&format!("{name}\t{}\t{}", path.display(), manifest.licence))?;
        }
        all.push(json!({ "name": name, "path": path, "licence": manifest.licence }));
    }
    if args.json {
        output::line(&json!({ "datasets": all }).to_string())?;
    }
    Ok(())
}

/// A bar on a terminal, lines elsewhere, nothing where `quiet`.
fn display(quiet: bool) -> Display {
    let terminal = std::io::stderr().is_terminal();
    match (quiet, terminal) {
        (true, _) => Display::quiet(),
        (false, true) => Display::bar(std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())),
        (false, false) => Display::lines(Box::new(std::io::stderr())),
    }
}
