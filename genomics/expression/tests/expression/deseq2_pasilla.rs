//! Real counts. The reference is R 4.2.2 with DESeq2 1.38.3:
//!
//! ```r
//! dds <- DESeq(DESeqDataSetFromMatrix(pasilla, samples, ~ type + condition))   # condition: untreated first
//! res <- results(dds, contrast = c("condition", "treated", "untreated"), alpha = .05)
//! nrm <- lfcShrink(dds, coef = "condition_treated_vs_untreated", type = "normal", res = res)
//! lrt <- results(nbinomLRT(dds, reduced = ~ type), alpha = .05)
//! varianceStabilizingTransformation(dds, blind = TRUE); … blind = FALSE; rlog(dds, blind = FALSE)
//! ```
//!
//! of which the table has 200 genes, spread over the range of means, without those that R fits by its bounded search.

use crate::reference_table::{ReferenceTable, assert_close};
use neuron_expression::shrinkage::Shrinkage;
use neuron_expression::transformation::{
    TransformTrend, regularised_logarithm, variance_stabilised,
};
use neuron_expression::{
    Contrast, CountMatrix, DispersionTrend, Experiment, FitOptions, FittedExperiment, GeneResult,
    Reference, ResultOptions, Results, SampleTable, TrendMethod, datasets, fit,
};
use std::sync::LazyLock;

static REFERENCE: LazyLock<ReferenceTable> =
    LazyLock::new(|| ReferenceTable::new(include_str!("reference/pasilla.tsv")));

static FITTED: LazyLock<FittedExperiment> =
    LazyLock::new(|| fit(&experiment("~ type + condition"), &FitOptions::default()).unwrap());

fn untreated() -> Vec<Reference> {
    vec![Reference { variable: "condition".into(), level: "untreated".into() }]
}

fn experiment(formula: &str) -> Experiment {
    let (counts, samples) = datasets::pasilla().unwrap();
    Experiment::new(&counts, samples, &formula.parse().unwrap(), &untreated()).unwrap()
}

pub(crate) fn treated() -> Contrast {
    Contrast::Levels {
        variable: "condition".into(),
        numerator: "treated".into(),
        denominator: "untreated".into(),
    }
}

/// Places of the reference's genes among all.
fn places() -> Vec<usize> {
    let genes = FITTED.experiment().counts().genes();
    REFERENCE.names().iter().map(|name| genes.iter().position(|g| g == name).unwrap()).collect()
}

#[track_caller]
fn compare(
    results: &Results,
    column: &str,
    tolerance: f64,
    of: impl Fn(&GeneResult) -> Option<f64>,
) {
    let found: Vec<Option<f64>> = places().iter().map(|&gene| of(&results.genes[gene])).collect();
    assert_close(column, &REFERENCE.names(), &found, &REFERENCE.column(column), tolerance);
}

#[test]
fn size_factors() {
    let expected = [
        1.13826297659084,
        1.79300035535039,
        0.649547030603726,
        0.751689223426488,
        1.63557509657607,
        0.761269768042316,
        0.832652635328833,
    ];
    for (found, expected) in FITTED.size_factors().iter().zip(expected) {
        assert!((found / expected - 1.0).abs() < 1e-13, "{found}");
    }
}

#[test]
fn dispersions() {
    let DispersionTrend::Parametric { asymptotic, extra_poisson } = FITTED.trend() else {
        panic!("{:?}", FITTED.trend());
    };
    assert!((asymptotic / 0.00798417862402958 - 1.0).abs() < 1e-9);
    assert!((extra_poisson / 2.56858439454833 - 1.0).abs() < 1e-9);
    assert!((FITTED.prior_variance() / 0.255192618623962 - 1.0).abs() < 1e-9);
    let of =
        |column: &str, tolerance: f64, value: fn(neuron_expression::DispersionEstimates) -> f64| {
            let found: Vec<Option<f64>> =
                places().iter().map(|&gene| FITTED.dispersions(gene).map(value)).collect();
            assert_close(column, &REFERENCE.names(), &found, &REFERENCE.column(column), tolerance);
        };
    of("trend", 1e-9, |d| d.trend);
    of("dispersion", 1e-5, |d| d.dispersion);
}

