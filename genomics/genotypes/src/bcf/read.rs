use super::dictionary::Dictionary;
use super::record::{Fault, Parsed, Records};
use crate::assembly::{Assembly, order_warnings};
use crate::error::shown;
use crate::sample_choice::SampleChoice;
use crate::vcf::VcfHeader;
use crate::{GenotypeError, GenotypeWarning, LeftOut, Limits, Loaded, Place, ReadOptions, source};
use rayon::prelude::*;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// First bytes of a BCF; the minor version follows.
pub(crate) const MAGIC: &[u8] = b"BCF\x02";

/// Bytes of records that are read before they are parsed.
const BATCH: usize = 8 << 20;
/// Records that a core parses at a time.
const PIECE: usize = 256;

/// Reads the genotypes of a BCF, compressed by BGZF as usual or not.
///
/// # Errors
/// [`GenotypeError`], with the record, the site and the sample: not a BCF, a damaged or truncated record, a genotype with
/// an allele that the site has not, a sample that is there twice or is not there, more memory than the limits allow,
/// damaged compression.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Loaded, GenotypeError> {
    let opened = source::open(path)?;
    let mut loaded = read_from(opened.reader, path, options)?;
    loaded.warnings.extend(source::warnings(&opened.warnings));
    Ok(loaded)
}

/// Reads the genotypes of a BCF's content, not compressed; `file` is what errors call it.
///
/// # Errors
/// See [`read`].
pub fn read_from(
    mut reader: impl BufRead,
    file: &Path,
    options: &ReadOptions,
) -> Result<Loaded, GenotypeError> {
    let header = header(&mut reader, file, &options.limits)?;
    let dictionary = Dictionary::new(&header);
    let samples = SampleChoice::new(file, header.samples, options.samples.as_deref())?;
    let records = Records {
        dictionary: &dictionary,
        samples: &samples,
        filter: &options.filter,
        limits: &options.limits,
    };
    let mut assembly = Assembly::new(file, options.limits);
    let (mut count, mut left_out) = (0, LeftOut::default());
    let (mut without_gt, mut first_without_gt) = (0, 0);
    let mut batch = Batch::default();
    while batch.fill(&mut reader, file, count, &options.limits)? {
        let parts = batch.parts();
        let parsed: Vec<Result<Parsed, (u64, Fault)>> = parts
            .par_chunks(PIECE)
            .map(|records_of_piece| records.read(records_of_piece))
            .collect();
        for (parsed, piece) in parsed.into_iter().zip(parts.chunks(PIECE)) {
            let parsed = parsed
                .map_err(|(record, fault)| error(file, count + record + 1, fault, &samples.all))?;
            if parsed.without_gt > 0 && without_gt == 0 {
                first_without_gt = count + parsed.first_without_gt + 1;
            }
            without_gt += parsed.without_gt;
            count += piece.len() as u64;
            left_out.add(&parsed.left_out);
            assembly.append(parsed.block)?;
        }
    }
    let genotypes = assembly.finish(samples.names());
    let mut warnings = order_warnings(&genotypes.variants);
    if without_gt > 0 {
        let first = Place::Record(first_without_gt);
        warnings.push(GenotypeWarning::WithoutGenotypes { sites: without_gt, first });
    }
    Ok(Loaded { genotypes, contigs: header.contigs, records: count, left_out, warnings })
}

