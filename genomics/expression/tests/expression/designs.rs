//! Formulas and model matrices. Columns are compared with those of R 4.2.2, `colnames(model.matrix(formula, samples))`.

use neuron_expression::{DesignMatrix, Formula, Reference, SampleTable};

/// Two factors and a number in eight samples.
fn table() -> SampleTable {
    let text =
        "sample,a,b,x\n1,p,u,1\n2,p,u,2.5\n3,p,v,3\n4,p,v,4\n5,q,u,5\n6,q,u,1\n7,q,v,2\n8,q,v,7\n";
    SampleTable::parse("samples.csv", text).unwrap()
}

fn names(formula: &str) -> Vec<String> {
    let design = DesignMatrix::new(&formula.parse().unwrap(), &table(), &[]).unwrap();
    design.names().to_vec()
}

#[test]
fn columns_are_those_of_r() {
    assert_eq!(names("~ 1"), ["Intercept"]);
    assert_eq!(names("~ a + x"), ["Intercept", "a_q_vs_p", "x"]);
    // model.matrix(~ 0 + a + b): ap aq bv
    assert_eq!(names("~ 0 + a + b"), ["ap", "aq", "bv"]);
    // model.matrix(~ a:b): (Intercept) ap:bu aq:bu ap:bv aq:bv is not of full rank; without an intercept it is
    assert_eq!(names("~ a:b - 1"), ["ap.bu", "aq.bu", "ap.bv", "aq.bv"]);
    // model.matrix(~ a + a:b): (Intercept) aq ap:bv aq:bv
    assert_eq!(names("~ a + a:b"), ["Intercept", "a_q_vs_p", "ap.bv", "aq.bv"]);
    // model.matrix(~ b:x + a + b + x): (Intercept) aq bv x bv:x, terms in order of their degree
    assert_eq!(names("~ b:x + a + b + x"), ["Intercept", "a_q_vs_p", "b_v_vs_u", "x", "bv.x"]);
    // model.matrix(~ a + a:x): (Intercept) aq ap:x aq:x
    assert_eq!(names("~ a + a:x"), ["Intercept", "a_q_vs_p", "ap.x", "aq.x"]);
}

#[test]
fn products_and_numbers() {
    let design = DesignMatrix::new(&"~ a*x".parse().unwrap(), &table(), &[]).unwrap();
    assert_eq!(design.names(), ["Intercept", "a_q_vs_p", "x", "aq.x"]);
    assert_eq!(design.row(1), [1.0, 0.0, 2.5, 0.0]);
    assert_eq!(design.row(7), [1.0, 1.0, 7.0, 7.0]);
    let design = DesignMatrix::new(&"~ scale(x)".parse().unwrap(), &table(), &[]).unwrap();
    let column: Vec<f64> = (0..8).map(|sample| design.row(sample)[1]).collect();
    assert!(column.iter().sum::<f64>().abs() < 1e-12);
    assert!((column.iter().map(|x| x * x).sum::<f64>() - 7.0).abs() < 1e-12);
}

#[test]
fn a_reference_level_is_chosen() {
    let reference = Reference { variable: "a".into(), level: "q".into() };
    let design = DesignMatrix::new(&"~ a".parse().unwrap(), &table(), &[reference]).unwrap();
    assert_eq!(design.names()[1], "a_p_vs_q");
    assert_eq!((design.row(0)[1], design.row(7)[1]), (1.0, 0.0));
}

#[test]
fn formulas_say_where_they_are_wrong() {
    let says = |formula: &str| formula.parse::<Formula>().unwrap_err().to_string();
    assert_eq!(
        says("a + b"),
        "formula `a + b`, at character 1: expected `~`, as in `~ batch + condition`"
    );
    for (formula, what) in [
        ("~", "found the end"),
        ("~ a + + b", "expected a variable, found `+`"),
        ("~ a b", "expected `+`, `:` or `*`, found `b`"),
        ("~ log(a)", "of functions there are `factor(x)` and `scale(x)`"),
        ("~ (a + b):c", "parentheses are not read"),
        ("~ a - b", "only `1` can be taken away"),
        ("~ 0", "nothing is left"),
        ("~ 2a", "expected a variable, found `2`"),
        ("~ `a", "closing backtick"),
    ] {
        assert!(says(formula).contains(what), "{}", says(formula));
    }
    assert!("~ a*b*c*d*e*f*g*h*i*j".parse::<Formula>().is_err());
}
