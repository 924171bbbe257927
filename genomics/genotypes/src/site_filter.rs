use crate::Region;
use serde::Serialize;

/// Which sites are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteFilter {
    /// Those of which a base of the reference allele lies in this region.
    pub region: Option<Region>,
    /// Those whose FILTER is `PASS`, or `.`: no filter was applied.
    pub passed_only: bool,
    /// Those with at least this QUAL; a site without one is left out.
    pub minimum_quality: Option<f64>,
    /// Those with exactly one alternate allele.
    pub biallelic_only: bool,
    /// Those of which every allele is one base, and at least one is an alternate.
    pub snps_only: bool,
    /// Leaves out sites with a symbolic allele (`<DEL>`) or a breakend (`G]17:198982]`).
    pub without_symbolic: bool,
    /// Leaves out sites with the allele `*`: a deletion that began before spans them.
    pub without_spanning: bool,
}

/// Sites that a filter left out, by the first reason that held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Outside the region.
    pub outside: u64,
    /// FILTER is neither `PASS` nor `.`.
    pub not_passed: u64,
    /// QUAL too low, or not given.
    pub low_quality: u64,
    /// Not exactly one alternate allele.
    pub not_biallelic: u64,
    /// Not all alleles are single bases.
    pub not_snp: u64,
    /// Symbolic alleles and breakends.
    pub symbolic: u64,
    /// The allele `*`.
    pub spanning: u64,
}

impl LeftOut {
    /// Sites in all.
    ///
    /// ```
    /// let left_out = neuron_genotypes::LeftOut { outside: 2, not_snp: 3, ..Default::default() };
    /// assert_eq!(left_out.total(), 5);
    /// ```
    #[must_use]
    pub fn total(&self) -> u64 {
        let Self { outside, not_passed, low_quality, not_biallelic, not_snp, symbolic, spanning } =
            self;
        outside + not_passed + low_quality + not_biallelic + not_snp + symbolic + spanning
    }

    /// Adds what was left out elsewhere.
    pub(crate) fn add(&mut self, other: &Self) {
        self.outside += other.outside;
        self.not_passed += other.not_passed;
        self.low_quality += other.low_quality;
        self.not_biallelic += other.not_biallelic;
        self.not_snp += other.not_snp;
        self.symbolic += other.symbolic;
        self.spanning += other.spanning;
    }
}

/// What a filter looks at.
pub(crate) struct Candidate<'a> {
    pub(crate) contig: &'a [u8],
    pub(crate) position: u64,
    pub(crate) reference: &'a [u8],
    /// Empty where the site has none.
    pub(crate) alternates: &'a [&'a [u8]],
    pub(crate) passed: bool,
    pub(crate) quality: Option<f64>,
}

impl SiteFilter {
    /// Whether a site is read; where not, the reason is counted.
    pub(crate) fn keeps(&self, site: &Candidate<'_>, left_out: &mut LeftOut) -> bool {
        let outside = |region: &Region| {
            let start = site.position.saturating_sub(1);
            let covered = start..start.saturating_add(site.reference.len() as u64);
            region.contig.as_bytes() != site.contig || !region.overlaps(&covered)
        };
        let low = |minimum: f64| site.quality.is_none_or(|quality| quality < minimum);
        let reason = if self.region.as_ref().is_some_and(outside) {
            &mut left_out.outside
        } else if self.passed_only && !site.passed {
            &mut left_out.not_passed
        } else if self.minimum_quality.is_some_and(low) {
            &mut left_out.low_quality
        } else if self.biallelic_only && site.alternates.len() != 1 {
            &mut left_out.not_biallelic
        } else if self.without_symbolic && site.alternates.iter().any(|allele| is_symbolic(allele))
        {
            &mut left_out.symbolic
        } else if self.without_spanning && site.alternates.contains(&&b"*"[..]) {
            &mut left_out.spanning
        } else if self.snps_only && !is_snp(site.reference, site.alternates) {
            &mut left_out.not_snp
        } else {
            return true;
        };
        *reason += 1;
        false
    }
}

fn is_base(allele: &[u8]) -> bool {
    matches!(allele, [base] if base.is_ascii_alphabetic())
}

fn is_snp(reference: &[u8], alternates: &[&[u8]]) -> bool {
    is_base(reference) && !alternates.is_empty() && alternates.iter().all(|allele| is_base(allele))
}

/// `<DEL>`, and breakends: `G]17:198982]`, `.A`, `A.`.
fn is_symbolic(allele: &[u8]) -> bool {
    let inside = |byte: &u8| matches!(byte, b'<' | b'[' | b']');
    allele.iter().any(inside) || allele.starts_with(b".") || allele.ends_with(b".")
}
