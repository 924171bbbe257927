use super::fault::{Read, missing};
use super::site::Site;
use super::value::Value;
use super::{
    collective, control, convolution, data, dot, dynamic, elementwise, gather, movement, pooling,
    reduce, reduce_window, scatter, sort,
};

/// The value of one instruction.
pub(super) fn operation(site: &Site<'_, '_>) -> Read<Value> {
    if let Some(tensor) = elementwise::read(site)? {
        return Ok(tensor.into());
    }
    let tensor = match site.instruction.opcode.as_str() {
        "constant" => data::constant(site),
        "iota" => data::iota(site),
        "partition-id" | "replica-id" => data::number_of_replica(site),
        "get-dimension-size" => data::dimension_size(site),
        "broadcast" => movement::broadcast(site),
        "reshape" => movement::reshape(site),
        "transpose" => movement::transpose(site),
        "slice" => movement::slice(site),
        "pad" => movement::pad(site),
        "concatenate" => movement::concatenate(site),
        "reverse" => movement::reverse(site),
        "dynamic-slice" => dynamic::slice(site),
        "dynamic-update-slice" => dynamic::update(site),
        "dot" => dot::dot(site),
        "convolution" => convolution::convolution(site),
        "reduce-window" => reduce_window::reduce_window(site),
        "select-and-scatter" => pooling::select_and_scatter(site),
        "gather" => gather::gather(site),
        "scatter" => scatter::scatter(site),
        _ => return several(site),
    };
    tensor.map(Value::Tensor)
}

/// Operations whose value may be a tuple.
fn several(site: &Site<'_, '_>) -> Read<Value> {
    match site.instruction.opcode.as_str() {
        "tuple" => Ok(Value::Tuple(site.operands.clone())),
        "get-tuple-element" => control::part(site),
        "copy" | "opt-barrier" | "domain" | "add-dependency" => site.operand(0).cloned(),
        "after-all" => Ok(Value::Tuple(Vec::new())),
        "call" | "fusion" => site.reader.call(site.called(0)?, &site.operands),
        "map" => control::map(site),
        "conditional" => control::conditional(site),
        "while" => control::repeat(site),
        "reduce" => reduce::reduce(site),
        "sort" => sort::sort(site),
        "topk" => sort::top_k(site),
        "custom-call" => control::custom_call(site),
        "all-reduce" | "all-gather" | "all-to-all" | "reduce-scatter" | "collective-permute" => {
            collective::collective(site)
        }
        "rng" | "rng-bit-generator" => {
            missing("a generator whose numbers differ from device to device")
        }
        _ => missing("this operation"),
    }
}
