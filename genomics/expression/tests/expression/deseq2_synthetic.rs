//! 10 synthetic genes in 100 samples (test data of PyDESeq2 0.5.4, MIT), with outliers set by hand, against R 4.2.2 with
//! DESeq2 1.38.3: `results(DESeq(DESeqDataSetFromMatrix(counts, samples, design)), alpha = .05)`; and against R's
//! apeglm, whose values are those of PyDESeq2's own tests.

use crate::reference_table::{ReferenceTable, assert_close};
use neuron_expression::shrinkage::Shrinkage;
use neuron_expression::{
    Contrast, CountLimits, CountMatrix, Experiment, FitOptions, FittedExperiment, Hypothesis,
    Orientation, ResultOptions, Results, SampleTable, fit, read_table,
};

const COUNTS: &str = include_str!("reference/synthetic_counts.tsv");
const SAMPLES: &str = include_str!("reference/synthetic_samples.tsv");

fn counts() -> CountMatrix {
    read_table("counts", COUNTS, Orientation::Told, None, &CountLimits::default()).unwrap()
}

/// With 2,000 in gene1 of sample1 and 1,000 in gene7 of sample11.
fn with_outliers() -> CountMatrix {
    let plain = counts();
    let mut values: Vec<u32> = (0..10).flat_map(|gene| plain.gene(gene).to_vec()).collect();
    values[0] = 2000;
    values[6 * 100 + 10] = 1000;
    CountMatrix::new(plain.genes().to_vec(), plain.samples().to_vec(), values).unwrap()
}

fn samples() -> SampleTable {
    SampleTable::parse("samples", SAMPLES).unwrap()
}

fn fitted(counts: &CountMatrix, samples: SampleTable, formula: &str) -> FittedExperiment {
    let experiment = Experiment::new(counts, samples, &formula.parse().unwrap(), &[]).unwrap();
    fit(&experiment, &FitOptions::default()).unwrap()
}

#[track_caller]
fn compare(results: &Results, reference: &'static str) {
    let reference = ReferenceTable::new(reference);
    let rows = &results.genes;
    let columns: [(&str, Vec<Option<f64>>, f64); 5] = [
        ("mean", rows.iter().map(|gene| Some(gene.base_mean)).collect(), 1e-11),
        ("lfc", rows.iter().map(|gene| gene.log2_fold_change).collect(), 1e-6),
        ("se", rows.iter().map(|gene| gene.standard_error).collect(), 1e-6),
        ("p", rows.iter().map(|gene| gene.p_value).collect(), 1e-5),
        ("padj", rows.iter().map(|gene| gene.adjusted_p_value).collect(), 1e-5),
    ];
    for (name, found, tolerance) in columns {
        assert_close(name, &reference.names(), &found, &reference.column(name), tolerance);
    }
}

fn last(fitted: &FittedExperiment) -> Results {
    fitted.wald(&Contrast::LastCoefficient, &ResultOptions::default()).unwrap()
}

#[test]
fn one_factor() {
    let fitted = fitted(&counts(), samples(), "~ condition");
    compare(&last(&fitted), include_str!("reference/synthetic_condition.tsv"));
    assert_eq!(fitted.replaced().count(), 0);
}

#[test]
fn outliers_are_replaced_among_many_replicates() {
    let fitted = fitted(&with_outliers(), samples(), "~ condition");
    compare(&last(&fitted), include_str!("reference/synthetic_outliers.tsv"));
    assert_eq!(fitted.replaced().collect::<Vec<_>>(), ["gene1", "gene7"]);
}

