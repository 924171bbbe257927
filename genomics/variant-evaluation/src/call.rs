/// A genotype as a record states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Genotype {
    /// Numbers of alleles, 0 the reference's; `None` where a copy was not called. Empty where the
    /// record has no genotype at all.
    pub alleles: Vec<Option<usize>>,
    /// Whether the copies are in the order of the two haplotypes. Phase is not judged.
    pub phased: bool,
}

/// A record of a truth set or of a caller, for one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The contig.
    pub contig: String,
    /// Position of the first base of `reference`, counted from 1.
    pub position: u64,
    /// The reference's allele.
    pub reference: String,
    /// The other alleles, as the record has them: bases, `*`, or symbols such as `<DEL>`.
    pub alternates: Vec<String>,
    /// The sample's genotype.
    pub genotype: Genotype,
    /// Phred-scaled quality of the site, `QUAL`.
    pub quality: Option<f64>,
    /// Phred-scaled quality of the genotype, `GQ`.
    pub genotype_quality: Option<f64>,
    /// Filters that the record failed; empty for `PASS` and `.`.
    pub filters: Vec<String>,
    /// Where the record stands in its file: the line, counted from 1, for messages.
    pub line: u64,
}

impl Call {
    /// A call with a diploid genotype and nothing else: for tests and callers in memory.
    ///
    /// ```
    /// use neuron_variant_evaluation::Call;
    /// let call = Call::diploid("chr1", 12, "A", &["G"], [0, 1]);
    /// assert_eq!(call.genotype.alleles, [Some(0), Some(1)]);
    /// ```
    #[must_use]
    pub fn diploid(
        contig: &str,
        position: u64,
        reference: &str,
        alternates: &[&str],
        genotype: [usize; 2],
    ) -> Self {
        Self {
            contig: contig.to_owned(),
            position,
            reference: reference.to_owned(),
            alternates: alternates.iter().map(|&allele| allele.to_owned()).collect(),
            genotype: Genotype { alleles: genotype.map(Some).to_vec(), phased: false },
            quality: None,
            genotype_quality: None,
            filters: Vec::new(),
            line: 0,
        }
    }
}
