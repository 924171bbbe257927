use crate::cli::args::{ExpressionArgs, ShrinkName};
use neuron_expression::{DispersionTrend, FittedExperiment};

/// What was done, with the papers to cite.
pub(super) fn text(args: &ExpressionArgs, fitted: &FittedExperiment) -> Vec<String> {
    let mut lines = vec![
        "Counts were scaled by the median of ratios to the geometric mean of each gene (Anders S., Huber W.: \
         Differential expression analysis for sequence count data. Genome Biology 11 (2010) R106)."
            .to_owned(),
        format!(
            "For every gene a negative binomial generalised linear model was fitted; dispersions are gene-wise maxima of \
             the likelihood adjusted after Cox and Reid, drawn towards a trend over the mean ({}) by a prior of variance \
             {:.4} (Love M. I., Huber W., Anders S.: Moderated estimation of fold change and dispersion for RNA-seq data \
             with DESeq2. Genome Biology 15 (2014) 550).",
            match fitted.trend() {
                DispersionTrend::Parametric { .. } => "asymptote plus a term inverse to the mean",
                DispersionTrend::Local(_) => "local regression",
                DispersionTrend::Mean { .. } => "one mean dispersion",
            },
            fitted.prior_variance()
        ),
    ];
    lines.push(match &args.reduced {
        Some(reduced) => {
            format!("The model was compared with `{reduced}` by the ratio of likelihoods.")
        }
        None => "Fold changes were tested by Wald's test.".to_owned(),
    });
    lines.push(
        "P-values were adjusted for the false discovery rate (Benjamini Y., Hochberg Y., J. R. Stat. Soc. B 57 (1995), \
         289–300), over genes above a threshold of the mean (Bourgon R., Gentleman R., Huber W., PNAS 107 (2010), \
         9546–9551); genes of which one count decides the fit by Cook's distance have none."
            .to_owned(),
    );
    match args.shrink {
        Some(ShrinkName::Apeglm) => lines.push(
            "Fold changes shown are modes under a Cauchy prior (Zhu A., Ibrahim J. G., Love M. I., Bioinformatics 35 \
             (2019), 2084–2092)."
                .to_owned(),
        ),
        Some(ShrinkName::Normal) => {
            lines.push("Fold changes shown are modes under a normal prior (Love and others, 2014).".to_owned());
        }
        None => {}
    }
    lines.push("The plots of samples show variance-stabilised counts, whose trend does not know the design.".to_owned());
    lines
}