#[test]
fn an_outlier_without_replicates_stays_and_loses_nothing_else() {
    // Sample 1 is the only one of condition C.
    let mut text: Vec<String> = SAMPLES.lines().map(str::to_owned).collect();
    text[1] = text[1].replacen("\tA\t", "\tC\t", 1);
    let table = SampleTable::parse("samples", &text.join("\n")).unwrap();
    let fitted = fitted(&with_outliers(), table, "~ group + condition");
    let contrast = Contrast::Levels {
        variable: "condition".into(),
        numerator: "B".into(),
        denominator: "A".into(),
    };
    let results = fitted.wald(&contrast, &ResultOptions::default()).unwrap();
    compare(&results, include_str!("reference/synthetic_outliers_three.tsv"));
    assert_eq!(fitted.replaced().count(), 3);
}

#[test]
fn a_covariate_and_its_interaction() {
    let fitted = fitted(&counts(), samples(), "~ group + x + condition:x");
    let names = fitted.experiment().design().names();
    assert_eq!(names, ["Intercept", "group_Y_vs_X", "x", "x.conditionB"]);
    compare(&last(&fitted), include_str!("reference/synthetic_interaction.tsv"));
}

#[test]
fn crossed_factors() {
    let fitted = fitted(&counts(), samples(), "~ group*condition");
    let names = fitted.experiment().design().names();
    assert_eq!(names, ["Intercept", "group_Y_vs_X", "condition_B_vs_A", "groupY.conditionB"]);
    compare(&last(&fitted), include_str!("reference/synthetic_crossed.tsv"));
}

#[test]
fn thresholds_of_fold_changes() {
    // results(dds, lfcThreshold = .5, altHypothesis = …, alpha = .05)$pvalue
    let fitted = fitted(&counts(), samples(), "~ condition");
    let cases = [
        (Hypothesis::GreaterSize(0.5), [(0, 0.6459516581), (3, 1.0), (4, 0.5958463617)]),
        (Hypothesis::LessSize(0.5), [(0, 0.677024171), (6, 0.00738488188), (9, 0.3205905047)]),
        (Hypothesis::Greater(0.5), [(0, 0.322975829), (2, 0.9999377844), (9, 0.6794094953)]),
        (Hypothesis::Less(0.5), [(2, 0.3263769526), (3, 0.7706405311), (9, 0.9998541105)]),
    ];
    for (hypothesis, expected) in cases {
        let options = ResultOptions { hypothesis, ..ResultOptions::default() };
        let results = fitted.wald(&Contrast::LastCoefficient, &options).unwrap();
        for (gene, p) in expected {
            let found = results.genes[gene].p_value.unwrap();
            assert!((found / p - 1.0).abs() < 1e-5, "{hypothesis:?} {gene}: {found}");
        }
    }
}

#[test]
fn a_heavy_tailed_prior_as_in_apeglm() {
    // lfcShrink(dds, coef = "condition_B_vs_A", type = "apeglm") with ~ condition and ~ group + condition, R DESeq2 1.34
    let cases: [(&str, &'static str); 2] = [
        ("~ condition", include_str!("reference/apeglm_condition.tsv")),
        ("~ group + condition", include_str!("reference/apeglm_group_condition.tsv")),
    ];
    for (formula, reference) in cases {
        let fitted = fitted(&counts(), samples(), formula);
        let results = fitted
            .shrink(Shrinkage::Apeglm, &Contrast::LastCoefficient, &ResultOptions::default())
            .unwrap();
        let reference = ReferenceTable::new(reference);
        let names = reference.names();
        let found: Vec<_> = results.genes.iter().map(|gene| gene.log2_fold_change).collect();
        // R finds the scale of the prior to 1e-4 only, and the mode by a search of low accuracy.
        for ((name, found), expected) in names.iter().zip(&found).zip(reference.column("lfc")) {
            let (found, expected) = (found.unwrap(), expected.unwrap());
            assert!(
                (found - expected).abs() < 2e-3 * expected.abs() + 1e-3,
                "{name}: {found} {expected}"
            );
        }
        let found: Vec<_> = results.genes.iter().map(|gene| gene.standard_error).collect();
        assert_close("se", &names, &found, &reference.column("se"), 5e-3);
    }
}
