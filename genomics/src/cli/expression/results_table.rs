use neuron_expression::Results;
use std::fmt::Write;

/// All genes, separated by tabs, with the columns of DESeq2; NA stands for what is not there.
pub(super) fn text(results: &Results) -> String {
    let cell =
        |value: Option<f64>| value.map_or_else(|| "NA".to_owned(), |value| value.to_string());
    let mut text = "gene\tbaseMean\tlog2FoldChange\tlfcSE\tstat\tpvalue\tpadj\n".to_owned();
    for gene in &results.genes {
        let values = [
            gene.log2_fold_change,
            gene.standard_error,
            gene.statistic,
            gene.p_value,
            gene.adjusted_p_value,
        ];
        let values = values.map(cell).join("\t");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\t{}\t{values}", gene.gene, gene.base_mean);
    }
    text
}
