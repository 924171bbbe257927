use std::fmt::Write;

/// The header of a file of calls, with its line of columns, for contigs of such names and lengths. A gVCF
/// says what its blocks mean besides.
#[must_use]
pub fn header<'c>(
    contigs: impl Iterator<Item = (&'c str, usize)>,
    sample: &str,
    reference_blocks: bool,
) -> String {
    let mut text = format!(
        "##fileformat=VCFv4.3\n##source=neuron-variant-calling {}\n",
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
    let _ = writeln!(text, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{sample}");
    text
}
