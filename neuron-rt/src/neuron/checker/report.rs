use super::shapes::bytes;
use super::subject::Subject;
use super::{Finding, Severity, check};
use crate::neuron::Target;
use crate::neuron::hlo::proto::HloModule;
use std::collections::BTreeMap;
use std::fmt;

/// What to expect of the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No documented limit is met.
    Accepted,
    /// No documented limit is met, but there are warnings.
    Warned,
    /// It will not compile, or not run.
    Refused,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accepted => "accepted",
            Self::Warned => "accepted with warnings",
            Self::Refused => "refused",
        })
    }
}

/// A module's findings with what it consists of. Its text is a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Name of the module.
    pub module: String,
    /// What it was checked for.
    pub target: Target,
    /// Instructions of all computations.
    pub instructions: usize,
    /// How many there are of each opcode.
    pub opcodes: BTreeMap<String, usize>,
    /// How many parameters there are.
    pub parameters: usize,
    /// Bytes of the parameters.
    pub parameter_bytes: u64,
    /// How many results there are.
    pub results: usize,
    /// Bytes of the results, those in memory of parameters included.
    pub result_bytes: u64,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Checks a module for a target.
    #[must_use]
    pub fn of(module: &HloModule, target: Target) -> Self {
        let subject = Subject::new(module, target);
        let mut opcodes = BTreeMap::new();
        for site in subject.sites() {
            *opcodes.entry(site.instruction.opcode.clone()).or_insert(0) += 1;
        }
        let (parameters, results) = (subject.parameters().collect::<Vec<_>>(), subject.results());
        let total = |values: &[&crate::neuron::hlo::proto::Instruction]| {
            let shapes = values.iter().filter_map(|i| i.shape.as_ref());
            shapes.map(bytes).fold(0, u64::saturating_add)
        };
        Self {
            module: module.name.clone(),
            target,
            instructions: opcodes.values().sum(),
            opcodes,
            parameters: parameters.len(),
            parameter_bytes: total(&parameters),
            results: results.len(),
            result_bytes: total(&results),
            findings: check(module, target),
        }
    }

    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// What to expect of the compiler.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.findings.iter().map(|finding| finding.severity).max() {
            None => Verdict::Accepted,
            Some(Severity::Warned) => Verdict::Warned,
            Some(Severity::Refused) => Verdict::Refused,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.module.is_empty() { "module" } else { &self.module };
        writeln!(f, "{name} for {}: {}", self.target, self.verdict())?;
        writeln!(f, "  {:<14}{}", "instructions", self.instructions)?;
        let (inputs, outputs) = (self.parameters, self.results);
        writeln!(f, "  {:<14}{inputs} ({} bytes)", "parameters", self.parameter_bytes)?;
        writeln!(f, "  {:<14}{outputs} ({} bytes)", "results", self.result_bytes)?;
        // The most frequent first; equals by name.
        let mut opcodes: Vec<_> = self.opcodes.iter().collect();
        opcodes.sort_by_key(|&(name, &count)| (std::cmp::Reverse(count), name));
        let listed: Vec<String> =
            opcodes.iter().map(|(name, count)| format!("{name} {count}")).collect();
        writeln!(f, "  {:<14}{}", "opcodes", listed.join(", "))?;
        let (refused, warned) = (self.count(Severity::Refused), self.count(Severity::Warned));
        write!(f, "  {:<14}{refused} refused, {warned} warned", "findings")?;
        for finding in &self.findings {
            write!(f, "\n    {finding}")?;
        }
        Ok(())
    }
}
