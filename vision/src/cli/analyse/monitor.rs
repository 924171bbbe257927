use super::super::args::{MethodName, MonitorArgs};
use super::super::error::CommandError;
use super::super::output;
use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::breaks::SeasonModel;
use crate::environmental_monitoring::cube::{BreakMapOptions, write_maps};
use crate::environmental_monitoring::indices::Catalogue;
use crate::environmental_monitoring::monitor::{
    Ground, MonitorOptions, Monitoring, Patch, Told, monitor as look, patches, report,
};
use crate::environmental_monitoring::stack::{
    ClearValues, Recipe, Source, Stack, list, read_stack, synthetic_stack,
};
use crate::tasks::TaskError;
use clap::ValueEnum;
use neuron_train::file_system::RealFileSystem;
use serde_json::json;

/// Where a place degrades, since when, how fast, how sure.
pub(super) fn monitor(args: &MonitorArgs) -> Result<(), CommandError> {
    let options = options(args)?;
    let recipe = recipe(args)?;
    check_output(args)?;
    let (stack, from, index) = match &args.stack {
        Some(path) => {
            let stack = read_stack(&list(path)?, &recipe)?;
            (stack, path.display().to_string(), recipe.name())
        }
        None => {
            output::notice("no images were named: these are made up (synthetic)");
            let from = format!("SYNTHETIC images, seed {}", args.seed);
            (synthetic_stack(args.seed)?, from, "NDVI".to_owned())
        }
    };
    let found = look(&stack.cube, &options)?;
    let ground = Ground::new(stack.place.clone());
    let (largest, count) = patches(&found, &ground, args.least_pixels, args.patches);
    let told = Told {
        index: &index,
        from: &from,
        synthetic: args.stack.is_none(),
        cube: &stack.cube,
        skipped: &stack.skipped,
        ground: &ground,
        options: &options,
        found: &found,
        patches: &largest,
        counts: [count, args.least_pixels.max(1)],
    };
    // What can go wrong in drawing does so before the first file is written.
    let report = report(&told)?;
    write_maps(&args.output, &found.named(), stack.place.as_ref())?;
    report.write(&RealFileSystem, &args.output).map_err(TaskError::from)?;
    output::line(&if args.json {
        said(args, &index, &stack, &found, (&largest, count))
    } else {
        table(args, &stack, &found, (&largest, count))
    })?;
    Ok(())
}

fn setting(name: &'static str, expected: &'static str, found: String) -> CommandError {
    MonitoringError::Setting { name, expected, found }.into()
}

fn options(args: &MonitorArgs) -> Result<MonitorOptions, CommandError> {
    if !(args.alpha > 0.0 && args.alpha < 1.0) {
        return Err(setting("alpha", "between 0 and 1", args.alpha.to_string()));
    }
    if !(args.scale.is_finite() && args.scale != 0.0) {
        return Err(setting("scale", "a number that is not 0", args.scale.to_string()));
    }
    let is_seasonal = matches!(args.method, MethodName::Seasonal | MethodName::CorrelatedSeasonal);
    if let Some(period) = args.period.filter(|_| !is_seasonal) {
        let expected = "left out: this method has no use for it";
        return Err(setting("period", expected, period.to_string()));
    }
    let season = SeasonModel { period: 1.0, harmonics: args.harmonics };
    Ok(MonitorOptions {
        method: args.method.of(None, args.period),
        alpha: args.alpha,
        breaks: BreakMapOptions { season, least: None, most: args.most },
    })
}

fn recipe(args: &MonitorArgs) -> Result<Recipe, CommandError> {
    let source = match &args.index {
        None => Source::Band(args.take),
        Some(name) => {
            let mut catalogue = Catalogue::published()?;
            if let Some(file) = &args.indices {
                catalogue.add_file(file)?;
            }
            let index = catalogue.get(name)?.clone();
            let needless = args.band.iter().find(|(band, _)| !index.bands.contains(&band.as_str()));
            if let Some((band, _)) = needless {
                let found = format!("{band}, but {} needs {}", index.short, index.bands.join(", "));
                return Err(setting("band", "a band that the index needs", found));
            }
            Source::Index { index, numbers: args.band.clone() }
        }
    };
    let clear = args.mask_band.map(|band| ClearValues { band, values: args.clear.clone() });
    Ok(Recipe { source, scale: args.scale, clear })
}

/// Refuses to write over what nobody said may go.
fn check_output(args: &MonitorArgs) -> Result<(), CommandError> {
    let exists = || TaskError::Exists { file: args.output.display().to_string() };
    let is_folder = args.output.is_dir();
    if !is_folder && args.output.symlink_metadata().is_ok() {
        return Err(setting(
            "output",
            "a folder, or a name that is free",
            format!("the file `{}`", args.output.display()),
        ));
    }
    let is_used = is_folder
        && std::fs::read_dir(&args.output).is_ok_and(|mut entries| entries.next().is_some());
    if is_used && !args.force { Err(exists().into()) } else { Ok(()) }
}

fn said(
    args: &MonitorArgs,
    index: &str,
    stack: &Stack,
    found: &Monitoring,
    (largest, count): (&[Patch], usize),
) -> String {
    let dates = |dates: &[crate::environmental_monitoring::date::Date]| -> Vec<String> {
        dates.iter().map(ToString::to_string).collect()
    };
    let method = args.method.to_possible_value();
    let maps: Vec<String> = found.named().iter().map(|(name, _)| format!("{name}.tif")).collect();
    let epsg = stack.place.as_ref().and_then(|place| place.crs.as_ref()?.epsg);
    json!({
        "analysis": "monitor",
        "index": index,
        "synthetic": args.stack.is_none(),
        "method": method.as_ref().map(|name| name.get_name()),
        "alpha": args.alpha,
        "rows": stack.cube.rows(),
        "columns": stack.cube.columns(),
        "epsg": epsg,
        "dates": dates(&stack.dates),
        "skipped": dates(&stack.skipped),
        "pixels": found.shares,
        "patches": largest,
        "patches_found": count,
        "output": args.output,
        "maps": maps,
        "report": args.output.join("report.html"),
    })
    .to_string()
}

fn table(
    args: &MonitorArgs,
    stack: &Stack,
    found: &Monitoring,
    (largest, count): (&[Patch], usize),
) -> String {
    let shares = found.shares;
    let (first, last) = (stack.dates.first(), stack.dates.last());
    let ends = first.zip(last).map_or_else(String::new, |(a, b)| format!(", {a} to {b}"));
    let mut lines = vec![
        format!("dates      {}{ends}; {} skipped", stack.dates.len(), stack.skipped.len()),
        format!(
            "pixels     {} tested of {}: {} fall, {} rise ({} would without correction)",
            shares.tested,
            shares.all,
            shares.degrading,
            shares.improving,
            shares.without_correction
        ),
        format!("breaks     {} pixels", shares.broken),
        format!("patches    {count} of at least {} pixels", args.least_pixels.max(1)),
    ];
    for (rank, patch) in largest.iter().enumerate() {
        let [x, y] = patch.centre;
        let area = patch.hectares.map_or_else(String::new, |area| format!(", {area:.2} ha"));
        lines.push(format!(
            "{:>9}  {} pixels{area} at {x:.6}, {y:.6}; since {}; {:+.5} a year; p {:.1e}, corrected {:.1e}; {} values",
            rank + 1,
            patch.pixels,
            patch.since.as_deref().unwrap_or("no break"),
            patch.slope,
            patch.p,
            patch.p_adjusted,
            patch.observations,
        ));
    }
    lines.push(format!("report     {}", args.output.join("report.html").display()));
    lines.join("\n")
}