/// Reads what stands before the records.
fn header(
    reader: &mut impl BufRead,
    file: &Path,
    limits: &Limits,
) -> Result<VcfHeader, GenotypeError> {
    let io = |cause| GenotypeError::Io { action: "read", file: file.to_owned(), cause };
    let mut head = Vec::new();
    reader.by_ref().take(9).read_to_end(&mut head).map_err(io)?;
    let (magic, rest) = head.split_at(head.len().min(MAGIC.len()));
    let &[1 | 2, a, b, c, d] = rest else {
        let found = match head.as_slice() {
            [] => "it is empty".to_owned(),
            bytes => format!("it begins with {}", shown(bytes)),
        };
        return Err(GenotypeError::Unrecognised {
            file: file.to_owned(),
            expected: "a BCF of version 2",
            found,
        });
    };
    if magic != MAGIC {
        let (expected, found) = ("a BCF of version 2", format!("it begins with {}", shown(magic)));
        return Err(GenotypeError::Unrecognised { file: file.to_owned(), expected, found });
    }
    let needed = u64::from(u32::from_le_bytes([a, b, c, d]));
    if needed > limits.header_bytes {
        let limit = limits.header_bytes;
        return Err(GenotypeError::TooLarge {
            file: file.to_owned(),
            what: "the header",
            needed,
            limit,
        });
    }
    let mut text = Vec::new();
    reader.by_ref().take(needed).read_to_end(&mut text).map_err(io)?;
    if text.len() as u64 != needed {
        let what = format!("its header ends after {} of {needed} bytes", text.len());
        return Err(GenotypeError::Inconsistent { file: file.to_owned(), what });
    }
    let end = text.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    VcfHeader::read(&text[..end], file, limits)
}

/// Records as bytes.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// Where the first and the second part of each end.
    ends: Vec<(usize, usize)>,
}

impl Batch {
    /// Takes records until there are enough; says whether there are any. `before` counts those of earlier batches.
    fn fill(
        &mut self,
        reader: &mut impl BufRead,
        file: &Path,
        before: u64,
        limits: &Limits,
    ) -> Result<bool, GenotypeError> {
        self.bytes.clear();
        self.ends.clear();
        while self.bytes.len() < BATCH {
            let place = Place::Record(before + self.ends.len() as u64 + 1);
            let wrong = |what: String| GenotypeError::Record { file: file.to_owned(), place, what };
            let io = |cause| GenotypeError::Io { action: "read", file: file.to_owned(), cause };
            let mut lengths = Vec::with_capacity(8);
            reader.by_ref().take(8).read_to_end(&mut lengths).map_err(io)?;
            let &[a, b, c, d, e, f, g, h] = lengths.as_slice() else {
                if lengths.is_empty() {
                    break;
                }
                return Err(wrong(format!("the file ends after {} of its bytes", lengths.len())));
            };
            let (site, genotypes) =
                (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
            let needed = u64::from(site) + u64::from(genotypes);
            if needed > limits.line_bytes {
                let (file, limit) = (file.to_owned(), limits.line_bytes);
                return Err(GenotypeError::TooLarge { file, what: "a record", needed, limit });
            }
            let start = self.bytes.len();
            take(reader, needed, &mut self.bytes).map_err(io)?;
            let found = (self.bytes.len() - start) as u64;
            if found != needed {
                return Err(wrong(format!("the file ends after {found} of its {needed} bytes")));
            }
            self.ends.push((start + site as usize, self.bytes.len()));
        }
        Ok(!self.ends.is_empty())
    }

    /// The two parts of each record.
    fn parts(&self) -> Vec<(&[u8], &[u8])> {
        let mut start = 0;
        let part = |&(middle, end): &(usize, usize)| {
            let parts = (&self.bytes[start..middle], &self.bytes[middle..end]);
            start = end;
            parts
        };
        self.ends.iter().map(part).collect()
    }
}

/// Appends so many bytes, or all that there are: memory is taken as they come.
fn take(reader: &mut impl BufRead, count: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    reader.by_ref().take(count).read_to_end(bytes)
}

fn error(file: &Path, record: u64, fault: Fault, samples: &[String]) -> GenotypeError {
    let (file, place) = (file.to_owned(), Place::Record(record));
    match fault {
        Fault::Record(what) => GenotypeError::Record { file, place, what },
        Fault::Sample { site, sample, what } => {
            GenotypeError::Sample { file, place, site, sample: samples[sample].clone(), what }
        }
    }
}
