//! What goes into a module and comes out of it.

use super::ReadError;
use super::computation::Reader;
use super::fault::Fault;
use super::limits::DEPTH;
use super::types;
use super::value::Value;
use crate::graph::{Graph, Role, Tensor};
use crate::neuron::hlo::View;
use crate::neuron::hlo::names::MUST_ALIAS;
use crate::neuron::hlo::proto::{HloModule, Instruction, PrimitiveType, Shape};
use crate::neuron::hlo::view::Body;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a parameter or of the result: the parameter's number (0 for the result), and the way
/// through its tuples.
type Path = (i64, Vec<i64>);

pub(super) fn read(module: &HloModule) -> Result<Graph, ReadError> {
    let view = View::new(module);
    let budget = Cell::new(0);
    let reader = Reader::new(&view, &budget);
    let Some(entry) = view.entry() else {
        return Err(ReadError::Module("has no entry computation".to_owned()));
    };
    if module.is_dynamic {
        return Err(ReadError::Module("has shapes that are known only when it runs".to_owned()));
    }
    let aliases = aliases(module)?;
    let aliased: BTreeSet<&Path> = aliases.values().collect();
    let mut inputs = Inputs { reader: &reader, taken: BTreeSet::new(), names: BTreeMap::new() };
    let mut arguments = Vec::new();
    for (number, parameter) in parameters(entry)?.into_iter().enumerate() {
        let name = input_name(module, parameter, number);
        let Some(shape) = &parameter.shape else {
            return Err(Fault::Wrong("has no type".to_owned()).of(parameter));
        };
        let path = (number as i64, Vec::new());
        let value = inputs.declare(shape, &name, path, &aliased);
        arguments.push(value.map_err(|fault| fault.of(parameter))?);
    }
    let names = inputs.names;
    let nameless = || ReadError::Module("has no root in its entry computation".to_owned());
    let root = entry.root().ok_or_else(nameless)?;
    let result = reader.call(entry, &arguments).map_err(|fault| fault.of(root))?;
    let mut leaves = Vec::new();
    flatten(&result, &mut Vec::new(), &mut leaves);
    let output_names = output_names(root, leaves.len());
    let outputs: Vec<(&str, &Tensor, Option<&str>)> = leaves
        .iter()
        .zip(&output_names)
        .map(|((path, tensor), name)| {
            let replaced = aliases.get(path).and_then(|input| names.get(input));
            (name.as_str(), tensor, replaced.map(String::as_str))
        })
        .collect();
    reader.builder.finish_replacing(&outputs).map_err(|error| ReadError::Outputs(Box::new(error)))
}

/// The parameters by number; none may be missing.
fn parameters<'m>(entry: &Body<'m>) -> Result<Vec<&'m Instruction>, ReadError> {
    let all = entry.instructions().iter().filter(|i| i.opcode == "parameter");
    let mut all: Vec<&Instruction> = all.collect();
    all.sort_by_key(|parameter| parameter.parameter_number);
    for (number, parameter) in all.iter().enumerate() {
        if parameter.parameter_number != number as i64 {
            let found = parameter.parameter_number;
            let what = format!("is parameter {found} where {number} was expected");
            return Err(Fault::Wrong(what).of(parameter));
        }
    }
    Ok(all)
}

/// Which part of the result replaces which part of a parameter.
fn aliases(module: &HloModule) -> Result<BTreeMap<Vec<i64>, Path>, ReadError> {
    let mut aliases = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for entry in module.input_output_alias.iter().flat_map(|aliases| &aliases.entries) {
        let path = (entry.parameter_number, entry.parameter_shape_index.clone());
        if !taken.insert(path.clone()) {
            let number = entry.parameter_number;
            return Err(ReadError::Module(format!("aliases parameter {number} twice")));
        }
        aliases.insert(entry.output_shape_index.clone(), path);
    }
    Ok(aliases)
}

struct Inputs<'r, 'a, 'm> {
    reader: &'r Reader<'a, 'm>,
    taken: BTreeSet<String>,
    names: BTreeMap<Path, String>,
}

impl Inputs<'_, '_, '_> {
    /// An input for every array of a parameter.
    fn declare(
        &mut self,
        shape: &Shape,
        name: &str,
        path: Path,
        aliased: &BTreeSet<&Path>,
    ) -> Result<Value, Fault> {
        if shape.element_type() != PrimitiveType::Tuple {
            let role = if aliased.contains(&path) { Role::State } else { Role::Data };
            let name = unique(&mut self.taken, name);
            let tensor = self.reader.builder.input(&name, types::tensor(shape)?, role)?;
            self.names.insert(path, name);
            return Ok(Value::Tensor(tensor));
        }
        if path.1.len() >= DEPTH {
            return Err(Fault::Wrong(format!("has tuples more than {DEPTH} deep")));
        }
        let mut parts = Vec::with_capacity(shape.tuple_shapes.len());
        for (at, part) in shape.tuple_shapes.iter().enumerate() {
            let mut path = path.clone();
            path.1.push(at as i64);
            parts.push(self.declare(part, &format!("{name}.{at}"), path, aliased)?);
        }
        Ok(Value::Tuple(parts))
    }
}

/// The name, or one like it that nobody has yet.
fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let mut found = name.to_owned();
    let mut number = 1;
    while !taken.insert(found.clone()) {
        found = format!("{name}.{number}");
        number += 1;
    }
    found
}

fn attribute<'m>(instruction: &'m Instruction, key: &str) -> Option<&'m str> {
    let attributes = instruction.frontend_attributes.as_ref()?;
    attributes.map.get(key).map(String::as_str)
}

/// What a parameter is called: in a NEFF, by the program, or as an instruction.
fn input_name(module: &HloModule, parameter: &Instruction, number: usize) -> String {
    let program = module.host_program_shape.as_ref();
    let by_program = program.and_then(|shape| shape.parameter_names.get(number));
    let in_neff = attribute(parameter, "neff_input_names");
    let found = in_neff.map(|name| name.strip_suffix(MUST_ALIAS).unwrap_or(name));
    let found = found.or(by_program.map(String::as_str)).filter(|name| !name.is_empty());
    found.unwrap_or(&parameter.name).to_owned()
}

/// What the results are called: as many names as there are results, all different.
fn output_names(root: &Instruction, count: usize) -> Vec<String> {
    let list = attribute(root, "neff_output_names").map(|list| list.split(',').collect::<Vec<_>>());
    let list = list.filter(|names| names.len() == count);
    let mut taken = BTreeSet::new();
    let name = |number: usize| match &list {
        Some(names) => names[number].to_owned(),
        None => format!("output{number}"),
    };
    (0..count).map(|number| unique(&mut taken, &name(number))).collect()
}

fn flatten(value: &Value, path: &mut Vec<i64>, leaves: &mut Vec<(Vec<i64>, Tensor)>) {
    match value {
        Value::Tensor(tensor) => leaves.push((path.clone(), tensor.clone())),
        Value::Tuple(parts) => {
            for (at, part) in parts.iter().enumerate() {
                path.push(at as i64);
                flatten(part, path, leaves);
                path.pop();
            }
        }
    }
}
