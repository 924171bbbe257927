//! `run simulate-reads`: reads of planted variants.

use super::args::{AlignedEndsName, SimulateReadsArgs};
use super::error::CommandError;
use super::whole_file::NewFolder;
use neuron_command_line::{CommandLineError, output, table};
use neuron_read_simulation::{
    AlignedEnds, Contig, ErrorLaw, Pairing, PlantedVariant, RandomReference, Read, ReadLaw,
    VariantKind, VariantLaw, haplotypes, plant, simulate_reads, write_bam, write_fastq,
    write_reference, write_truth,
};
use neuron_sequence_files::{Limits, fasta};
use serde::Serialize;
use serde_json::json;

/// Variants of a kind.
#[derive(Serialize)]
struct Planted {
    kind: VariantKind,
    variants: usize,
    heterozygous: usize,
    in_repeats: usize,
}

/// Simulates and writes.
pub(super) fn run(args: &SimulateReadsArgs) -> Result<(), CommandError> {
    check_sample(&args.sample)?;
    let (variant_law, read_law) = laws(args);
    let reference = reference(args)?;
    let variants = plant(&reference, &variant_law, args.seed)?;
    let copies = haplotypes(&reference, &variants);
    let reads = simulate_reads(&reference, &copies, &read_law, args.seed)?;
    let files = write(args, &reference, &variants, &reads)?;

    let planted = planted(&variants);
    let bases: usize = reads.iter().map(|read| read.bases.len()).sum();
    let errors: usize = reads.iter().map(|read| read.errors).sum();
    if args.json {
        let line = json!({
            "analysis": "simulate-reads",
            "synthetic": true,
            "reference": args.reference.as_ref().map_or("made-up".into(), |path| path.display().to_string()),
            "reference_bases": reference.iter().map(|contig| contig.sequence.len()).sum::<usize>(),
            "planted": planted,
            "reads": reads.len(),
            "bases": bases,
            "wrong_bases": errors,
            "variant_law": variant_law,
            "read_law": read_law,
            "seed": args.seed,
            "output": args.output.display().to_string(),
            "files": files,
        });
        output::line(&line.to_string())?;
    } else {
        let rows: Vec<Vec<String>> = planted.iter().map(row).collect();
        output::line(&format!(
            "{}\n\n{} synthetic reads, {bases} bases, {errors} of them wrong\n`{}`: {}",
            table(&["planted", "variants", "heterozygous", "in repeats"], &rows),
            reads.len(),
            args.output.display(),
            files.join(", "),
        ))?;
    }
    Ok(())
}

/// A name with a blank of some kind would break the headers of the files.
fn check_sample(name: &str) -> Result<(), CommandError> {
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err(CommandError::from(CommandLineError::Flag {
            flag: "--sample",
            found: format!("`{}`", name.escape_debug()),
            expected: "a name without blanks".to_owned(),
        }));
    }
    Ok(())
}

fn laws(args: &SimulateReadsArgs) -> (VariantLaw, ReadLaw) {
    let variants = VariantLaw {
        snp_rate: args.snp_rate,
        indel_rate: args.indel_rate,
        mnp_rate: args.mnp_rate,
        repeat_share: args.repeat_share,
        heterozygous: args.heterozygous,
        ..VariantLaw::default()
    };
    let pairing = if args.single {
        Pairing::Single
    } else {
        Pairing::Paired { mean: args.insert, deviation: args.insert_deviation }
    };
    let reads = ReadLaw {
        coverage: args.coverage,
        length: args.length,
        pairing,
        errors: ErrorLaw { rate: args.error, ..ErrorLaw::default() },
        ends: match args.aligned_ends {
            AlignedEndsName::True => AlignedEnds::True,
            AlignedEndsName::Scored => AlignedEnds::Scored,
        },
    };
    (variants, reads)
}

fn reference(args: &SimulateReadsArgs) -> Result<Vec<Contig>, CommandError> {
    let Some(path) = &args.reference else {
        let law = RandomReference { length: args.bases, ..RandomReference::default() };
        return Ok(law.make(args.seed)?);
    };
    let reader = fasta::Reader::open(path, Limits::default())?.of(fasta::Alphabet::Nucleotides);
    let records = reader.read_all()?;
    Ok(records.iter().map(|record| Contig::new(&record.name, &record.sequence)).collect())
}

/// Writes the folder; gives the names of its files.
fn write(
    args: &SimulateReadsArgs,
    reference: &[Contig],
    variants: &[PlantedVariant],
    reads: &[Read],
) -> Result<Vec<&'static str>, CommandError> {
    let folder = NewFolder::begin(&args.output)?;
    let mut files = Vec::new();
    if args.reference.is_none() {
        let about = format!("synthetic, made-up, seed {}", args.seed);
        folder.write("reference.fa", |target| write_reference(target, reference, &about))?;
        files.push("reference.fa");
    }
    folder
        .write("truth.vcf.gz", |target| write_truth(target, reference, variants, &args.sample))?;
    files.push("truth.vcf.gz");
    let mates: &[(&str, bool)] = if args.single {
        &[("reads.fastq.gz", false)]
    } else {
        &[("reads_1.fastq.gz", false), ("reads_2.fastq.gz", true)]
    };
    for &(name, second) in mates {
        let wanted = reads.iter().filter(|read| read.second == second);
        folder.write(name, |target| write_fastq(target, wanted))?;
        files.push(name);
    }
    write_bam(&folder.file("reads.bam"), reference, reads, &args.sample)?;
    files.push("reads.bam");
    for name in ["reads.bam.bai", "reads.bam.csi"] {
        if folder.file(name).exists() {
            files.push(name);
        }
    }
    folder.finish()?;
    Ok(files)
}

fn planted(variants: &[PlantedVariant]) -> Vec<Planted> {
    use VariantKind::{Deletion, Insertion, Mnp, Snp};
    let of_kind = |kind: VariantKind| {
        let count = |wanted: fn(&PlantedVariant) -> bool| {
            variants.iter().filter(|one| one.kind == kind && wanted(one)).count()
        };
        Planted {
            kind,
            variants: count(|_| true),
            heterozygous: count(PlantedVariant::heterozygous),
            in_repeats: count(|one| one.in_repeat),
        }
    };
    [Snp, Mnp, Insertion, Deletion].into_iter().map(of_kind).collect()
}

fn row(planted: &Planted) -> Vec<String> {
    let name = match planted.kind {
        VariantKind::Snp => "substitutions",
        VariantKind::Mnp => "rows of substitutions",
        VariantKind::Insertion => "insertions",
        VariantKind::Deletion => "deletions",
    };
    let numbers = [planted.variants, planted.heterozygous, planted.in_repeats];
    std::iter::once(name.to_owned()).chain(numbers.map(|number| number.to_string())).collect()
}
