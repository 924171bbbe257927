use std::ffi::OsStr;
use std::io::IsTerminal;

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressStyle {
    /// A bar that redraws itself.
    Bar {
        /// Whether it may have colours.
        colour: bool,
    },
    /// A line every few seconds and one at each epoch's end: for logs.
    Lines,
    /// Nothing.
    Quiet,
}

impl ProgressStyle {
    /// The style for this process's standard error: nothing where `quiet`; a bar on a terminal,
    /// without colours where `NO_COLOR` is set (<https://no-color.org>); lines everywhere else.
    #[must_use]
    pub fn detect(quiet: bool) -> Self {
        let set = |name| std::env::var_os(name);
        Self::choose(
            quiet,
            std::io::stderr().is_terminal(),
            set("NO_COLOR").as_deref(),
            set("TERM").as_deref(),
        )
    }

    fn choose(quiet: bool, terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> Self {
        if quiet {
            Self::Quiet
        } else if !terminal || term.is_some_and(|term| term == "dumb") {
            Self::Lines
        } else {
            Self::Bar { colour: no_color.is_none_or(OsStr::is_empty) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surroundings_decide() {
        let choose = |quiet, terminal, no_color: Option<&'static str>, term: &'static str| {
            ProgressStyle::choose(quiet, terminal, no_color.map(OsStr::new), Some(OsStr::new(term)))
        };
        assert_eq!(choose(true, true, None, "xterm"), ProgressStyle::Quiet);
        assert_eq!(choose(false, false, None, "xterm"), ProgressStyle::Lines);
        assert_eq!(choose(false, true, None, "dumb"), ProgressStyle::Lines);
        assert_eq!(choose(false, true, None, "xterm"), ProgressStyle::Bar { colour: true });
        assert_eq!(choose(false, true, Some("1"), "xterm"), ProgressStyle::Bar { colour: false });
        // An empty variable asks for nothing, says no-color.org.
        assert_eq!(choose(false, true, Some(""), "xterm"), ProgressStyle::Bar { colour: true });
    }
}