#[test]
fn wald() {
    let results = FITTED.wald(&treated(), &ResultOptions::default()).unwrap();
    assert_eq!(results.contrast, "condition treated vs untreated");
    compare(&results, "mean", 1e-11, |gene| Some(gene.base_mean));
    compare(&results, "lfc", 1e-5, |gene| gene.log2_fold_change);
    compare(&results, "se", 1e-5, |gene| gene.standard_error);
    compare(&results, "p", 1e-4, |gene| gene.p_value);
    compare(&results, "padj", 1e-4, |gene| gene.adjusted_p_value);
    assert_eq!(results.significant(0.05).len(), 1079);
    assert_eq!(results.genes.iter().filter(|gene| gene.adjusted_p_value.is_none()).count(), 6037);
    let filtering = results.filtering.unwrap();
    assert!((filtering.threshold - 4.943574).abs() < 1e-6);
    assert!((filtering.quantile - 0.413538).abs() < 1e-6);
    let tenth = ResultOptions { alpha: 0.1, ..ResultOptions::default() };
    assert_eq!(FITTED.wald(&treated(), &tenth).unwrap().significant(0.1).len(), 1330);
}

#[test]
fn likelihood_ratio() {
    let reduced = "~ type".parse().unwrap();
    let results = FITTED.likelihood_ratio(&reduced, &treated(), &ResultOptions::default()).unwrap();
    let found: Vec<Option<f64>> = places().iter().map(|&g| results.genes[g].statistic).collect();
    // A statistic is a difference of log likelihoods of some hundreds, of which 1e-9 is left.
    for (found, expected) in found.iter().zip(REFERENCE.column("lrt")) {
        let (found, expected) = (found.unwrap(), expected.unwrap());
        assert!((found - expected).abs() < 1e-5 * expected.abs() + 1e-7, "{found} {expected}");
    }
    compare(&results, "lrt_p", 1e-4, |gene| gene.p_value);
    compare(&results, "lrt_padj", 1e-4, |gene| gene.adjusted_p_value);
    assert_eq!(results.significant(0.05).len(), 1076);
}

#[test]
fn a_normal_prior() {
    let results = FITTED.shrink(Shrinkage::Normal, &treated(), &ResultOptions::default()).unwrap();
    compare(&results, "normal_lfc", 1e-5, |gene| gene.log2_fold_change);
    compare(&results, "normal_se", 1e-5, |gene| gene.standard_error);
    compare(&results, "p", 1e-4, |gene| gene.p_value);
}

#[test]
fn a_heavy_tailed_prior_shrinks_noise_and_spares_what_is_certain() {
    let plain = FITTED.wald(&treated(), &ResultOptions::default()).unwrap();
    let shrunk = FITTED.shrink(Shrinkage::Apeglm, &treated(), &ResultOptions::default()).unwrap();
    let (mut spared, mut noise) = (0, 0);
    for (before, after) in plain.genes.iter().zip(&shrunk.genes) {
        let (Some(lfc), Some(error)) = (before.log2_fold_change, before.standard_error) else {
            continue;
        };
        let now = after.log2_fold_change.unwrap();
        assert!(now.abs() <= 1.01 * lfc.abs() + 1e-3, "{}: {lfc} {now}", before.gene);
        if lfc.abs() > 2.0 && error < 0.2 {
            assert!((now / lfc - 1.0).abs() < 0.05, "{}: {lfc} {now}", before.gene);
            spared += 1;
        }
        if lfc.abs() > 1.0 && error > 1.5 {
            assert!(now.abs() < 0.3 * lfc.abs(), "{}: {lfc} {now}", before.gene);
            noise += 1;
        }
    }
    assert!(spared > 10 && noise > 500, "{spared} {noise}");
}

#[test]
fn transformations() {
    let column = |values: &neuron_expression::transformation::Transformed| -> Vec<Option<f64>> {
        places().iter().map(|&gene| Some(values.gene(gene)[0])).collect()
    };
    let names = REFERENCE.names();
    let blind = variance_stabilised(&FITTED, TransformTrend::Blind).unwrap();
    assert_close("vst", &names, &column(&blind), &REFERENCE.column("vst_blind"), 1e-8);
    let known = variance_stabilised(&FITTED, TransformTrend::OfDesign).unwrap();
    assert_close("vst", &names, &column(&known), &REFERENCE.column("vst_design"), 1e-8);
    let rlog = regularised_logarithm(&FITTED, TransformTrend::OfDesign).unwrap();
    assert_close("rlog", &names, &column(&rlog), &REFERENCE.column("rlog"), 1e-7);
}

