//! Names of inputs and outputs.

use std::collections::BTreeSet;

use crate::hlo::{Module, Port};

/// What the name of an input ends in that lies in the memory of an output.
pub(super) const ALIAS_SUFFIX: &str = ".must_alias_input";

/// Bytes that the runtime has for a name, one of them for the zero behind it.
const NAME_BYTES: usize = 256;

/// What is wrong with the names of a module's inputs and outputs.
///
/// An input that lies in the memory of an output has the output's name and [`ALIAS_SUFFIX`]; all names are
/// different.
pub(super) fn wrong_names(module: &Module) -> Vec<String> {
    let (inputs, outputs) = (module.parameters(), module.results());
    let mut wrong = Vec::new();
    for alias in module.aliases() {
        let (Some(input), Some(output)) = (inputs.get(alias.parameter), outputs.get(alias.output))
        else {
            continue;
        };
        let expected = format!("{}{ALIAS_SUFFIX}", output.name);
        if input.name != expected {
            let (input, output) = (&input.name, &output.name);
            wrong.push(format!(
                "[SIM_ALIAS_NAME] the output `{output}` lies in the memory of the input `{input}`, whose name \
                 has to be `{expected}`"
            ));
        }
        if input.bytes != output.bytes {
            wrong.push(format!(
                "[SIM_ALIAS_SIZE] the output `{}` has {} bytes, the input that it lies in {}",
                output.name, output.bytes, input.bytes
            ));
        }
    }
    let aliased: BTreeSet<usize> = module.aliases().iter().map(|alias| alias.parameter).collect();
    for (number, input) in inputs.iter().enumerate() {
        if input.name.ends_with(ALIAS_SUFFIX) && !aliased.contains(&number) {
            let name = &input.name;
            wrong.push(format!("[SIM_ALIAS_NAME] the input `{name}` lies in no output's memory"));
        }
    }
    let mut seen = BTreeSet::new();
    for Port { name, .. } in inputs.iter().chain(outputs) {
        if !seen.insert(name.as_str()) {
            wrong.push(format!("[SIM_PORT_NAME] two inputs or outputs are called `{name}`"));
        }
        if name.is_empty() || name.len() >= NAME_BYTES || name.contains('\0') {
            let most = NAME_BYTES - 1;
            wrong.push(format!("[SIM_PORT_NAME] `{name}` is no name of 1 to {most} bytes"));
        }
    }
    wrong
}
