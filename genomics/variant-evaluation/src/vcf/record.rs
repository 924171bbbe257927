use crate::{Call, Genotype};

/// Parses a record, of which one column is the sample's; otherwise says what is wrong with it.
pub(super) fn parse(text: &str, column: usize, columns: usize) -> Result<Call, String> {
    let mut fields = text.split('\t');
    let mut next = |name: &str| fields.next().ok_or_else(|| format!("column `{name}` is absent"));
    let contig = next("CHROM")?;
    let position = next("POS")?;
    let _id = next("ID")?;
    let reference = next("REF")?;
    let alternates = next("ALT")?;
    let quality = next("QUAL")?;
    let filter = next("FILTER")?;
    let _info = next("INFO")?;
    let format = next("FORMAT")?;
    let rest: Vec<&str> = fields.collect();
    let found = 9 + rest.len();
    if found != columns {
        return Err(format!("there are {found} columns, expected {columns} as in the header"));
    }
    if contig.is_empty() {
        return Err("the contig is empty".to_owned());
    }
    let position: u64 = match position.parse() {
        Ok(position) if position > 0 => position,
        _ => return Err(format!("POS is `{position}`, expected a whole number from 1")),
    };
    if reference.is_empty() || !reference.bytes().all(|base| base.is_ascii_alphabetic()) {
        return Err(format!("REF is `{reference}`, expected bases"));
    }
    let alternates: Vec<String> = match alternates {
        "." => Vec::new(),
        list => list.split(',').map(str::to_owned).collect(),
    };
    if alternates.iter().any(String::is_empty) {
        return Err("an allele of ALT is empty".to_owned());
    }
    let (genotype, genotype_quality) = sample(format, rest[column - 9], alternates.len())?;
    Ok(Call {
        contig: contig.to_owned(),
        position,
        reference: reference.to_owned(),
        alternates,
        genotype,
        quality: phred("QUAL", quality)?,
        genotype_quality,
        filters: match filter {
            "PASS" | "." | "" => Vec::new(),
            list => list.split(';').map(str::to_owned).collect(),
        },
        line: 0,
    })
}

/// Genotype and its quality, of one sample's column.
fn sample(
    format: &str,
    values: &str,
    alternates: usize,
) -> Result<(Genotype, Option<f64>), String> {
    let keys = format.split(':').count();
    let found = values.split(':').count();
    if found > keys {
        return Err(format!("the sample has {found} values, FORMAT names {keys}"));
    }
    let (mut genotype, mut quality) = (Genotype::default(), None);
    for (key, value) in format.split(':').zip(values.split(':')) {
        match key {
            "GT" => genotype = self::genotype(value, alternates)?,
            "GQ" => quality = phred("GQ", value)?,
            _ => {}
        }
    }
    Ok((genotype, quality))
}

fn genotype(text: &str, alternates: usize) -> Result<Genotype, String> {
    // VCF 4.4 may lead with the phase of the first copy.
    let copies = text.strip_prefix(['/', '|']).unwrap_or(text);
    let copy = |copy: &str| match copy {
        "." => Ok(None),
        number => match number.parse::<usize>() {
            Ok(allele) if allele <= alternates => Ok(Some(allele)),
            Ok(allele) => {
                Err(format!("GT `{text}` has allele {allele}, but ALT has {alternates} alleles"))
            }
            Err(_) => Err(format!("GT is `{text}`, expected numbers of alleles as in `0/1`")),
        },
    };
    let alleles = copies.split(['/', '|']).map(copy).collect::<Result<Vec<_>, _>>()?;
    Ok(Genotype { alleles, phased: copies.contains('|') })
}

/// A Phred-scaled quality; `.` where there is none.
fn phred(name: &str, text: &str) -> Result<Option<f64>, String> {
    if text == "." || text.is_empty() {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(Some(value)),
        _ => Err(format!("{name} is `{text}`, expected a number from 0 or `.`")),
    }
}
