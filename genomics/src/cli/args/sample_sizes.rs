//! `--sample-size small|medium|large|N`.

use super::Arguments;
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};

/// Names of sizes, and how many sequences each is. The embedded splice junctions have enough for all of them.
const SIZES: [(&str, usize); 3] = [("small", 300), ("medium", 1000), ("large", 3000)];

/// The flag by the name of its field.
const FLAG: &str = "dataset_size";

/// [`Arguments`] whose sizes of samples may be names.
#[derive(Debug)]
pub struct ArgumentsWithSizes(pub Arguments);

impl CommandFactory for ArgumentsWithSizes {
    fn command() -> Command {
        Arguments::command().mut_subcommands(|command| {
            let takes_size = command.get_arguments().any(|arg| arg.get_id() == FLAG);
            match takes_size {
                true => command.mut_arg(FLAG, |arg| arg.value_parser(size).help(help())),
                false => command,
            }
        })
    }

    fn command_for_update() -> Command {
        Self::command()
    }
}

impl FromArgMatches for ArgumentsWithSizes {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Arguments::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

fn help() -> String {
    let sizes = SIZES.map(|(name, count)| format!("{name} ({count})")).join(", ");
    format!(
        "How many sequences to take, in the proportions of their classes: {sizes}, or a number \
         [also: --sample-size]"
    )
}

fn size(text: &str) -> Result<usize, String> {
    let named = SIZES.into_iter().find(|(name, _)| *name == text).map(|(_, count)| count);
    let names = || SIZES.map(|(name, _)| name).join(", ");
    named.map_or_else(|| text.parse().map_err(|_| format!("expected {} or a number", names())), Ok)
}
