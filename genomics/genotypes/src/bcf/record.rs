use super::dictionary::Dictionary;
use super::genotype_values;
use super::typed_value::{Cursor, Kind, integers};
use crate::assembly::SiteBlock;
use crate::error::shown;
use crate::sample_choice::SampleChoice;
use crate::site_filter::Candidate;
use crate::{LeftOut, Limits, SiteFilter, Variant};

/// A QUAL that is not there.
const NO_QUALITY: u32 = 0x7f80_0001;

/// What is wrong with a record.
pub(super) enum Fault {
    /// With the record.
    Record(String),
    /// With a sample.
    Sample { site: String, sample: usize, what: String },
}

impl From<String> for Fault {
    fn from(what: String) -> Self {
        Self::Record(what)
    }
}

/// How records are read.
pub(super) struct Records<'a> {
    pub(super) dictionary: &'a Dictionary,
    pub(super) samples: &'a SampleChoice,
    pub(super) filter: &'a SiteFilter,
    pub(super) limits: &'a Limits,
}

/// What records in a row say.
pub(super) struct Parsed {
    pub(super) block: SiteBlock,
    pub(super) left_out: LeftOut,
    /// Sites without GT, and the first of them, counted from 0.
    pub(super) without_gt: u64,
    pub(super) first_without_gt: u64,
}

impl Records<'_> {
    /// Reads records, each in its two parts; what is wrong comes with its record, counted from 0.
    pub(super) fn read(&self, records: &[(&[u8], &[u8])]) -> Result<Parsed, (u64, Fault)> {
        let (block, left_out) = (SiteBlock::new(), LeftOut::default());
        let mut parsed = Parsed { block, left_out, without_gt: 0, first_without_gt: 0 };
        for (number, (site, genotypes)) in records.iter().enumerate() {
            let number = number as u64;
            self.record(site, genotypes, number, &mut parsed).map_err(|fault| (number, fault))?;
        }
        Ok(parsed)
    }

    fn record(
        &self,
        site: &[u8],
        genotypes: &[u8],
        number: u64,
        parsed: &mut Parsed,
    ) -> Result<(), Fault> {
        let mut cursor = Cursor::new(site);
        let (contig, position, _) = (cursor.i32()?, cursor.i32()?, cursor.i32()?);
        let (quality, counts, samples) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
        let contig = self.dictionary.contig(contig).ok_or_else(|| {
            format!("it is on sequence number {contig}, which the header does not declare")
        })?;
        // Positions count from 0 here, and −1 is the telomere that VCF calls 0.
        let position = u64::try_from(i64::from(position) + 1)
            .map_err(|_| format!("its position is {position}"))?;
        let id = cursor.text()?;
        let count = (counts >> 16) as usize;
        let reference = cursor.text()?;
        if count == 0 || reference.is_empty() {
            return Err(Fault::Record("it has no reference allele".to_owned()));
        }
        let alternates =
            (1..count).map(|_| cursor.text()).collect::<Result<Vec<&[u8]>, String>>()?;
        if alternates.iter().any(|allele| allele.is_empty()) {
            return Err(Fault::Record("one of its alleles is empty".to_owned()));
        }
        // An absent alternate may be written as an allele `.`.
        let alternates = if alternates == [b"."] { Vec::new() } else { alternates };
        let (filter, bytes) = cursor.value()?;
        let passed = integers(filter.kind, bytes).is_none_or(|mut filters| {
            filters.all(|filter| usize::try_from(filter) == Ok(self.dictionary.pass))
        });
        let candidate = Candidate {
            contig: contig.as_bytes(),
            position,
            reference,
            alternates: &alternates,
            passed,
            quality: (quality != NO_QUALITY).then(|| f64::from(f32::from_bits(quality))),
        };
        if !self.filter.keeps(&candidate, &mut parsed.left_out) {
            return Ok(());
        }
        let expected = self.samples.all.len();
        let found = (samples & 0xff_ffff) as usize;
        if found != expected {
            let what = format!("it has {found} samples, expected {expected} as the header has");
            return Err(Fault::Record(what));
        }
        let fields = samples >> 24;
        if !self.genotypes(genotypes, fields, &candidate, &mut parsed.block)? {
            if parsed.without_gt == 0 {
                parsed.first_without_gt = number;
            }
            parsed.without_gt += u64::from(expected > 0);
            parsed.block.push_missing(self.samples.count());
        }
        let text = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Fault::Record(format!("{} is not UTF-8", shown(bytes)))),
        };
        parsed.block.variants.push(Variant {
            contig: contig.to_owned(),
            position,
            id: if id == b"." { String::new() } else { text(id)? },
            reference: text(reference)?,
            alternates: alternates.iter().map(|allele| text(allele)).collect::<Result<_, _>>()?,
        });
        Ok(())
    }

    /// Reads GT, and says whether it is there.
    fn genotypes(
        &self,
        bytes: &[u8],
        fields: u32,
        site: &Candidate<'_>,
        block: &mut SiteBlock,
    ) -> Result<bool, Fault> {
        let samples = self.samples.all.len();
        let mut cursor = Cursor::new(bytes);
        let mut found = false;
        for _ in 0..fields {
            let key = cursor.integer()?;
            let descriptor = cursor.descriptor()?;
            let length = descriptor.count.checked_mul(descriptor.kind.width());
            let length = length.and_then(|length| length.checked_mul(samples));
            let values = cursor
                .take(length.ok_or_else(|| "a field has an impossible length".to_owned())?)?;
            let is_gt =
                self.dictionary.gt.is_some() && usize::try_from(key).ok() == self.dictionary.gt;
            if is_gt && !found && samples > 0 && descriptor.kind != Kind::Missing {
                found = true;
                let alleles = 1 + site.alternates.len();
                let most = self.limits.ploidy;
                genotype_values::read(descriptor, values, alleles, self.samples, most, block)
                    .map_err(|(sample, what)| {
                        let site =
                            format!("{}:{}", String::from_utf8_lossy(site.contig), site.position);
                        Fault::Sample { site, sample, what }
                    })?;
            }
        }
        if !cursor.is_empty() {
            return Err(Fault::Record("bytes are left behind its last field".to_owned()));
        }
        Ok(found)
    }
}
