//! `fetch`: the only command that opens a socket.

mod prices;

use super::args::FetchArgs;
use super::error::CommandError;
use super::market;
use neuron_command_line::output;
use neuron_prices::datasets;
use neuron_tasks::fetch_display;
use serde_json::{Value, json};

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
        let path = datasets::fetch(name, &fetcher, &fetch_display(args.quiet))?;
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
