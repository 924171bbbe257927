//! The report as a table.

use crate::module::{f32s, one};
use neuron_rt::neuron::Target;
use neuron_rt::neuron::checker::{Report, Severity, Verdict};

#[test]
fn counts_bytes_and_findings() {
    let module = one("erf", &[f32s(&[4, 2])], f32s(&[4, 2]), |_| {});
    let report = Report::of(&module, Target::Inf2);
    assert_eq!(report.verdict(), Verdict::Warned);
    assert_eq!((report.parameters, report.parameter_bytes), (1, 32));
    assert_eq!((report.results, report.result_bytes), (1, 32));
    assert_eq!((report.count(Severity::Refused), report.count(Severity::Warned)), (0, 1));
    assert_eq!(
        report.to_string(),
        "by hand for inf2: accepted with warnings\n  \
           instructions  2\n  \
           parameters    1 (32 bytes)\n  \
           results       1 (32 bytes)\n  \
           opcodes       erf 1, parameter 1\n  \
           findings      0 refused, 1 warned\n    \
             warned NRT-UNLISTED-OPCODE: layer `encoder.0`: `erf` (erf.1) is the first of 1; none of \
         AWS's tools writes this operation: ask the compiler (`neuronx-cc list-operators --framework \
         XLA`), or compose it of simpler operations"
    );
}

#[test]
fn nothing_to_say_is_accepted() {
    let module = one("tanh", &[f32s(&[4])], f32s(&[4]), |_| {});
    let report = Report::of(&module, Target::Trn2);
    assert_eq!(report.verdict(), Verdict::Accepted);
    assert!(report.to_string().starts_with("by hand for trn2: accepted\n"));
}
