use super::VcfHeader;
use super::line_blocks::{LineBlocks, pieces};
use super::record::{Fault, Parsed, Records};
use crate::assembly::{Assembly, order_warnings};
use crate::sample_choice::SampleChoice;
use crate::{GenotypeError, GenotypeWarning, LeftOut, Loaded, Place, ReadOptions, source};
use rayon::prelude::*;
use std::io::BufRead;
use std::path::Path;

/// Bytes of text that a core parses at a time.
const PIECE: usize = 256 << 10;

/// Reads the genotypes of a VCF, plain or compressed (told by its content).
///
/// Lines are parsed on all cores, and come in the file's order. Of a record, INFO and the fields of FORMAT but GT are not
/// looked at; QUAL is where a filter needs it. A site without GT has missing genotypes, which a warning says.
///
/// # Errors
/// [`GenotypeError`], with the line, the site and the sample: not a VCF, a wrong number of columns or of FORMAT's values, a
/// genotype that is none or names an allele that the site has not, a sample that is there twice or is not there, more
/// memory than the limits allow, damaged compression.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Loaded, GenotypeError> {
    let opened = source::open(path)?;
    let mut loaded = read_from(opened.reader, path, options)?;
    loaded.warnings.extend(source::warnings(&opened.warnings));
    Ok(loaded)
}

/// Reads the genotypes of a VCF's text; `file` is what errors call it.
///
/// # Errors
/// See [`read`].
pub fn read_from(
    mut reader: impl BufRead,
    file: &Path,
    options: &ReadOptions,
) -> Result<Loaded, GenotypeError> {
    let header = VcfHeader::read(&mut reader, file, &options.limits)?;
    let samples = SampleChoice::new(file, header.samples, options.samples.as_deref())?;
    let records = Records { samples: &samples, filter: &options.filter, limits: &options.limits };
    let mut assembly = Assembly::new(file, options.limits);
    let mut lines = header.lines;
    let (mut count, mut left_out) = (0, LeftOut::default());
    let (mut without_gt, mut first_without_gt) = (0, 0);
    let mut blocks = LineBlocks::new(reader, file, &options.limits);
    while let Some(block) = blocks.next()? {
        let parsed: Vec<Result<Parsed, (u64, Fault)>> =
            pieces(&block, PIECE).into_par_iter().map(|piece| records.read(piece)).collect();
        for parsed in parsed {
            let parsed = parsed
                .map_err(|(line, fault)| error(file, lines + line + 1, fault, &samples.all))?;
            if parsed.without_gt > 0 && without_gt == 0 {
                first_without_gt = lines + parsed.first_without_gt + 1;
            }
            without_gt += parsed.without_gt;
            lines += parsed.lines;
            count += parsed.records;
            left_out.add(&parsed.left_out);
            assembly.append(parsed.block)?;
        }
    }
    let genotypes = assembly.finish(samples.names());
    let mut warnings = order_warnings(&genotypes.variants);
    if without_gt > 0 {
        let first = Place::Line(first_without_gt);
        warnings.push(GenotypeWarning::WithoutGenotypes { sites: without_gt, first });
    }
    Ok(Loaded { genotypes, contigs: header.contigs, records: count, left_out, warnings })
}

fn error(file: &Path, line: u64, fault: Fault, samples: &[String]) -> GenotypeError {
    let (file, place) = (file.to_owned(), Place::Line(line));
    match fault {
        Fault::Record(what) => GenotypeError::Record { file, place, what },
        Fault::Sample { site, sample, what } => {
            GenotypeError::Sample { file, place, site, sample: samples[sample].clone(), what }
        }
    }
}
