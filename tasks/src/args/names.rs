use crate::Domain;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory, FromArgMatches};

/// Flags that a domain names if its tasks take them.
const OPTIONAL: [&str; 2] = ["resize", "complexity"];

/// The arguments of this process, with the names and examples of a domain in the help. Ends the process where they are
/// wrong, or where help was asked for.
#[must_use]
pub fn parse<A: CommandFactory + FromArgMatches>(domain: &Domain) -> A {
    let matches = named(A::command(), domain).get_matches();
    A::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// A command and all below it, with a domain's names in place of those that stand for them.
fn named(command: Command, domain: &Domain) -> Command {
    let examples = domain.examples.iter().find(|(name, _)| *name == command.get_name());
    let after = match (examples, command.get_after_help()) {
        (Some((_, text)), _) => Some((*text).to_owned()),
        (None, help) => help.map(|help| filled(&help.to_string(), domain)),
    };
    let about = command.get_about().map(|about| filled(&about.to_string(), domain));
    let mut command = command.mut_args(|arg| of_domain(arg, domain));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    command.mut_subcommands(|below| named(below, domain))
}

fn of_domain(arg: Arg, domain: &Domain) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let help = arg.get_help().map(|help| filled(&help.to_string(), domain));
    let arg = match help {
        Some(help) => arg.help(help),
        None => arg,
    };
    match id.as_str() {
        "task" => arg.value_parser(PossibleValuesParser::new(
            domain.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        )),
        "model" => arg.value_parser(PossibleValuesParser::new(domain.models())),
        id if OPTIONAL.contains(&id) => arg.hide(!domain.flags.contains(&id)),
        _ => arg,
    }
}

fn filled(text: &str, domain: &Domain) -> String {
    text.replace("{domain}", domain.name).replace("{samples}", domain.samples)
}
