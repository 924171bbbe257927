//! A compiled module as a file.

use std::collections::BTreeMap;
use std::iter::repeat;

use serde_json::{Map, Value, json};

use super::{HEADER_BYTES, Header, NeffError, archive};
use crate::hlo::Port;

/// The HLO module, where a real file has machine code.
const MODULE: &str = "hlo_module.pb";
/// What was compiled, by what, for what.
const DESCRIPTION: &str = "info.json";
/// The inputs and outputs.
const DEFINITION: &str = "sg00/def.json";

/// The most that an archive may hold: what protobuf allows for the module, and as much for the rest.
const MOST_BYTES: u64 = 4 << 30;

/// Says in each file that no device can run it.
const NOTE: &str = "nrt-sim stand-in, not for hardware";

/// What a variable of a compiled module is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VariableKind {
    /// Read by an execution.
    Input,
    /// Written by an execution.
    Output,
}

impl VariableKind {
    fn name(self) -> &'static str {
        match self {
            VariableKind::Input => "input",
            VariableKind::Output => "output",
        }
    }
}

/// An input or output of a compiled module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Name to bind by.
    pub name: String,
    /// Input or output.
    pub kind: VariableKind,
    /// Size in bytes.
    pub size: u64,
}

impl Variable {
    /// The inputs and then the outputs of a module. Those without elements are left out.
    #[must_use]
    pub fn of_ports(inputs: &[Port], outputs: &[Port]) -> Vec<Variable> {
        let inputs = inputs.iter().zip(repeat(VariableKind::Input));
        let ports = inputs.chain(outputs.iter().zip(repeat(VariableKind::Output)));
        let variable = |(port, kind): (&Port, VariableKind)| Variable {
            name: port.name.clone(),
            kind,
            size: port.bytes as u64,
        };
        ports.filter(|(port, _)| port.bytes > 0).map(variable).collect()
    }
}

/// A compiled module.
///
/// ```
/// use nrt_sim::neff::Neff;
///
/// let neff = Neff {
///     name: "step".into(),
///     target: "trn1".into(),
///     compiler: "2.0".into(),
///     logical_core: 1,
///     variables: Vec::new(),
///     module: vec![1, 2, 3],
/// };
/// let file = neff.pack(true)?;
/// let (read, header) = Neff::unpack(&file)?;
/// assert_eq!((read, header.name.as_str()), (neff, "step"));
/// # Ok::<(), nrt_sim::neff::NeffError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neff {
    /// Name of the module.
    pub name: String,
    /// Instances that it was compiled for.
    pub target: String,
    /// Version of the compiler.
    pub compiler: String,
    /// Physical cores in a logical one.
    pub logical_core: u32,
    /// Inputs, then outputs.
    pub variables: Vec<Variable>,
    /// The serialized `HloModuleProto`.
    pub module: Vec<u8>,
}

impl Neff {
    /// The file: header and archive.
    ///
    /// # Errors
    /// The archive cannot be built.
    pub fn pack(&self, compressed: bool) -> Result<Vec<u8>, NeffError> {
        let description = json!({
            "note": NOTE,
            "name": self.name,
            "target": self.target,
            "compiler": self.compiler,
            "logical_nc_config": self.logical_core,
        });
        let mut variables = Map::new();
        for (id, variable) in self.variables.iter().enumerate() {
            let entry = json!({
                "type": variable.kind.name(),
                "size": variable.size,
                "var_id": id,
            });
            variables.insert(variable.name.clone(), entry);
        }
        let members = BTreeMap::from([
            (MODULE, self.module.clone()),
            (DESCRIPTION, description.to_string().into_bytes()),
            (DEFINITION, json!({ "var": variables }).to_string().into_bytes()),
        ]);
        let data = archive::pack(&members, compressed)?;
        let header = Header::of(&data, &self.name, &self.compiler, self.logical_core);
        Ok([header.encode().as_slice(), &data].concat())
    }

    /// Reads a file, and its header. The hash is not looked at: see [`Header::verify`].
    ///
    /// # Errors
    /// The header is wrong, the archive is damaged, or this stand-in's compiler did not write it.
    pub fn unpack(file: &[u8]) -> Result<(Neff, Header), NeffError> {
        let header = Header::decode(file)?;
        let mut members = archive::unpack(&file[HEADER_BYTES..], MOST_BYTES)?;
        let mut take = |name| members.remove(name).ok_or(NeffError::Missing(name));
        let module = take(MODULE)?;
        let description = object(DESCRIPTION, &take(DESCRIPTION)?)?;
        let definition = object(DEFINITION, &take(DEFINITION)?)?;
        let text = |key: &str| {
            let value = description.get(key).and_then(Value::as_str);
            value.map(str::to_owned).ok_or_else(|| wrong(DESCRIPTION, format!("no text `{key}`")))
        };
        let neff = Neff {
            name: text("name")?,
            target: text("target")?,
            compiler: text("compiler")?,
            logical_core: header.logical_core,
            variables: variables(&definition)?,
            module,
        };
        Ok((neff, header))
    }
}

/// The variables, by their numbers.
fn variables(definition: &Map<String, Value>) -> Result<Vec<Variable>, NeffError> {
    let fail = |detail: &str| wrong(DEFINITION, detail.to_owned());
    let entries = definition.get("var").and_then(Value::as_object);
    let mut numbered = BTreeMap::new();
    for (name, entry) in entries.ok_or_else(|| fail("no object `var`"))? {
        let kind = match entry.get("type").and_then(Value::as_str) {
            Some("input") => VariableKind::Input,
            Some("output") => VariableKind::Output,
            _ => return Err(fail("a `type` is neither `input` nor `output`")),
        };
        let number = |key| entry.get(key).and_then(Value::as_u64);
        let size = number("size").ok_or_else(|| fail("a variable has no `size`"))?;
        let id = number("var_id").ok_or_else(|| fail("a variable has no `var_id`"))?;
        numbered.insert(id, Variable { name: name.clone(), kind, size });
    }
    Ok(numbered.into_values().collect())
}

fn object(member: &'static str, content: &[u8]) -> Result<Map<String, Value>, NeffError> {
    match serde_json::from_slice(content) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(wrong(member, "it is no JSON object".to_owned())),
        Err(error) => Err(wrong(member, error.to_string())),
    }
}

fn wrong(member: &'static str, detail: String) -> NeffError {
    NeffError::Description { member, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_keep_their_order_and_the_file_is_deterministic() {
        let variable = |name: &str, kind, size| Variable { name: name.into(), kind, size };
        let neff = Neff {
            name: "step".into(),
            target: "trn2".into(),
            compiler: "2.0".into(),
            logical_core: 2,
            variables: vec![
                variable("z", VariableKind::Input, 8),
                variable("a", VariableKind::Input, 4),
                variable("loss", VariableKind::Output, 4),
            ],
            module: vec![9; 5000],
        };
        for compressed in [false, true] {
            let file = neff.pack(compressed).unwrap();
            assert_eq!(file, neff.pack(compressed).unwrap());
            let (read, header) = Neff::unpack(&file).unwrap();
            assert_eq!(read, neff);
            header.verify(&file[HEADER_BYTES..]).unwrap();
        }
    }

    #[test]
    fn a_file_of_another_compiler_is_named_as_such() {
        let data = archive::pack(&BTreeMap::from([("sg00/pe.bin", vec![1])]), false).unwrap();
        let header = Header::of(&data, "m", "2", 1).encode();
        let error = Neff::unpack(&[header.as_slice(), &data].concat()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the archive inside the NEFF has no `hlo_module.pb`; only files of this stand-in's \
             compiler can be loaded"
        );
    }
}
