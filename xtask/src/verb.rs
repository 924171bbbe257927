//! The commands there are, each with its help text.

/// What `cargo xtask NAME` is.
pub(crate) struct Verb {
    /// As typed.
    pub(crate) name: &'static str,
    /// One line of the overview.
    pub(crate) summary: &'static str,
    /// What `cargo xtask NAME --help` prints.
    pub(crate) help: &'static str,
    /// Whether the domain's binary carries it out.
    pub(crate) of_domain: bool,
}

macro_rules! verb {
    ($name:literal, $of_domain:literal, $summary:literal) => {
        Verb {
            name: $name,
            summary: $summary,
            help: include_str!(concat!("help/", $name, ".txt")),
            of_domain: $of_domain,
        }
    };
}

/// Every command, in the order in which the overview lists them.
pub(crate) const VERBS: &[Verb] = &[
    verb!("fetch", true, "download, verify and unpack datasets"),
    verb!("train", true, "train a model; without further arguments, on the domain's embedded data"),
    verb!("eval", true, "measure a trained run on one of its dataset's splits"),
    verb!("predict", true, "apply a trained run to files"),
    verb!("report", true, "write a run's report again"),
    verb!("run", true, "run an analysis that trains nothing"),
    verb!("graph", true, "print the graph of a model, with its FLOPs and bytes"),
    verb!("check", true, "say what Neuron's compiler would refuse of the models"),
    verb!("compile", true, "compile a model for Neuron devices ahead of time, without a device"),
    verb!("export", true, "write a model as an XLA module, with inputs to run it on"),
    verb!("devices", false, "list the Neuron devices of this machine and their software"),
    verb!("bench", false, "run the benchmarks and write their tables into docs/BENCHMARKS.md"),
    verb!("test", false, "run everything that has to pass before a change lands"),
    verb!("kill-test", false, "kill a training at many moments, resume it, compare its last bits"),
    verb!("tidy", false, "check the invariants that a program can check"),
];

/// The command of that name.
pub(crate) fn find(name: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.name == name)
}

/// What `cargo xtask --help` prints.
pub(crate) fn overview() -> String {
    let list = |of_domain| {
        VERBS
            .iter()
            .filter(|verb| verb.of_domain == of_domain)
            .map(|verb| format!("  {:<9} {}\n", verb.name, verb.summary))
            .collect::<String>()
    };
    format!(
        "Builds the domain binaries and starts them, and keeps the house in order.\n\n\
         Usage: cargo xtask COMMAND …\n\n\
         With a domain (`cargo xtask train vision`):\n{}\n\
         Without a domain:\n{}\n\
         `cargo xtask COMMAND --help` explains a command and shows examples;\n\
         `cargo xtask COMMAND DOMAIN --help` lists the flags of the domain's own binary.\n",
        list(true),
        list(false),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_help_text_names_its_command_and_shows_an_example() {
        for verb in VERBS {
            let usage = format!("Usage: cargo xtask {}", verb.name);
            assert!(verb.help.contains(&usage), "{} does not state its usage", verb.name);
            assert!(verb.help.contains("Examples:"), "{} shows no example", verb.name);
            assert!(verb.help.ends_with('\n'), "{} does not end its last line", verb.name);
        }
    }

    #[test]
    fn the_overview_fits_a_terminal() {
        for line in overview().lines() {
            assert!(line.chars().count() <= 100, "too long: {line}");
        }
    }
}
