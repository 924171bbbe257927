//! The rules, one a file.

mod alias;
mod complex;
mod conditional;
mod convolution_dilation;
mod convolution_stride;
mod custom_call;
mod definition_order;
mod double_precision;
mod dynamic_shape;
mod element_type;
mod empty_input;
mod empty_output;
mod float8;
mod id_range;
mod index_bounds;
mod instruction_count;
mod integer_all_reduce;
mod integer_dot;
mod integer_power;
mod large_tensor;
mod layout;
mod long_constant;
mod long_integer;
mod program_shape;
mod random_algorithm;
mod raw_parameter_output;
mod reduce_computation;
mod reduce_start;
mod scatter_reduce;
mod select_and_scatter;
mod set_dimension_size;
mod shift_width;
mod sort_comparator;
mod tensor_names;
mod top_k_limit;
mod top_k_type;
mod trip_count;
mod unique_names;
mod unlisted_opcode;
mod variadic_reduce;
mod window_dilation;
mod window_operands;

use super::Rule;

/// Every rule: first what concerns types and the module as a whole, then single operations.
pub const RULES: &[Rule] = &[
    dynamic_shape::RULE,
    complex::RULE,
    double_precision::RULE,
    element_type::RULE,
    long_constant::RULE,
    long_integer::RULE,
    float8::RULE,
    large_tensor::RULE,
    empty_input::RULE,
    empty_output::RULE,
    raw_parameter_output::RULE,
    id_range::RULE,
    unique_names::RULE,
    definition_order::RULE,
    layout::RULE,
    program_shape::RULE,
    tensor_names::RULE,
    alias::RULE,
    instruction_count::RULE,
    integer_dot::RULE,
    integer_all_reduce::RULE,
    integer_power::RULE,
    scatter_reduce::RULE,
    top_k_type::RULE,
    top_k_limit::RULE,
    window_operands::RULE,
    window_dilation::RULE,
    convolution_dilation::RULE,
    convolution_stride::RULE,
    shift_width::RULE,
    random_algorithm::RULE,
    trip_count::RULE,
    conditional::RULE,
    variadic_reduce::RULE,
    reduce_computation::RULE,
    reduce_start::RULE,
    sort_comparator::RULE,
    select_and_scatter::RULE,
    set_dimension_size::RULE,
    custom_call::RULE,
    index_bounds::RULE,
    unlisted_opcode::RULE,
];
