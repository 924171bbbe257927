//! Settings that say nothing sensible.

use neuron_read_simulation::{
    Abundance, Contig, ErrorLaw, MetagenomeLaw, Pairing, RandomReference, ReadLaw, VariantLaw,
    haplotypes, plant, simulate_metagenome, simulate_reads,
};

fn contig() -> Vec<Contig> {
    vec![Contig::new("c", &b"GATTACA".repeat(30))]
}

#[test]
fn each_setting_has_its_range() {
    let plants = |law: VariantLaw| plant(&contig(), &law, 1).unwrap_err().to_string();
    let standard = VariantLaw::default;
    assert_eq!(
        plants(VariantLaw { snp_rate: 0.5, ..standard() }),
        "`snp rate` is 0.5, expected a number from 0 to 0.1 per base"
    );
    assert_eq!(
        plants(VariantLaw { indel_rate: f64::NAN, ..standard() }),
        "`indel rate` is NaN, expected a number from 0 to 0.1 per base"
    );
    assert_eq!(
        plants(VariantLaw { repeat_share: -0.1, ..standard() }),
        "`repeat share` is -0.1, expected a number from 0 to 1"
    );
    assert_eq!(
        plants(VariantLaw { indel_extension: 1.0, ..standard() }),
        "`indel extension` is 1, expected a number from 0, below 1"
    );
    let reads = |law: ReadLaw| {
        let reference = contig();
        let copies = haplotypes(&reference, &[]);
        simulate_reads(&reference, &copies, &law, 1).unwrap_err().to_string()
    };
    let standard = ReadLaw::default;
    assert_eq!(
        reads(ReadLaw { coverage: 0.0, ..standard() }),
        "`coverage` is 0, expected a number above 0, at most 100000"
    );
    assert_eq!(
        reads(ReadLaw { errors: ErrorLaw { rate: 0.4, ..ErrorLaw::default() }, ..standard() }),
        "`error` is 0.4, expected a number from 0 to 0.3"
    );
    assert_eq!(
        reads(ReadLaw { pairing: Pairing::Paired { mean: 100.0, deviation: 1.0 }, ..standard() }),
        "`insert` is 100, expected at least the length of a read, at most 1000000"
    );
    assert_eq!(
        reads(ReadLaw { length: 300, pairing: Pairing::Single, ..standard() }),
        "no contig of the reference has the 300 bases of a read; the longest has 210"
    );
    let makes = |law: RandomReference| law.make(1).unwrap_err().to_string();
    assert_eq!(
        makes(RandomReference { length: 0, ..RandomReference::default() }),
        "`reference length` is 0, expected at least 1 base"
    );
    assert_eq!(
        makes(RandomReference { gc: 2.0, ..RandomReference::default() }),
        "`gc` is 2, expected a number from 0 to 1"
    );
}

#[test]
fn more_reads_than_memory_are_refused_before_any_is_made() {
    let reference = vec![Contig::new("long", &vec![b'A'; 3_000_000])];
    let copies = haplotypes(&reference, &[]);
    let law = ReadLaw { coverage: 10_000.0, ..ReadLaw::default() };
    let error = simulate_reads(&reference, &copies, &law, 1).unwrap_err().to_string();
    assert_eq!(
        error,
        "30000000000 bases of reads are more than the 20000000000 that are held at once; lower \
         the coverage or simulate contig by contig"
    );
}

#[test]
fn abundances_belong_to_genomes() {
    let law = MetagenomeLaw { length: 50, ..MetagenomeLaw::default() };
    let says = |abundance: Abundance| {
        let law = MetagenomeLaw { abundance, ..law.clone() };
        simulate_metagenome(&[contig(), contig()], &law, 1).unwrap_err().to_string()
    };
    assert_eq!(
        says(Abundance::Given(vec![1.0])),
        "there are 1 abundances for 2 genomes; give one for each"
    );
    assert_eq!(
        says(Abundance::Given(vec![1.0, -1.0])),
        "`abundance` is -1, expected a number from 0"
    );
    assert_eq!(
        says(Abundance::Given(vec![0.0, 0.0])),
        "`abundances together` is 0, expected a number above 0"
    );
}

#[test]
fn contigs_too_short_for_a_read_get_none() {
    let mut reference = contig();
    reference.push(Contig::new("long", &b"GATTACACCT".repeat(100)));
    let copies = haplotypes(&reference, &[]);
    let law = ReadLaw { length: 250, pairing: Pairing::Single, ..ReadLaw::default() };
    let reads = simulate_reads(&reference, &copies, &law, 1).unwrap();
    assert!(!reads.is_empty() && reads.iter().all(|read| read.contig == 1));
}
