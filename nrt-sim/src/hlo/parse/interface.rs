//! What a module shows to its caller: entry, parameters, results, aliases.

use super::super::program::{Computation, Instruction};
use super::super::proto::{HloInstructionProto, HloModuleProto};
use super::super::shape::{ArrayShape, Shape};
use super::super::{Alias, Port, Refusal};
use super::computation::Computations;
use super::problem::{Checked, contradiction, ensure};
use super::shape::{Layouts, required};

/// Number of the computation at which the program begins.
pub(super) fn entry(message: &HloModuleProto, computations: &Computations) -> Checked<usize> {
    let id = message.entry_computation_id;
    let entry = computations.by_id.get(&id).copied();
    let entry =
        entry.ok_or_else(|| contradiction(format!("there is no entry computation {id}")))?;
    let name = &computations.list[entry].name;
    let told = &message.entry_computation_name;
    ensure(told.is_empty() || told == name, || {
        format!("the entry computation {id} is `{name}`, not `{told}`")
    })?;
    Ok(entry)
}

/// Parameters and results of the entry computation.
pub(super) fn ports(
    message: &HloModuleProto,
    entry: &Computation,
) -> Result<(Vec<Port>, Vec<Port>), Refusal> {
    let parameter_shapes: Vec<&Shape> = entry.parameter_shapes().collect();
    signature(message, &parameter_shapes, entry.result())?;
    let proto = |instruction: &Instruction| protos(message, entry, instruction);
    let parameters = entry.parameters.iter().enumerate().map(|(number, &index)| {
        let instruction = &entry.instructions[index];
        let array = instruction.shape.array().ok_or_else(|| {
            contradiction(format!("the parameter `{}` is a tuple", instruction.name))
        })?;
        let named =
            proto(instruction).and_then(|proto| proto.frontend_attribute("neff_input_names"));
        Ok(port(array, named.map_or_else(|| format!("input{number}"), str::to_owned)))
    });
    let parameters: Vec<Port> = parameters.collect::<Checked<_>>()?;
    let root = &entry.instructions[entry.root];
    let arrays: Option<Vec<&ArrayShape>> = match &root.shape {
        Shape::Array(array) => Some(vec![array]),
        Shape::Tuple(members) => members.iter().map(Shape::array).collect(),
    };
    let arrays = arrays.ok_or_else(|| contradiction("the result is a tuple within a tuple"))?;
    let named = proto(root).and_then(|proto| proto.frontend_attribute("neff_output_names"));
    let names: Vec<String> = match named {
        Some(list) => list.split(',').map(|name| name.trim().to_owned()).collect(),
        None => (0..arrays.len()).map(|number| format!("output{number}")).collect(),
    };
    ensure(names.len() == arrays.len(), || {
        format!("{} names for {} results", names.len(), arrays.len())
    })?;
    let pairs = arrays.into_iter().zip(names);
    let results: Vec<Port> = pairs.map(|(array, name)| port(array, name)).collect();
    unique(&parameters)?;
    unique(&results)?;
    Ok((parameters, results))
}

/// The message of an instruction of the entry computation.
fn protos<'a>(
    message: &'a HloModuleProto,
    entry: &Computation,
    instruction: &Instruction,
) -> Option<&'a HloInstructionProto> {
    let computation = message.computations.iter().find(|found| found.name == entry.name)?;
    computation.instructions.iter().find(|proto| proto.id == instruction.id)
}

fn port(array: &ArrayShape, name: String) -> Port {
    Port { name, element: array.element, dims: array.dims.clone(), bytes: array.bytes() }
}

fn unique(ports: &[Port]) -> Checked<()> {
    let mut names: Vec<&str> = ports.iter().map(|port| port.name.as_str()).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    twice.map_or(Ok(()), |pair| {
        Err(contradiction(format!("two inputs or two outputs are named `{}`", pair[0])))
    })
}

/// Checks the types that the module declares for its entry computation. Its layouts are those in which inputs and
/// outputs lie in memory.
fn signature(message: &HloModuleProto, parameters: &[&Shape], result: &Shape) -> Checked<()> {
    let declared = message.host_program_shape.as_ref();
    let declared = declared.ok_or_else(|| contradiction("the module declares no program shape"))?;
    let read = |shape| required(Some(shape), Layouts::Optional);
    let own: Vec<Shape> = declared.parameters.iter().map(read).collect::<Checked<_>>()?;
    ensure(own.iter().eq(parameters.iter().copied()), || {
        "the program shape's parameters are not those of the entry computation".to_owned()
    })?;
    let own = declared.result.as_ref().map(read).transpose()?;
    ensure(own.as_ref() == Some(result), || {
        format!("the program shape's result is not the entry computation's, {result}")
    })
}

/// Which results lie in the memory of which parameters.
pub(super) fn aliases(
    message: &HloModuleProto,
    parameters: &[Port],
    results: &[Port],
) -> Checked<Vec<Alias>> {
    let entries = message.input_output_alias.as_ref();
    let entries = entries.map_or(&[][..], |aliases| &aliases.entries);
    let mut aliases: Vec<Alias> = Vec::with_capacity(entries.len());
    for entry in entries {
        let output = match entry.output_shape_index[..] {
            [] => Some(0),
            [output] => usize::try_from(output).ok(),
            _ => None,
        };
        let output = output.filter(|&output| output < results.len());
        let parameter = usize::try_from(entry.parameter_number).ok();
        let parameter = parameter.filter(|&parameter| parameter < parameters.len());
        let (Some(output), Some(parameter)) = (output, parameter) else {
            return Err(contradiction(format!(
                "output {:?} is aliased to parameter {}",
                entry.output_shape_index, entry.parameter_number
            )));
        };
        ensure(entry.parameter_shape_index.is_empty(), || {
            format!("output {output} is aliased to a part of parameter {parameter}")
        })?;
        let (from, to) = (&parameters[parameter], &results[output]);
        ensure(from.element == to.element && from.dims == to.dims, || {
            format!(
                "output `{}` of {}{:?} is aliased to parameter `{}` of {}{:?}",
                to.name, to.element, to.dims, from.name, from.element, from.dims
            )
        })?;
        let again =
            aliases.iter().any(|alias| alias.output == output || alias.parameter == parameter);
        ensure(!again, || format!("output {output} or parameter {parameter} is aliased twice"))?;
        let must = entry.kind == 2 || from.name.ends_with(".must_alias_input");
        aliases.push(Alias { output, parameter, must });
    }
    Ok(aliases)
}
