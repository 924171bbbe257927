//! False positives where labels mean nothing.

use neuron_expression::{
    Contrast, CountMatrix, Experiment, FitOptions, ResultOptions, SampleTable, null_calibration,
};
use neuron_random::Stream;
use neuron_random::distributions::{Distribution, Gamma, Poisson};

/// Synthetic negative binomial counts of 1,000 genes in 8 samples without any difference.
fn null_experiment() -> Experiment {
    let mut values = Vec::new();
    for gene in 0..1000u32 {
        let mean = 10f64.powf(1.0 + 2.0 * f64::from(gene % 100) / 100.0);
        for sample in 0..8 {
            let mut generator = Stream::new(11, "synthetic null").step(gene).sample(sample).rng();
            let rate = Gamma::new(10.0, mean / 10.0).unwrap().sample(&mut generator);
            values.push(Poisson::new(rate.max(1e-9)).unwrap().sample(&mut generator) as u32);
        }
    }
    let names = |prefix: &str, count: usize| -> Vec<String> {
        (0..count).map(|i| format!("{prefix}{i}")).collect()
    };
    let counts = CountMatrix::new(names("g", 1000), names("s", 8), values).unwrap();
    let groups = ["a", "a", "a", "a", "b", "b", "b", "b"].map(str::to_owned).to_vec();
    let table = SampleTable::new(names("s", 8), vec![("group".into(), groups)]).unwrap();
    Experiment::new(&counts, table, &"~ group".parse().unwrap(), &[]).unwrap()
}

#[test]
fn few_genes_are_called_and_p_values_are_level() {
    let experiment = null_experiment();
    let options = (&FitOptions::default(), &ResultOptions::default());
    let found =
        null_calibration(&experiment, "group", &Contrast::LastCoefficient, (20, 5), options)
            .unwrap();
    assert_eq!((found.draws, found.left_out), (20, 0));
    assert!(found.called_share < 0.002, "{found:?}");
    assert!((0.03..0.07).contains(&found.p_value_share), "{found:?}");
    let again =
        null_calibration(&experiment, "group", &Contrast::LastCoefficient, (20, 5), options)
            .unwrap();
    assert_eq!(found, again);
}

#[test]
fn a_variable_that_the_formula_lacks_is_refused() {
    let options = (&FitOptions::default(), &ResultOptions::default());
    let wrong =
        null_calibration(&null_experiment(), "batch", &Contrast::LastCoefficient, (1, 0), options);
    let says = wrong.unwrap_err().to_string();
    assert_eq!(says, "variable `batch`: the table of samples has no such column; it has `group`");
}
