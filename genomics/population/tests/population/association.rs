use crate::place::{close, genotypes, slice_dosages};
use neuron_population::association::{
    Association, Covariate, Design, Outcome, Phenotype, adjust, inflation, scan,
};
use neuron_population::dosages::{Dosages, Haploids};

/// Made-up covariates and phenotypes of 503 samples, without any relation to their genotypes.
fn covariates() -> Vec<Covariate> {
    let column = |name: &str, factor: u32, modulus: u32| Covariate {
        name: name.to_owned(),
        values: (0..503).map(|i| Some(f64::from(i * factor % modulus))).collect(),
    };
    vec![column("first", 53, 97), column("second", 29, 7)]
}

fn quantitative() -> Phenotype {
    Phenotype::Quantitative((0..503).map(|i| Some(f64::from(i * 37 % 101) / 10.0)).collect())
}

fn binary() -> Phenotype {
    Phenotype::Binary((0..503).map(|i| Some(i * 71 % 100 < 35)).collect())
}

fn test(phenotype: &Phenotype) -> Vec<Association> {
    let design = Design::new("made up", phenotype, &covariates()).unwrap();
    scan(&slice_dosages(), &design).unwrap()
}

// statsmodels 0.14: OLS(y, [1, first, second, dosage]).fit(): params, bse, tvalues, pvalues. plink2 2.00a3.5 --glm
// agrees to its six digits.
#[test]
fn linear_regression() {
    let found = test(&quantitative());
    let expected = [
        (2, [0.286528930916865, 0.185375020095022, 1.54567174568609, 0.122817798851217]),
        (500, [2.39292199652374, 2.94200569371572, 0.813364162290763, 0.416397217294951]),
        (2000, [0.0757120844916785, 0.198961432890771, 0.380536485848712, 0.703709153346137]),
        (4160, [-0.951861867211206, 0.742809336355962, -1.28143498018052, 0.200636063126659]),
    ];
    for (site, [effect, error, statistic, p]) in expected {
        assert_eq!((found[site].outcome, found[site].samples), (Outcome::Linear, 503));
        let estimate = found[site].estimate.unwrap();
        close(estimate.effect, effect, 1e-12);
        close(estimate.error, error, 1e-12);
        close(estimate.statistic, statistic, 1e-11);
        close(estimate.p, p, 1e-11);
    }
    let lambda = inflation(&found).unwrap();
    assert!((0.7..1.3).contains(&lambda), "{lambda}");
}

// statsmodels 0.14: Logit(b, [1, first, second, dosage]).fit(); Firth's by numpy, with the formulas of Heinze and
// Schemper 2002. plink2 2.00a3.5 --glm chooses Firth's for the same sites, and computes in single precision.
#[test]
fn logistic_regression() {
    let found = test(&binary());
    let estimate = found[2000].estimate.unwrap();
    assert_eq!(found[2000].outcome, Outcome::Logistic);
    close(estimate.effect, 0.0289168408910671, 1e-9);
    close(estimate.error, 0.14281311660031, 1e-9);
    close(estimate.p, 0.839541267636744, 1e-9);
    // One carrier, or two, all of one side: the plain likelihood has no maximum.
    for (site, effect, error) in
        [(5, -0.453023706021853, 2.3125772709741), (38, -1.02002130821855, 1.89970001887643)]
    {
        assert_eq!(found[site].outcome, Outcome::Firth);
        close(found[site].estimate.unwrap().effect, effect, 1e-8);
        close(found[site].estimate.unwrap().error, error, 1e-8);
    }
    assert!(found.iter().all(|association| association.estimate.is_some()));
}

#[test]
fn missing_values_leave_samples_out() {
    let Phenotype::Quantitative(mut values) = quantitative() else { unreachable!() };
    let mut covariates = covariates();
    values[3] = None;
    covariates[1].values[7] = None;
    let dosages = slice_dosages();
    let design = Design::new("y", &Phenotype::Quantitative(values.clone()), &covariates).unwrap();
    let found = scan(&dosages, &design).unwrap();
    // The same without these two samples from the start.
    let keep: Vec<usize> = (0..503).filter(|sample| ![3, 7].contains(sample)).collect();
    for covariate in &mut covariates {
        covariate.values = keep.iter().map(|sample| covariate.values[*sample]).collect();
    }
    let values = keep.iter().map(|sample| values[*sample]).collect();
    let design = Design::new("y", &Phenotype::Quantitative(values), &covariates).unwrap();
    let expected = scan(&dosages.select_samples(&keep), &design).unwrap();
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().all(|association| association.samples == 501));
    assert_eq!(found, expected);
}

#[test]
fn sites_that_cannot_be_tested_say_why() {
    let genotypes = genotypes(&[
        "0/0 0/0 0/0 0/0 0/0 0/0",
        "0/0 0/1 1/1 0/0 0/1 1/1",
        "./. ./. ./. 0/1 0/0 ./.",
        "./. ./. ./. ./. ./. ./.",
        "0/1 0/0 0/1 0/1 0/0 1/1",
    ]);
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    let y = Phenotype::Quantitative([1.0, 2.5, 3.0, 1.5, 2.0, 3.5].map(Some).to_vec());
    let same = Covariate {
        name: "the second site".to_owned(),
        values: [0.0, 1.0, 2.0, 0.0, 1.0, 2.0].map(Some).to_vec(),
    };
    let design = Design::new("y", &y, &[same]).unwrap();
    let outcomes: Vec<Outcome> =
        scan(&dosages, &design).unwrap().iter().map(|found| found.outcome).collect();
    use Outcome::{Collinear, Constant, FewSamples, Linear};
    assert_eq!(outcomes, [Constant, Collinear, FewSamples, FewSamples, Linear]);
    assert_eq!(inflation(&[]), None);
}

// statsmodels 0.14: multipletests(p, method=…)[1]
#[test]
fn corrections() {
    let adjusted = adjust(&[0.001, 0.01, 0.04, 0.03, 0.5, 0.2]);
    let columns: [fn(&neuron_population::association::Adjusted) -> f64; 5] = [
        |a| a.bonferroni,
        |a| a.holm,
        |a| a.sidak,
        |a| a.benjamini_hochberg,
        |a| a.benjamini_yekutieli,
    ];
    let expected = [
        [0.006, 0.06, 0.24, 0.18, 1.0, 1.0],
        [0.006, 0.05, 0.12, 0.12, 0.5, 0.4],
        [0.005985019985006, 0.058519850599, 0.217242210304, 0.167027995071, 0.984375, 0.737856],
        [0.006, 0.03, 0.06, 0.06, 0.5, 0.24],
        [0.0147, 0.0735, 0.147, 0.147, 1.0, 0.588],
    ];
    for (column, expected) in columns.iter().zip(expected) {
        for (found, expected) in adjusted.iter().zip(expected) {
            close(column(found), expected, 1e-12);
        }
    }
}
