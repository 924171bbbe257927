//! Cuts genomes into fragments of 1 kb whose origin is known, to judge bins by:
//!
//! ```sh
//! cargo run --release -p neuron-metagenomics --example fragments -- fragments.fa genomes.tsv 200 *.fasta *.gbk
//! cargo xtask run genomics bin --fasta fragments.fa --labels genomes.tsv --bins 14
//! ```
//!
//! A genome is a plain FASTA or GenBank file, all records of which are taken together; its name is the file's.
#![forbid(unsafe_code)]

use neuron_random::{Permutation, Stream};
use std::error::Error;
use std::path::{Path, PathBuf};

/// Bases of a fragment.
const BASES: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let mut next = |what: &str| arguments.next().ok_or_else(|| format!("{what} is missing"));
    let (fasta, labels) = (next("the file of fragments")?, next("the file of labels")?);
    let each: usize = next("the number of fragments a genome")?.display().to_string().parse()?;
    let (mut fragments, mut genomes) = (String::new(), String::from("contig\tgenome\n"));
    for (number, path) in arguments.enumerate() {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .replace(char::is_whitespace, "_");
        let genome = read(&path)?;
        let places = genome.len() / BASES;
        if places < each {
            return Err(format!(
                "`{}` has room for {places} fragments, expected {each}",
                path.display()
            )
            .into());
        }
        let order = Permutation::new(places, Stream::new(1, "fragments").sample(number as u64));
        for place in order.iter().take(each) {
            let start = place * BASES;
            let bases = &genome[start..start + BASES];
            fragments += &format!(">{name}.{start}\n{bases}\n");
            genomes += &format!("{name}.{start}\t{name}\n");
        }
    }
    std::fs::write(fasta, fragments)?;
    std::fs::write(labels, genomes)?;
    Ok(())
}

/// The bases of all records. In a GenBank file they stand between `ORIGIN` and `//`, with numbers and blanks.
fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    let text = std::fs::read_to_string(path)?;
    let genbank = text.starts_with("LOCUS");
    let mut within = !genbank;
    let mut bases = String::with_capacity(text.len());
    for line in text.lines() {
        if genbank && (line.starts_with("ORIGIN") || line.starts_with("//")) {
            within = line.starts_with("ORIGIN");
        } else if within && !line.starts_with('>') {
            bases.extend(
                line.chars()
                    .filter(char::is_ascii_alphabetic)
                    .map(|base| base.to_ascii_uppercase()),
            );
        }
    }
    if bases.is_empty() {
        return Err(format!("`{}` has no bases, expected FASTA or GenBank", path.display()).into());
    }
    Ok(bases)
}
