use super::fetch_display;
use crate::TaskError;
use crate::args::FetchArgs;
use neuron_command_line::output;
use neuron_data::catalogue::{Catalogue, CatalogueError};
use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
use serde_json::{Value, json};

/// Brings datasets of a catalogue here, or lists them.
///
/// # Errors
/// Where there is no such dataset, or it cannot be had.
pub fn fetch(catalogue: Catalogue, args: &FetchArgs) -> Result<(), TaskError> {
    if args.datasets.is_empty() {
        return list(catalogue, args.speech.json);
    }
    let cache = match &args.data_dir {
        Some(folder) => Cache::new(folder),
        None => Cache::from_environment().map_err(CatalogueError::from)?,
    };
    let fetcher = Fetcher::new(cache, FetchOptions::from_environment());
    let mut all: Vec<Value> = Vec::new();
    for name in &args.datasets {
        let manifest = catalogue.manifest(name)?;
        let dataset = match args.check {
            true => catalogue.cached(name, &fetcher)?,
            // It ends before the line is printed, so that no bar is left in its way.
            false => catalogue.fetch(name, &fetcher, &fetch_display(args.speech.quiet))?,
        };
        let files: Vec<String> =
            dataset.iter().map(|(_, path)| path.display().to_string()).collect();
        if !args.speech.json {
            for file in &files {
                output::line(&format!("{name}\t{file}\t{}", manifest.licence))?;
            }
        }
        all.push(json!({ "name": name, "files": files, "licence": manifest.licence }));
    }
    if args.speech.json {
        output::line(&json!({ "datasets": all }).to_string())?;
    }
    Ok(())
}

fn list(catalogue: Catalogue, as_json: bool) -> Result<(), TaskError> {
    if as_json {
        return Ok(output::line(&json!({ "datasets": catalogue.names() }).to_string())?);
    }
    for name in catalogue.names() {
        let manifest = catalogue.manifest(name)?;
        output::line(&format!("{name}\t{}\t{}", manifest.title, manifest.licence))?;
    }
    Ok(())
}
