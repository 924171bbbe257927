use crate::{Contig, PlantedVariant};
use std::io::{self, Write};

/// Writes planted variants as VCF 4.3, in the order of places, with phased genotypes of one sample.
///
/// Insertions and deletions are left-aligned and begin with the base before them. `INFO` has
/// `REPEAT` where a unit of a repeat was put in or taken out.
///
/// # Errors
/// What `target` says.
pub fn write_truth(
    mut target: impl Write,
    reference: &[Contig],
    variants: &[PlantedVariant],
    sample: &str,
) -> io::Result<()> {
    writeln!(target, "##fileformat=VCFv4.3")?;
    writeln!(target, "##source=neuron-read-simulation, synthetic: planted variants")?;
    for Contig { name, sequence } in reference {
        writeln!(target, "##contig=<ID={name},length={}>", sequence.len())?;
    }
    writeln!(target, "##FILTER=<ID=PASS,Description=\"All filters passed\">")?;
    writeln!(target, "##INFO=<ID=REPEAT,Number=0,Type=Flag,Description=\"Unit of a repeat\">")?;
    writeln!(target, "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">")?;
    writeln!(target, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{sample}")?;
    for variant in variants {
        let Some(contig) = reference.get(variant.contig) else { continue };
        // An indel never stands at the first base, so there is one before it.
        let from = if variant.is_indel() { variant.start - 1 } else { variant.start };
        let before = &contig.sequence[from..variant.end];
        let after = [&contig.sequence[from..variant.start], &variant.alternate[..]].concat();
        let info = if variant.in_repeat { "REPEAT" } else { "." };
        let [first, second] = variant.copies.map(u8::from);
        writeln!(
            target,
            "{}\t{}\t.\t{}\t{}\t.\tPASS\t{info}\tGT\t{first}|{second}",
            contig.name,
            from + 1,
            String::from_utf8_lossy(before),
            String::from_utf8_lossy(&after),
        )?;
    }
    target.flush()
}
