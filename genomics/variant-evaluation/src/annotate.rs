use crate::{Difference, Judged, JudgedContig, Reference, Verdict};
use std::fmt::Write;

/// Every variant of truth and calls with its verdict, as VCF.
///
/// Differences stand in their leftmost form, one a line, for the samples `TRUTH` and `QUERY`, with
/// the fields of the GA4GH intermediate format (github.com/ga4gh/benchmarking-tools, *doc/
/// ref-impl*): `BD` the decision (`TP`, `FN`, `FP`, `UNK` outside of confident regions, `N` for
/// nothing), `BK` the kind of match (`gm` genotype, `am` allele, `lm` place), `BVT` the type and
/// `QQ` the quality.
#[must_use]
pub fn annotated_vcf(reference: &Reference, contigs: &[JudgedContig]) -> String {
    let mut text = String::from("##fileformat=VCFv4.3\n");
    for name in reference.names() {
        let length = reference.sequence(name).map_or(0, <[u8]>::len);
        let _ = writeln!(text, "##contig=<ID={name},length={length}>");
    }
    text.push_str(FORMATS);
    text.push_str("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTRUTH\tQUERY\n");
    for contig in contigs {
        let Some(sequence) = reference.sequence(&contig.contig) else { continue };
        for (place, truth, query) in lines(contig) {
            let (position, before, after) = anchored(sequence, place);
            let _ = writeln!(
                text,
                "{}\t{position}\t.\t{before}\t{after}\t.\t.\t.\tGT:BD:BK:BVT:QQ\t{}\t{}",
                contig.contig,
                column(truth, "FN"),
                column(query, "FP"),
            );
        }
    }
    text
}

const FORMATS: &str = "\
##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">
##FORMAT=<ID=BD,Number=1,Type=String,Description=\"Decision: TP, FN, FP, UNK or N\">
##FORMAT=<ID=BK,Number=1,Type=String,Description=\"Match: gm genotype, am allele, lm place\">
##FORMAT=<ID=BVT,Number=1,Type=String,Description=\"Type: SNP, INDEL or NOCALL\">
##FORMAT=<ID=QQ,Number=1,Type=Float,Description=\"Quality\">
";

type Line<'a> = (&'a Difference, Option<&'a Judged>, Option<&'a Judged>);

/// Equal differences of both sides in one line each, in the order of places.
fn lines(contig: &JudgedContig) -> Vec<Line<'_>> {
    let sorted = |list: &'_ [Judged]| {
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by(|&a, &b| list[a].primitive.leftmost.cmp(&list[b].primitive.leftmost));
        order
    };
    let (truth, query) = (sorted(&contig.truth), sorted(&contig.query));
    let (mut t, mut q) = (0, 0);
    let mut lines = Vec::new();
    loop {
        let one = truth.get(t).map(|&at| &contig.truth[at]);
        let other = query.get(q).map(|&at| &contig.query[at]);
        let line = match (one, other) {
            (None, None) => return lines,
            (Some(one), None) => (&one.primitive.leftmost, Some(one), None),
            (None, Some(other)) => (&other.primitive.leftmost, None, Some(other)),
            (Some(one), Some(other)) => {
                let (a, b) = (&one.primitive.leftmost, &other.primitive.leftmost);
                match a.cmp(b) {
                    std::cmp::Ordering::Less => (a, Some(one), None),
                    std::cmp::Ordering::Equal => (a, Some(one), Some(other)),
                    std::cmp::Ordering::Greater => (b, None, Some(other)),
                }
            }
        };
        t += usize::from(line.1.is_some());
        q += usize::from(line.2.is_some());
        lines.push(line);
    }
}

/// Position from 1 and alleles with the base that the format asks an indel to begin with, or, at
/// the start of a contig, to end with.
fn anchored(sequence: &[u8], place: &Difference) -> (usize, String, String) {
    let Difference { start, end, alternate } = place;
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    if start < end && !alternate.is_empty() {
        return (start + 1, text(&sequence[*start..*end]), text(alternate));
    }
    if *start > 0 {
        let base = sequence[start - 1];
        let after = [&[base][..], alternate].concat();
        return (*start, text(&sequence[start - 1..*end]), text(&after));
    }
    let behind = (end + 1).min(sequence.len());
    let after = [alternate, &sequence[*end..behind]].concat();
    (1, text(&sequence[..behind]), text(&after))
}

fn column(judged: Option<&Judged>, missed: &str) -> String {
    let Some(judged) = judged else { return "./.:N:.:NOCALL:.".to_owned() };
    let genotype = if judged.primitive.homozygous() { "1/1" } else { "0/1" };
    let decision = match (judged.counted, judged.verdict) {
        (false, _) => "UNK",
        (true, Verdict::Match) => "TP",
        (true, _) => missed,
    };
    let kind = match judged.verdict {
        Verdict::Match => "gm",
        Verdict::Genotype => "am",
        Verdict::Allele => "lm",
        Verdict::Absent => ".",
    };
    let variant = if judged.primitive.kind().is_indel() { "INDEL" } else { "SNP" };
    let quality = judged.primitive.quality.map_or(".".to_owned(), |quality| quality.to_string());
    format!("{genotype}:{decision}:{kind}:{variant}:{quality}")
}
