//! Modules that are not compiled.

use crate::program::{F32, Program, S32, shape};
use crate::run::Run;

const COMPILE: &str = "compile module.pb --framework XLA --target trn2";

fn refused(module: &[u8], words: &str) -> String {
    let run = Run::new(module, words, &[]);
    assert_eq!(run.code, Some(70), "{}", run.out);
    assert!(run.file("file.neff").is_none());
    run.err
}

#[test]
fn what_is_documented_to_be_refused_is_refused_with_its_code() {
    let mut program = Program::new();
    let x = program.parameter("x", shape(12, &[2]));
    let y = program.push("negate", shape(12, &[2]), &[x], |_| {});
    let err = refused(&program.finish(&[("y", y)]), COMPILE);
    assert!(err.starts_with("[ERROR] [NCC_ESPP004] "), "{err}");
}

#[test]
fn an_id_beyond_32_bits_is_refused() {
    let mut program = Program::new();
    let x = program.parameter("x", shape(F32, &[2]));
    let y = program.push("negate", shape(F32, &[2]), &[x], |negate| negate.id = 1 << 31);
    assert_eq!(y, 101);
    let err = refused(&program.finish(&[("y", 1 << 31)]), COMPILE);
    assert!(err.contains("SIM_ID_RANGE"), "{err}");
}

#[test]
fn an_aliased_input_has_the_name_of_its_output() {
    for (input, output) in [("w", "w"), ("v.must_alias_input", "w"), ("w.must_alias_input", "v")] {
        let mut program = Program::new();
        let w = program.parameter(input, shape(F32, &[2]));
        let updated = program.push("negate", shape(F32, &[2]), &[w], |_| {});
        program.alias(0, 0);
        let err = refused(&program.finish(&[(output, updated)]), COMPILE);
        assert!(err.contains("SIM_ALIAS_NAME"), "{err}");
        assert!(err.contains(&format!("has to be `{output}.must_alias_input`")), "{err}");
    }
    let mut program = Program::new();
    let w = program.parameter("w.must_alias_input", shape(F32, &[2]));
    let y = program.push("negate", shape(F32, &[2]), &[w], |_| {});
    let err = refused(&program.finish(&[("w", y)]), COMPILE);
    assert!(err.contains("`w.must_alias_input` lies in no output's memory"), "{err}");
}

#[test]
fn names_are_different_and_fit() {
    let long = "x".repeat(256);
    let own = "SIM_PORT_NAME";
    for (first, second, output, code) in
        [("x", "x", "y", "NCC_EVRF064"), ("x", "z", "x", own), ("x", &long, "y", own)]
    {
        let mut program = Program::new();
        let a = program.parameter(first, shape(F32, &[2]));
        let b = program.parameter(second, shape(F32, &[2]));
        let y = program.push("add", shape(F32, &[2]), &[a, b], |_| {});
        let err = refused(&program.finish(&[(output, y)]), COMPILE);
        assert!(err.contains(code), "{err}");
    }
}

#[test]
fn integers_are_computed_in_floats_where_that_is_allowed() {
    let mut program = Program::new();
    let x = program.parameter("x", shape(S32, &[2]));
    let dot = |dot: &mut nrt_sim::hlo::proto::HloInstructionProto| {
        dot.dot_dimension_numbers = Some(nrt_sim::hlo::proto::DotDimensionNumbers {
            lhs_contracting_dimensions: vec![0],
            rhs_contracting_dimensions: vec![0],
            ..Default::default()
        });
    };
    let y = program.push("dot", shape(S32, &[]), &[x, x], dot);
    let module = program.finish(&[("y", y)]);
    let run = Run::new(&module, COMPILE, &[]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.starts_with("[WARNING] [NCC_EVRF035] "), "{}", run.err);
    let none = format!("{COMPILE} --implicit-integer-downcast none");
    assert!(refused(&module, &none).starts_with("[ERROR] [NCC_EVRF035] "));
    let other = format!("{COMPILE} --implicit-integer-downcast pow");
    assert!(refused(&module, &other).starts_with("[ERROR] [NCC_EVRF035] "));
    let named = format!("{COMPILE} --implicit-integer-downcast pow,dot");
    assert_eq!(Run::new(&module, &named, &[]).code, Some(0));
}