#[test]
fn the_same_without_an_intercept_and_with_weights() {
    // results(DESeq(~ 0 + condition + type), contrast = c("condition", "treated", "untreated"), alpha = .05)
    let fitted = fit(&experiment("~ 0 + condition + type"), &FitOptions::default()).unwrap();
    let names = fitted.experiment().design().names();
    assert_eq!(names, ["conditionuntreated", "conditiontreated", "typesingle.read"]);
    let results = fitted.wald(&treated(), &ResultOptions::default()).unwrap();
    assert_eq!(results.significant(0.05).len(), 1079);
    let gene = results.genes.iter().find(|gene| gene.gene == "FBgn0039155").unwrap();
    assert!((gene.log2_fold_change.unwrap() + 4.619836803).abs() < 1e-8);
    // results(dds, contrast = c(0, 1, -1), alpha = .05)
    let weights = Contrast::Weights(vec![0.0, 1.0, -1.0]);
    let results = FITTED.wald(&weights, &ResultOptions::default()).unwrap();
    assert_eq!(results.significant(0.05).len(), 1219);
    let gene = results.genes.iter().find(|gene| gene.gene == "FBgn0039155").unwrap();
    assert!((gene.standard_error.unwrap() - 0.210737).abs() < 1e-6);
}

/// Counts and samples of some of the seven.
fn subset(chosen: &[usize]) -> (CountMatrix, SampleTable) {
    let (counts, samples) = datasets::pasilla().unwrap();
    let pick = |all: &[String]| -> Vec<String> { chosen.iter().map(|&s| all[s].clone()).collect() };
    let values = (0..counts.genes().len())
        .flat_map(|gene| chosen.iter().map(move |&s| (gene, s)))
        .map(|(gene, s)| counts.gene(gene)[s])
        .collect();
    let names = pick(counts.samples());
    let variables = ["condition", "type"]
        .map(|name| (name.to_owned(), pick(samples.variable(name).unwrap())))
        .to_vec();
    let table = SampleTable::new(names.clone(), variables).unwrap();
    (CountMatrix::new(counts.genes().to_vec(), names, values).unwrap(), table)
}

#[test]
fn with_three_degrees_of_freedom_or_fewer() {
    // DESeq(dds[, samples]); attr(dispersionFunction(.), "dispPriorVar"); sum(results(., alpha = .05)$padj < .05)
    for (chosen, formula, prior, significant) in SMALL {
        let (counts, table) = subset(chosen);
        let experiment =
            Experiment::new(&counts, table, &formula.parse().unwrap(), &untreated()).unwrap();
        let fitted = fit(&experiment, &FitOptions::default()).unwrap();
        assert!((fitted.prior_variance() - prior).abs() < 1e-9, "{}", fitted.prior_variance());
        let results = fitted.wald(&treated(), &ResultOptions::default()).unwrap();
        assert_eq!(results.significant(0.05).len(), significant, "{chosen:?}");
    }
}

#[test]
fn other_trends() {
    // DESeq(dds, fitType = "mean"), … "local", of which R's locfit blends between few points
    let mean = FitOptions { trend: TrendMethod::Mean, ..FitOptions::default() };
    let fitted = fit(&experiment("~ type + condition"), &mean).unwrap();
    let DispersionTrend::Mean { dispersion } = fitted.trend() else { panic!() };
    assert!((dispersion - 0.1755282).abs() < 1e-6, "{dispersion}");
    assert!((fitted.prior_variance() - 1.074576).abs() < 1e-5);
    let results = fitted.wald(&treated(), &ResultOptions::default()).unwrap();
    assert_eq!(results.significant(0.05).len(), 344);
    let vst = variance_stabilised(&fitted, TransformTrend::OfDesign).unwrap();
    assert!((vst.gene(1)[0] - 6.38627987505).abs() < 1e-6, "{}", vst.gene(1)[0]);
    let local = FitOptions { trend: TrendMethod::Local, ..FitOptions::default() };
    let fitted = fit(&experiment("~ type + condition"), &local).unwrap();
    let results = fitted.wald(&treated(), &ResultOptions::default()).unwrap();
    let found = results.significant(0.05).len() as f64;
    assert!((found / 1517.0 - 1.0).abs() < 0.01, "{found}");
    let vst = variance_stabilised(&fitted, TransformTrend::OfDesign).unwrap();
    assert!((vst.gene(1)[0] - 7.15291457331).abs() < 0.02, "{}", vst.gene(1)[0]);
}

type Small = (&'static [usize], &'static str, f64, usize);

/// Samples, formula, variance of the prior, genes below 0.05. The variance is held at 0.25 from below.
const SMALL: [Small; 5] = [
    (&[0, 1, 2, 4, 5], "~ condition", 0.504504504505, 385),
    (&[0, 2, 3, 4, 6], "~ condition", 0.552552552553, 448),
    (&[1, 2, 3, 4, 5, 6], "~ type + condition", 0.25, 1485),
    (&[0, 2, 4, 5], "~ condition", 0.25, 223),
    (&[0, 2, 4], "~ condition", 0.25, 81),
];
