//! The limits of Neuron's compiler and runtime, checked before the compiler sees a module.
//!
//! [`check`] takes any HLO module, lowered from a graph or foreign, and says what neuronx-cc would
//! refuse: with the compiler's own code where it has one, the layer of the model, and the way out.
//! It needs no Neuron software. [`RULES`] lists what is checked.
//!
//! ```
//! use neuron_rt::graph::{Builder, DType, Role, TensorType};
//! use neuron_rt::neuron::checker::{Report, Verdict};
//! use neuron_rt::neuron::{Target, hlo};
//!
//! let b = Builder::new();
//! let x = b.input("x", TensorType::new(DType::F64, [3]), Role::Data)?;
//! let graph = b.finish(&[("y", &x.square()?)])?;
//! let module = hlo::lower(&graph, "square");
//! let report = Report::of(&module.proto, Target::Trn1);
//! assert_eq!(report.verdict(), Verdict::Refused);
//! assert_eq!(report.findings[0].rule, "double-precision");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod finding;
mod report;
mod rule;
mod rules;
mod shapes;
mod subject;

pub use finding::{Finding, Severity};
pub use report::{Report, Verdict};
pub use rule::Rule;
pub use rules::RULES;

use super::Target;
use super::hlo::proto::HloModule;
use rule::Hits;
use subject::Subject;

/// What neuronx-cc would refuse of a module, or take with reservations, in the order of [`RULES`]
/// and, within a rule, of the module.
#[must_use]
pub fn check(module: &HloModule, target: Target) -> Vec<Finding> {
    let subject = Subject::new(module, target);
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.check)(&subject, &mut Hits::new(rule, &mut findings));
    }
    findings
}
