//! The genotypes of a line: what stands behind its ninth tab.

use super::genotype_text;
use crate::MISSING;
use crate::assembly::SiteBlock;
use crate::sample_choice::SampleChoice;

/// What is wrong with a row.
pub(super) enum RowFault {
    /// It has so many columns of samples.
    Columns(usize),
    /// A sample's column says nothing sensible.
    Sample { sample: usize, what: String },
}

/// How the text of a line's samples is read.
pub(super) struct Row<'a> {
    /// The text of all samples.
    pub(super) text: &'a [u8],
    pub(super) samples: &'a SampleChoice,
    /// Alleles of the site, the reference's among them.
    pub(super) alleles: usize,
    /// Keys of FORMAT.
    pub(super) keys: usize,
    /// Which of them is GT.
    pub(super) gt: usize,
    /// Most copies of a genotype.
    pub(super) most_copies: usize,
}

impl Row<'_> {
    /// Adds the genotypes to `block`.
    pub(super) fn read(&self, block: &mut SiteBlock) -> Result<(), RowFault> {
        if self.keys == 1 && self.most_copies >= 2 && self.of_equal_width(block) {
            return Ok(());
        }
        self.by_field(block)
    }

    /// The usual case, diploid genotypes of one digit an allele and nothing else: four bytes a sample, at places that are
    /// known. Says whether it was that, and adds nothing otherwise.
    fn of_equal_width(&self, block: &mut SiteBlock) -> bool {
        let samples = self.samples.all.len();
        if self.text.len() + 1 != samples * 4 || block.width() != 2 {
            return false;
        }
        let (first_allele, first_phase) = (block.alleles.len(), block.phased.len());
        block.alleles.resize(first_allele + samples * 2, 0);
        block.phased.resize(first_phase + samples, false);
        let alleles = block.alleles[first_allele..].chunks_exact_mut(2);
        let known = self.alleles.min(10) as u8;
        let allele = |byte: u8| {
            let digit = byte.wrapping_sub(b'0');
            let missing = byte == b'.';
            (if missing { MISSING } else { digit as i8 }, missing | (digit < known))
        };
        let mut good = true;
        let mut one = |genotype: &[u8; 3], pair: &mut [i8], phase: &mut bool| {
            let ((a, a_good), (b, b_good)) = (allele(genotype[0]), allele(genotype[2]));
            let bar = genotype[1] == b'|';
            good &= a_good & b_good & (bar | (genotype[1] == b'/'));
            pair[0] = a;
            pair[1] = b;
            *phase = bar;
        };
        let (fields, last) = self.text.as_chunks::<4>();
        let mut tabs = true;
        let mut phases = block.phased[first_phase..].iter_mut();
        let mut pairs = alleles;
        for ((&[a, separator, b, tab], pair), phase) in
            fields.iter().zip(&mut pairs).zip(&mut phases)
        {
            tabs &= tab == b'\t';
            one(&[a, separator, b], pair, phase);
        }
        if let (&[a, separator, b], Some(pair), Some(phase)) = (last, pairs.next(), phases.next()) {
            one(&[a, separator, b], pair, phase);
        }
        if !(good && tabs) {
            block.alleles.truncate(first_allele);
            block.phased.truncate(first_phase);
            return false;
        }
        if let Some(chosen) = &self.samples.chosen {
            for (place, &sample) in chosen.iter().enumerate() {
                let from = first_allele + sample * 2;
                block.alleles.copy_within(from..from + 2, first_allele + place * 2);
                block.phased[first_phase + place] = block.phased[first_phase + sample];
            }
            block.alleles.truncate(first_allele + chosen.len() * 2);
            block.phased.truncate(first_phase + chosen.len());
        }
        block.make_room(2);
        true
    }

    /// Any genotypes, between any other fields.
    fn by_field(&self, block: &mut SiteBlock) -> Result<(), RowFault> {
        let mut chosen =
            self.samples.chosen.as_ref().map(|chosen| chosen.iter().copied().peekable());
        let mut copies = Vec::new();
        let (mut sample, mut field, mut start) = (0, 0, 0);
        let mut genotype: Option<&[u8]> = None;
        let ends = memchr::memchr2_iter(b'\t', b':', self.text).chain([self.text.len()]);
        for end in ends {
            if field == self.gt {
                genotype = Some(&self.text[start..end]);
            }
            (field, start) = (field + 1, end + 1);
            if self.text.get(end) == Some(&b':') {
                continue;
            }
            if sample == self.samples.all.len() {
                let more =
                    memchr::memchr_iter(b'\t', &self.text[end.min(self.text.len())..]).count();
                return Err(RowFault::Columns(sample + 1 + more));
            }
            let is_read = match &mut chosen {
                None => true,
                Some(chosen) => chosen.next_if_eq(&sample).is_some(),
            };
            if is_read {
                if field > self.keys {
                    let what = format!("{field} values stand where FORMAT has {} keys", self.keys);
                    return Err(RowFault::Sample { sample, what });
                }
                self.add(genotype, &mut copies, block)
                    .map_err(|what| RowFault::Sample { sample, what })?;
            }
            (sample, field, genotype) = (sample + 1, 0, None);
        }
        if sample == self.samples.all.len() { Ok(()) } else { Err(RowFault::Columns(sample)) }
    }

    fn add(
        &self,
        text: Option<&[u8]>,
        copies: &mut Vec<i8>,
        block: &mut SiteBlock,
    ) -> Result<(), String> {
        // Fields at the end may be left out, which says that nothing is known of them.
        let Some(text) = text else {
            block.push_missing(1);
            return Ok(());
        };
        let phased = genotype_text::parse(text, self.alleles, copies)?;
        if copies.len() > self.most_copies {
            return Err(format!(
                "the genotype has {} copies, at most {} are read",
                copies.len(),
                self.most_copies
            ));
        }
        block.push(copies, phased);
        Ok(())
    }
}
