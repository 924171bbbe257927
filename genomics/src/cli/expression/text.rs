use super::data::Data;
use crate::cli::args::{ExpressionArgs, ShrinkName};
use neuron_command_line::table;
use neuron_expression::{
    DispersionTrend, FittedExperiment, GeneResult, NullCalibration, Results, TestKind,
};

/// Heading of the table of genes.
pub(super) const HEADER: [&str; 6] =
    ["gene", "mean", "log2 fold change", "standard error", "p", "adjusted p"];

/// What was found, for a person.
pub(super) fn text(
    args: &ExpressionArgs,
    data: &Data,
    fitted: &FittedExperiment,
    results: &Results,
    calibration: Option<&NullCalibration>,
) -> String {
    let mut lines = summary(args, data, fitted, results);
    if let Some(found) = calibration {
        lines.push(format!(
            "labels permuted: {:.3} % of tested genes called at adjusted p < {} in {} draws ({} without a single one), \
             {:.2} % of p-values below it",
            100.0 * found.called_share,
            found.level,
            found.draws,
            found.draws - found.draws_with_calls,
            100.0 * found.p_value_share
        ));
    }
    let rows: Vec<Vec<String>> = results.ranked().into_iter().take(args.top).map(row).collect();
    if !rows.is_empty() {
        lines.push(table(&HEADER, &rows));
    }
    lines.join("\n")
}

/// Lines that sum up the analysis.
pub(super) fn summary(
    args: &ExpressionArgs,
    data: &Data,
    fitted: &FittedExperiment,
    results: &Results,
) -> Vec<String> {
    let expressed = results.genes.iter().filter(|gene| gene.base_mean > 0.0).count();
    let significant = results.significant(args.alpha);
    let up = significant
        .iter()
        .filter(|gene| gene.log2_fold_change.is_some_and(|lfc| lfc > 0.0))
        .count();
    let design = fitted.experiment().design();
    let mut lines = vec![
        format!(
            "{}: {} samples, {expressed} of {} genes with counts, {}",
            data.name,
            design.samples(),
            results.genes.len(),
            design.formula()
        ),
        format!(
            "{} by {}{}",
            results.contrast,
            match results.test {
                TestKind::Wald => "Wald's test",
                TestKind::LikelihoodRatio => "the ratio of likelihoods",
            },
            args.shrink.map_or(String::new(), |name| format!(
                ", fold changes shrunken by {}",
                shrinkage(name)
            ))
        ),
        format!("dispersion {}", trend(fitted.trend())),
        format!(
            "{} genes at adjusted p < {}: {up} up, {} down",
            significant.len(),
            args.alpha,
            significant.len() - up
        ),
    ];
    if let Some(filtering) = results.filtering {
        lines.push(format!(
            "genes of a mean below {:.2} left out of the adjustment; {} without a p-value for an outlying count, {} \
             with counts replaced",
            filtering.threshold,
            results.outlier_genes,
            fitted.replaced().count()
        ));
    }
    lines
}

pub(super) fn row(gene: &GeneResult) -> Vec<String> {
    let small =
        |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2e}"));
    let plain =
        |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    vec![
        gene.gene.clone(),
        format!("{:.1}", gene.base_mean),
        plain(gene.log2_fold_change),
        plain(gene.standard_error),
        small(gene.p_value),
        small(gene.adjusted_p_value),
    ]
}

pub(super) fn trend(trend: &DispersionTrend) -> String {
    match trend {
        DispersionTrend::Parametric { asymptotic, extra_poisson } => {
            format!("{asymptotic:.5} + {extra_poisson:.4} / mean")
        }
        DispersionTrend::Local(_) => "by local regression".to_owned(),
        DispersionTrend::Mean { dispersion } => format!("{dispersion:.5} for all"),
    }
}

pub(super) fn shrinkage(name: ShrinkName) -> &'static str {
    match name {
        ShrinkName::Apeglm => "apeglm",
        ShrinkName::Normal => "normal",
    }
}
