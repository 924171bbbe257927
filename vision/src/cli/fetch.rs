use super::args::FetchArgs;
use super::{output, settings};
use crate::datasets;
use crate::tasks::TaskError;
use neuron_data::fetch::Display;
use neuron_train::progress::ProgressStyle;
use neuron_train::signals::ExitCode;
use serde_json::json;

/// Brings datasets here, or lists them.
pub(super) fn fetch(args: &FetchArgs) -> Result<ExitCode, TaskError> {
    if args.datasets.is_empty() {
        if args.speech.json {
            output::line(&json!({ "datasets": datasets::names() }).to_string())?;
        } else {
            output::line(&datasets::names().join("\n"))?;
        }
        return Ok(ExitCode::Success);
    }
    let mut options = settings::open_options(&args.places);
    options.accept_licence = args.accept_licence;
    let mut all = Vec::new();
    for name in &args.datasets {
        // It ends before the line is printed, so that no bar is left in its way.
        let fetched = datasets::fetch(name, &options, args.check, &display(args.speech.quiet))?;
        if !args.speech.json {
            output::line(&fetched.to_string())?;
        }
        all.push(fetched);
    }
    if args.speech.json {
        output::line(&json!({ "datasets": all }).to_string())?;
    }
    Ok(ExitCode::Success)
}

/// A bar on a terminal, lines elsewhere, nothing where `quiet`.
fn display(quiet: bool) -> Display {
    match ProgressStyle::detect(quiet) {
        ProgressStyle::Bar { colour } => Display::bar(colour),
        ProgressStyle::Lines => Display::lines(Box::new(std::io::stderr())),
        ProgressStyle::Quiet => Display::quiet(),
    }
}
