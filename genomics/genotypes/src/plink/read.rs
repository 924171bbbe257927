use super::paths::Paths;
use super::{bed, bim, fam};
use crate::assembly::order_warnings;
use crate::sample_choice::SampleChoice;
use crate::site_filter::Candidate;
use crate::{
    GenotypeError, Genotypes, LeftOut, Loaded, MISSING, Place, ReadOptions, SiteFilter, Variant,
};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Bytes of a `.bed` that are read before they are decoded.
const BATCH: usize = 4 << 20;

/// Reads `PREFIX.bed`, `.bim` and `.fam`; `prefix` may be the path of one of them.
///
/// Samples are named by the second column of `.fam`; [`families`](super::families) gives the others. Every genotype is
/// diploid and unphased. A site has neither FILTER nor QUAL, so that a least quality leaves all of them out.
///
/// # Errors
/// [`GenotypeError`], with file and line: a file that is not there, a sample-major `.bed`, a length that is not that of the
/// sites and samples, a wrong number of columns, a sample that is there twice, genotypes with an allele that `.bim` does not
/// name, more memory than the limits allow.
pub fn read(prefix: &Path, options: &ReadOptions) -> Result<Loaded, GenotypeError> {
    let paths = Paths::new(prefix);
    let individuals = fam::read(&paths.fam, &options.limits)?;
    let names = individuals.into_iter().map(|individual| individual.sample).collect();
    let samples = SampleChoice::new(&paths.fam, names, options.samples.as_deref())?;
    let sites = bim::read(&paths.bim, &options.limits)?;
    let records = sites.len();
    let content = open(&paths.bed, records, samples.all.len())?;
    let (kept, left_out) = filter(&sites, &options.filter);

    let needed = (kept.len() as u64).saturating_mul(samples.count() as u64).saturating_mul(3);
    let limit = options.limits.genotype_bytes;
    if needed > limit {
        return Err(GenotypeError::TooLarge {
            file: paths.bed,
            what: "the genotypes",
            needed,
            limit,
        });
    }
    let alleles = decode(content, &paths.bed, records, &kept, &samples)?;
    let mut kept_sites = kept.iter();
    let mut next = kept_sites.next();
    let mut variants = Vec::with_capacity(kept.len());
    for (place, variant) in sites.into_iter().enumerate() {
        if next == Some(&place) {
            variants.push(variant);
            next = kept_sites.next();
        }
    }
    let phased = vec![false; variants.len() * samples.count()];
    let genotypes = Genotypes { samples: samples.names(), variants, ploidy: 2, alleles, phased };
    named_alleles(&genotypes, &paths.bed, &kept)?;
    let warnings = order_warnings(&genotypes.variants);
    Ok(Loaded { genotypes, contigs: Vec::new(), records: records as u64, left_out, warnings })
}

/// Opens a `.bed` behind its first bytes, if it is SNP-major and has the length that it should have.
fn open(path: &Path, sites: usize, samples: usize) -> Result<BufReader<File>, GenotypeError> {
    let io = |cause| GenotypeError::Io { action: "read", file: path.to_owned(), cause };
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    let mut head = Vec::new();
    file.by_ref().take(3).read_to_end(&mut head).map_err(io)?;
    if head != bed::MAGIC {
        let sample_major = head == [0x6c, 0x1b, 0x00];
        return Err(GenotypeError::Unrecognised {
            file: path.to_owned(),
            expected: "a SNP-major `.bed`",
            found: if sample_major {
                "it is sample-major, as PLINK before 1.0 wrote it; rewrite it by `plink1.9 --bfile PREFIX --make-bed`"
                    .to_owned()
            } else {
                format!("it begins with the bytes {head:02x?}, expected {:02x?}", bed::MAGIC)
            },
        });
    }
    let expected = (bed::stride(samples) as u64).saturating_mul(sites as u64).saturating_add(3);
    if length != expected {
        return Err(GenotypeError::Inconsistent {
            file: path.to_owned(),
            what: format!(
                "it has {length} bytes, expected {expected} for {sites} sites of `.bim` and {samples} samples of `.fam`"
            ),
        });
    }
    Ok(BufReader::with_capacity(1 << 20, file))
}

/// The places of those sites that are read.
fn filter(sites: &[Variant], filter: &SiteFilter) -> (Vec<usize>, LeftOut) {
    let mut left_out = LeftOut::default();
    let keeps = |site: &usize| {
        let variant = &sites[*site];
        let alternates: Vec<&[u8]> = variant.alternates.iter().map(String::as_bytes).collect();
        let candidate = Candidate {
            contig: variant.contig.as_bytes(),
            position: variant.position,
            reference: variant.reference.as_bytes(),
            alternates: &alternates,
            passed: true,
            quality: None,
        };
        filter.keeps(&candidate, &mut left_out)
    };
    let kept = (0..sites.len()).filter(keeps).collect();
    (kept, left_out)
}

/// The alleles of the sites that are read, `[kept, samples, 2]`.
fn decode(
    mut content: BufReader<File>,
    path: &Path,
    sites: usize,
    kept: &[usize],
    samples: &SampleChoice,
) -> Result<Vec<i8>, GenotypeError> {
    let io = |cause| GenotypeError::Io { action: "read", file: path.to_owned(), cause };
    let (stride, width) = (bed::stride(samples.all.len()), samples.count() * 2);
    let mut alleles = vec![MISSING; kept.len() * width];
    if stride == 0 || width == 0 {
        return Ok(alleles);
    }
    let mut batch = vec![0; stride * (BATCH / stride).clamp(1, sites.max(1))];
    let mut at = 0;
    let mut rest = &mut alleles[..];
    for wanted in kept.chunks(batch.len() / stride) {
        for (target, &site) in batch.chunks_exact_mut(stride).zip(wanted) {
            let skipped = (site - at) as u64 * stride as u64;
            content.seek_relative(i64::try_from(skipped).unwrap_or(i64::MAX)).map_err(io)?;
            content.read_exact(target).map_err(io)?;
            at = site + 1;
        }
        let (own, after) = rest.split_at_mut(wanted.len() * width);
        rest = after;
        own.par_chunks_mut(width).zip(batch.par_chunks(stride)).for_each(|(row, bytes)| {
            match &samples.chosen {
                None => bed::decode(bytes, row),
                Some(chosen) => {
                    let mut all = vec![MISSING; samples.all.len() * 2];
                    bed::decode(bytes, &mut all);
                    for (pair, &sample) in row.chunks_exact_mut(2).zip(chosen) {
                        pair.copy_from_slice(&all[sample * 2..sample * 2 + 2]);
                    }
                }
            }
        });
    }
    Ok(alleles)
}

/// Refuses genotypes with an allele that has no name.
fn named_alleles(
    genotypes: &Genotypes,
    path: &Path,
    records: &[usize],
) -> Result<(), GenotypeError> {
    for (place, variant) in genotypes.variants.iter().enumerate() {
        if !variant.alternates.is_empty() {
            continue;
        }
        if let Some(number) = genotypes.site(place).iter().position(|allele| *allele > 0) {
            return Err(GenotypeError::Sample {
                file: path.to_owned(),
                place: Place::Record(records[place] as u64 + 1),
                site: format!("{}:{}", variant.contig, variant.position),
                sample: genotypes.samples[number / 2].clone(),
                what: "it has the first allele, which `.bim` does not name".to_owned(),
            });
        }
    }
    Ok(())
}
