//! The report as text.

use super::Report;
use neuron_command_line::table;

pub(super) fn report(report: &Report) -> String {
    let summary = &report.summary;
    let (kinds, genotypes) = (&summary.kinds, &summary.genotypes);
    let mut text = format!(
        "{}: {} samples at {} sites, of {} in the file; ploidy {}\n",
        report.source, summary.samples, summary.sites, report.records, summary.ploidy
    );
    let rows = |rows: &[(&str, u64)]| -> Vec<Vec<String>> {
        rows.iter().map(|(name, count)| vec![(*name).to_owned(), count.to_string()]).collect()
    };
    let contigs: Vec<Vec<String>> = summary
        .contigs
        .iter()
        .map(|contig| {
            vec![
                contig.name.clone(),
                contig.sites.to_string(),
                contig.first.to_string(),
                contig.last.to_string(),
            ]
        })
        .collect();
    push(&mut text, &table(&["sequence", "sites", "first", "last"], &contigs));
    let sites = [
        ("SNPs", kinds.snps),
        ("MNPs", kinds.mnps),
        ("insertions and deletions", kinds.indels),
        ("symbolic, spanning, breakends", kinds.symbolic),
        ("without variation", kinds.invariant),
        ("multi-allelic, of these", kinds.multiallelic),
    ]
    .map(|(name, count)| (name, count as u64));
    push(&mut text, &table(&["sites", "number"], &rows(&sites)));
    let called = [
        ("called", genotypes.called),
        ("  heterozygous", genotypes.heterozygous),
        ("    phased", genotypes.phased),
        ("  haploid", genotypes.haploid),
        ("called in part", genotypes.half_called),
        ("missing", genotypes.missing),
    ];
    push(&mut text, &table(&["genotypes", "number"], &rows(&called)));
    let left_out = &report.left_out;
    if left_out.total() > 0 {
        let reasons = [
            ("outside of the region", left_out.outside),
            ("FILTER", left_out.not_passed),
            ("QUAL", left_out.low_quality),
            ("not biallelic", left_out.not_biallelic),
            ("symbolic", left_out.symbolic),
            ("spanning", left_out.spanning),
            ("not a SNP", left_out.not_snp),
        ];
        let counted: Vec<(&str, u64)> = reasons.into_iter().filter(|reason| reason.1 > 0).collect();
        push(&mut text, &table(&["left out", "sites"], &rows(&counted)));
    }
    if let Some(labels) = &report.labels {
        let counts: Vec<(&str, u64)> =
            labels.samples.iter().map(|(label, count)| (label.as_str(), *count as u64)).collect();
        push(&mut text, &table(&[&labels.column, "samples"], &rows(&counts)));
    }
    if let Some(output) = &report.output {
        let lost = output.losses.map(|losses| {
            format!(
                "; not kept: the order of {} genotypes; {} haploid ones became homozygous, {} called in part missing",
                losses.phased, losses.haploid, losses.half_called
            )
        });
        push(&mut text, &format!("written to {}{}", output.file, lost.unwrap_or_default()));
    }
    text.trim_end().to_owned()
}

/// Adds a paragraph.
fn push(text: &mut String, paragraph: &str) {
    text.push('\n');
    text.push_str(paragraph);
    text.push('\n');
}
