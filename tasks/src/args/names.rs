use super::TaskCommand;
use crate::Domain;
use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory, FromArgMatches, Subcommand};

/// Flags that a domain names if its tasks take them.
const OPTIONAL: [&str; 2] = ["resize", "complexity"];

/// The arguments of this process, with the names and examples of a domain in the help. Ends the process where they are
/// wrong, or where help was asked for.
#[must_use]
pub fn parse<A: CommandFactory + FromArgMatches>(domain: &Domain) -> A {
    let of_tasks = TaskCommand::augment_subcommands(Command::new("tasks"));
    let is_ours = |name: &str| of_tasks.find_subcommand(name).is_some();
    // Flags of other commands may bear the same names and take other values.
    let command = A::command().mut_subcommands(|command| match is_ours(command.get_name()) {
        true => named(command, domain),
        false => command,
    });
    let matches = command.get_matches();
    A::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// A command, with a domain's names in place of those that stand for them.
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
    command
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

#[cfg(test)]
mod tests {
    use super::named;
    use crate::Domain;
    use crate::args::TaskCommand;
    use clap::{Command, Subcommand};

    static DOMAIN: Domain = Domain {
        name: "weather",
        kinds: &[],
        samples: "days",
        flags: &["resize"],
        examples: &[("predict", "Examples:\n  ask")],
    };

    fn help(name: &str) -> String {
        let all = TaskCommand::augment_subcommands(Command::new("tasks"));
        let command = all.find_subcommand(name).expect("a command").clone();
        named(command, &DOMAIN).render_help().to_string()
    }

    #[test]
    fn names_of_the_domain_stand_in_the_help() {
        let train = help("train");
        assert!(train.contains("cargo xtask train weather"), "{train}");
        assert!(train.contains("Passes over the training days"), "{train}");
        assert!(train.contains("--resize") && !train.contains("--complexity"), "{train}");
        assert!(help("predict").trim_end().ends_with("Examples:\n  ask"));
        assert!(!train.contains('{'), "{train}");
    }
}
