use super::super::args::IndexArgs;
use super::super::error::CommandError;
use super::super::{output, rasters};
use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::indices::{Catalogue, Index};
use serde_json::json;

/// All indices, or one of a pixel.
pub(super) fn index(args: &IndexArgs) -> Result<(), CommandError> {
    let mut catalogue = Catalogue::published()?;
    if let Some(file) = &args.indices {
        catalogue.add_file(file)?;
    }
    match &args.name {
        Some(name) if args.bands.is_empty() && args.file.is_none() => {
            value(catalogue.get(name)?, args)
        }
        Some(name) => rasters::index(catalogue.get(name)?, args),
        None => list(catalogue.all(), args.json),
    }
}

fn list(indices: &[Index], as_json: bool) -> Result<(), CommandError> {
    if as_json {
        output::line(&json!({ "analysis": "index", "indices": indices }).to_string())?;
        return Ok(());
    }
    for index in indices {
        let bands = index.bands.join(" ");
        let reference = format!("{} ({})", index.reference, index.year);
        let parameters: Vec<String> =
            index.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        let parameters = match parameters.join(", ") {
            none if none.is_empty() => none,
            some => format!("; {some}"),
        };
        let (short, formula) = (&index.short, &index.formula);
        output::line(&format!("{short:<8}  {bands:<12}  {formula}{parameters}; {reference}"))?;
    }
    Ok(())
}

fn value(index: &Index, args: &IndexArgs) -> Result<(), CommandError> {
    for (name, given) in [("value", &args.values), ("set", &args.set)] {
        let twice = given
            .iter()
            .enumerate()
            .find(|(at, (name, _))| given.iter().take(*at).any(|(before, _)| before == name));
        if let Some((_, (found, _))) = twice {
            let (expected, found) = ("given once for each name", format!("`{found}` twice"));
            return Err(MonitoringError::Setting { name, expected, found }.into());
        }
    }
    let values: Vec<(&str, &[f64])> = args
        .values
        .iter()
        .map(|(band, value)| (band.as_str(), std::slice::from_ref(value)))
        .collect();
    let set: Vec<(&str, f64)> =
        args.set.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let found = index.evaluate(&values, &set)?;
    let found = found.first().copied().unwrap_or(f64::NAN);
    if args.json {
        let line = json!({
            "analysis": "index",
            "index": index.short,
            "formula": index.formula,
            "value": found,
        });
        output::line(&line.to_string())?;
    } else {
        output::line(&found.to_string())?;
    }
    Ok(())
}
