use crate::error::shown;
use crate::text_lines::text_lines;
use crate::{GenotypeError, Limits, Variant};
use std::path::Path;

/// An allele that nobody has, or that is not known.
const NONE: [&str; 2] = ["0", "."];

/// Reads the sites of a `.bim`: of its two alleles the second is the reference's.
pub(super) fn read(path: &Path, limits: &Limits) -> Result<Vec<Variant>, GenotypeError> {
    let mut variants = Vec::new();
    text_lines(path, limits.genotype_bytes, |line| {
        variants.push(site(line)?);
        Ok(())
    })?;
    Ok(variants)
}

fn site(line: &str) -> Result<Variant, String> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let &[contig, id, _, position, first, second] = cells.as_slice() else {
        return Err(format!(
            "{} columns, expected 6: chromosome, name, centimorgans, position, two alleles",
            cells.len()
        ));
    };
    let number = position.parse::<u64>();
    let position = number
        .map_err(|_| format!("position {}, expected a whole number", shown(position.as_bytes())))?;
    let is_none = |allele: &&str| NONE.contains(allele);
    Ok(Variant {
        contig: contig.to_owned(),
        position,
        id: if id == "." { String::new() } else { id.to_owned() },
        // VCF has no other letter for a base that is not known.
        reference: if is_none(&second) { "N".to_owned() } else { second.to_owned() },
        alternates: if is_none(&first) { Vec::new() } else { vec![first.to_owned()] },
    })
}

/// The line of a site. The alternate allele of a site that has none is `0`.
pub(super) fn line(variant: &Variant) -> String {
    let Variant { contig, position, id, reference, alternates } = variant;
    let id = if id.is_empty() { "." } else { id };
    let alternate = alternates.first().map_or("0", String::as_str);
    format!("{contig}\t{id}\t0\t{position}\t{alternate}\t{reference}\n")
}
