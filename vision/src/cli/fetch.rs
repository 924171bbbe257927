use super::args::FetchArgs;
use super::error::CommandError;
use crate::datasets::{self, OpenOptions};
use neuron_command_line::output;
use neuron_tasks::fetch_display;
use neuron_train::signals::ExitCode;
use serde_json::json;

/// Brings datasets here, or lists them.
pub(super) fn fetch(args: &FetchArgs) -> Result<ExitCode, CommandError> {
    if args.datasets.is_empty() {
        if args.speech.json {
            output::line(&json!({ "datasets": datasets::names() }).to_string())?;
        } else {
            output::line(&datasets::names().join("\n"))?;
        }
        return Ok(ExitCode::Success);
    }
    let options = OpenOptions {
        data_dir: args.places.data_dir.clone(),
        accept_licence: args.accept_licence,
        ..OpenOptions::default()
    };
    let mut all = Vec::new();
    for name in &args.datasets {
        // It ends before the line is printed, so that no bar is left in its way.
        let fetched =
            datasets::fetch(name, &options, args.check, &fetch_display(args.speech.quiet))?;
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
