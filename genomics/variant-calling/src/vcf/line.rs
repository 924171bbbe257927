use crate::{CallRecord, Ploidy};

/// A record as a line, without its end.
///
/// ```
/// use neuron_variant_calling::{CallRecord, Ploidy, ReferenceBlock, vcf};
/// let block = ReferenceBlock {
///     contig: "c".into(), start: 5, end: 9, reference: 'A', covered: false, genotype_quality: 0, min_depth: 0,
/// };
/// let line = vcf::line(&CallRecord::Reference(block), Ploidy::Diploid);
/// assert_eq!(line, "c\t5\t.\tA\t<*>\t.\t.\tEND=9\tGT:GQ:DP:MIN_DP\t./.:0:0:0");
/// ```
#[must_use]
pub fn line(record: &CallRecord, ploidy: Ploidy) -> String {
    let numbers =
        |numbers: &[u32]| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    match record {
        CallRecord::Variant(call) => {
            let genotype: Vec<String> = call.genotype.iter().map(ToString::to_string).collect();
            format!(
                "{}\t{}\t.\t{}\t{}\t{:.1}\tPASS\tDP={}{}\tGT:GQ:DP:AD:PL\t{}:{}:{}:{}:{}",
                call.contig,
                call.position,
                call.reference,
                call.alternates.join(","),
                call.quality,
                call.depth,
                if call.reviewed { ";REVIEWED" } else { "" },
                genotype.join("/"),
                call.genotype_quality,
                call.depth,
                numbers(&call.allele_depths),
                numbers(&call.likelihoods),
            )
        }
        CallRecord::Reference(block) => {
            let allele = if block.covered { "0" } else { "." };
            let genotype = vec![allele; ploidy.copies()].join("/");
            format!(
                "{}\t{}\t.\t{}\t<*>\t.\t.\tEND={}\tGT:GQ:DP:MIN_DP\t{genotype}:{}:{}:{}",
                block.contig,
                block.start,
                block.reference,
                block.end,
                block.genotype_quality,
                block.min_depth,
                block.min_depth,
            )
        }
    }
}
