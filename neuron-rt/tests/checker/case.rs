//! What a rule is tried on.

use neuron_rt::neuron::Target;
use neuron_rt::neuron::checker::Severity;
use neuron_rt::neuron::hlo::proto::HloModule;

/// A module that a rule finds fault with, and one like it that it leaves alone.
pub(crate) struct Case {
    pub(crate) rule: &'static str,
    pub(crate) target: Target,
    pub(crate) severity: Severity,
    pub(crate) wrong: HloModule,
    pub(crate) right: HloModule,
    /// The target for which `right` is right.
    pub(crate) right_target: Target,
}

/// A case on trn1 of what is refused.
pub(crate) fn refused(rule: &'static str, wrong: HloModule, right: HloModule) -> Case {
    let target = Target::Trn1;
    Case { rule, target, severity: Severity::Refused, wrong, right, right_target: target }
}

/// A case on trn1 of what is warned of.
pub(crate) fn warned(rule: &'static str, wrong: HloModule, right: HloModule) -> Case {
    Case { severity: Severity::Warned, ..refused(rule, wrong, right) }
}

impl Case {
    /// The same on another target.
    pub(crate) fn on(self, target: Target) -> Self {
        Self { target, right_target: target, ..self }
    }

    /// The same module, right on another target.
    pub(crate) fn but_not_on(self, right_target: Target) -> Self {
        Self { right_target, ..self }
    }
}
