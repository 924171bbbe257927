use super::subject::Subject;
use super::{Finding, Severity};
use crate::neuron::hlo::proto::Instruction;
use std::fmt;

/// One limit of the compiler or of the runtime.
pub struct Rule {
    /// Unique name.
    pub name: &'static str,
    /// The compiler's error code or an issue's number; where there is neither, a code of ours,
    /// which begins with `NRT-`.
    pub code: &'static str,
    /// What holds of a module that compiles.
    pub states: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// What to do where it does not hold.
    pub way_out: &'static str,
    pub(super) check: fn(&Subject<'_>, &mut Hits<'_>),
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({} {})", self.name, self.code)
    }
}

/// Takes down what a rule finds.
pub(super) struct Hits<'a> {
    rule: &'static Rule,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Hits<'a> {
    pub(super) fn new(rule: &'static Rule, findings: &'a mut Vec<Finding>) -> Self {
        Self { rule, findings }
    }

    /// The compiler refuses this instruction.
    pub(super) fn refuse(&mut self, instruction: &Instruction, message: impl Into<String>) {
        self.add(Severity::Refused, Some(instruction), message.into());
    }

    /// The compiler may take this instruction.
    pub(super) fn warn(&mut self, instruction: &Instruction, message: impl Into<String>) {
        self.add(Severity::Warned, Some(instruction), message.into());
    }

    /// The compiler refuses the module.
    pub(super) fn refuse_module(&mut self, message: impl Into<String>) {
        self.add(Severity::Refused, None, message.into());
    }

    pub(super) fn add(
        &mut self,
        severity: Severity,
        instruction: Option<&Instruction>,
        message: String,
    ) {
        let layer = instruction.and_then(|i| i.metadata.as_ref()).map(|m| m.op_name.as_str());
        self.findings.push(Finding {
            severity,
            rule: self.rule.name,
            code: self.rule.code,
            layer: layer.filter(|l| !l.is_empty()).unwrap_or("module").to_owned(),
            instruction: instruction.map(|i| i.name.clone()).unwrap_or_default(),
            opcode: instruction.map(|i| i.opcode.clone()).unwrap_or_default(),
            message,
            way_out: self.rule.way_out,
        });
    }
}
