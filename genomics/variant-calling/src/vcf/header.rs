use std::fmt::Write;

/// The header of a file of calls, with its line of columns, for contigs of such names and lengths. A gVCF
/// says what its blocks mean besides; where uncertain calls are judged by a [`SecondOpinion`](crate::SecondOpinion),
/// `opinion` is what it is called.
#[must_use]
pub fn header<'c>(
    contigs: impl Iterator<Item = (&'c str, usize)>,
    sample: &str,
    reference_blocks: bool,
    opinion: Option<&str>,
) -> String {
    let with = opinion.map_or(String::new(), |opinion| format!(", uncertain calls by {opinion}"));
    let mut text = format!(
        "##fileformat=VCFv4.3\n##source=neuron-variant-calling {}{with}\n",
        env!("CARGO_PKG_VERSION")
    );
    for (name, length) in contigs {
        let _ = writeln!(text, "##contig=<ID={name},length={length}>");
    }
    if reference_blocks {
        text += "##ALT=<ID=*,Description=\"Any allele that is not observed\">\n\
            ##INFO=<ID=END,Number=1,Type=Integer,Description=\"Last position of the block\">\n\
            ##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description=\"Least depth in the block\">\n";
    }
    text += "##FILTER=<ID=PASS,Description=\"All filters passed\">\n\
        ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"Fragments over the site\">\n\
        ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n\
        ##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"Phred-scaled probability that the genotype is another\">\n\
        ##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"Fragments over the site\">\n\
        ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"Fragments of each allele\">\n\
        ##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"Phred-scaled likelihoods of genotypes\">\n";
    if let Some(opinion) = opinion {
        let opinion = opinion.replace(['"', '\\', '\n'], " ");
        let _ = writeln!(
            text,
            "##INFO=<ID=REVIEWED,Number=0,Type=Flag,Description=\"Genotype, QUAL, GQ and PL are by {opinion}\">"
        );
    }
    let _ = writeln!(text, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{sample}");
    text
}
