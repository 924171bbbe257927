use std::fmt;

/// What becomes of a module because of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// It may compile; the finding says what to expect.
    Warned,
    /// It will not compile, or not run.
    Refused,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warned => "warned",
            Self::Refused => "refused",
        })
    }
}

/// One place in a module where a limit is met. Its text is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether the compiler refuses it.
    pub severity: Severity,
    /// Name of the rule.
    pub rule: &'static str,
    /// The compiler's error code or an issue's number; where there is neither, a code of ours,
    /// which begins with `NRT-`.
    pub code: &'static str,
    /// Path of the model's layer; `module` where the instruction has none.
    pub layer: String,
    /// The instruction's name; empty where the module as a whole is meant.
    pub instruction: String,
    /// The instruction's opcode.
    pub opcode: String,
    /// What was found.
    pub message: String,
    /// What to do instead.
    pub way_out: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.severity, self.code)?;
        if self.layer == "module" {
            f.write_str("module: ")?;
        } else {
            write!(f, "layer `{}`: ", self.layer)?;
        }
        if !self.instruction.is_empty() {
            write!(f, "`{}` ({}) ", self.opcode, self.instruction)?;
        }
        write!(f, "{}: {}", self.message, self.way_out)
    }
}
