use super::planted::{BOTH, FIRST, Reads, SECOND, calls, header, plant, random_bases, sam, short};
use neuron_variant_calling::{CallingOptions, Ploidy};

fn deep(seed: u64) -> Reads {
    Reads { depth: 40.0, error: 0.01, seed }
}

fn other(base: u8) -> &'static [u8] {
    match base {
        b'A' => b"G",
        b'C' => b"T",
        b'G' => b"A",
        _ => b"C",
    }
}

#[test]
fn substitutions_of_one_and_of_both_copies() {
    let bases = random_bases(2000, 1);
    let planted = [
        plant(500, 1, other(bases[500]), FIRST),
        plant(503, 1, other(bases[503]), SECOND),
        plant(1200, 1, other(bases[1200]), BOTH),
    ];
    let found = calls(&sam(&bases, &planted, &deep(2)), &bases, &CallingOptions::default());
    let expected: Vec<String> = [(500, "0/1"), (503, "0/1"), (1200, "1/1")]
        .iter()
        .map(|&(at, genotype)| {
            let alternate = String::from_utf8_lossy(other(bases[at]));
            format!("{} {}>{alternate} {genotype}", at + 1, char::from(bases[at]))
        })
        .collect();
    assert_eq!(found.iter().map(short).collect::<Vec<_>>(), expected);
    for call in &found {
        assert!(call.genotype_quality > 50 && call.quality > 100.0, "{call:?}");
        let sum: u32 = call.allele_depths.iter().sum();
        assert!(sum <= call.depth && sum + 4 >= call.depth, "{call:?}");
        assert_eq!((call.likelihoods.len(), call.likelihoods.iter().min()), (3, Some(&0)));
    }
}

#[test]
fn insertions_and_deletions() {
    let mut bases = random_bases(3000, 3);
    bases[600..610].copy_from_slice(b"GACTGTCAGT");
    bases[1500..1510].copy_from_slice(b"GACTGTCAGT");
    bases[2300..2310].copy_from_slice(b"GACTGTCAGT");
    let planted = [
        plant(603, 0, b"GGATC", FIRST),
        plant(1503, 4, b"", BOTH),
        plant(2304, 1, b"", FIRST),
        plant(2308, 1, b"C", BOTH),
    ];
    let found = calls(&sam(&bases, &planted, &deep(4)), &bases, &CallingOptions::default());
    let found: Vec<String> = found.iter().map(short).collect();
    // Both of the first two are as far left as they go, a base before the place where they were planted.
    let expected = ["602 A>ACGGAT 0/1", "1502 ACTGT>A 1/1", "2304 TG>T 0/1", "2309 G>C 1/1"];
    assert_eq!(found, expected);
}

#[test]
fn two_alternate_alleles_at_one_site() {
    let mut bases = random_bases(2500, 5);
    bases[700..706].copy_from_slice(b"TGAACG");
    bases[1800..1808].copy_from_slice(b"TGACTCAG");
    let planted = [
        plant(702, 1, b"C", FIRST),
        plant(702, 1, b"T", SECOND),
        plant(1803, 0, b"GG", FIRST),
        plant(1803, 2, b"", SECOND),
    ];
    let found = calls(&sam(&bases, &planted, &deep(6)), &bases, &CallingOptions::default());
    let texts: Vec<String> = found.iter().map(short).collect();
    // The order of alternates is not part of what a call says.
    assert!(["703 A>C,T 1/2", "703 A>T,C 1/2"].contains(&texts[0].as_str()), "{texts:?}");
    let both = ["1803 ACT>AGGCT,A 1/2", "1803 ACT>A,AGGCT 1/2"];
    assert!(both.contains(&texts[1].as_str()), "{texts:?}");
    assert_eq!(texts.len(), 2);
    assert_eq!(found[1].likelihoods.len(), 6);
    assert_eq!(found[1].likelihoods[4], 0);
}

#[test]
fn a_deletion_over_a_substitution_of_the_other_copy() {
    let mut bases = random_bases(1600, 7);
    bases[800..812].copy_from_slice(b"GACTGTCAGTCA");
    let planted = [plant(803, 5, b"", FIRST), plant(805, 1, b"A", SECOND)];
    let found = calls(&sam(&bases, &planted, &deep(8)), &bases, &CallingOptions::default());
    let found: Vec<String> = found.iter().map(short).collect();
    assert_eq!(found, ["803 CTGTCA>C 0/1", "806 T>A 0/1"]);
}

#[test]
fn one_chromosome() {
    let mut bases = random_bases(1600, 9);
    bases[800..806].copy_from_slice(b"GACTGT");
    let planted = [plant(400, 1, other(bases[400]), BOTH), plant(803, 2, b"", BOTH)];
    let mut options = CallingOptions::default();
    options.ploidy = Ploidy::Haploid;
    let found = calls(&sam(&bases, &planted, &deep(10)), &bases, &options);
    let genotypes: Vec<&[usize]> = found.iter().map(|call| call.genotype.as_slice()).collect();
    assert_eq!(genotypes, [[1], [1]]);
    assert_eq!(found[0].likelihoods.len(), 2);
}

#[test]
fn four_reads_of_either_allele_are_enough() {
    let bases = random_bases(300, 11);
    let alternate = char::from(other(bases[150])[0]);
    let mut text = header(bases.len());
    for read in 0..8 {
        let mut part = String::from_utf8(bases[100..200].to_vec()).unwrap();
        if read % 2 == 0 {
            part.replace_range(50..51, &alternate.to_string());
        }
        text += &format!("r{read}\t0\tc\t101\t60\t100M\t*\t0\t0\t{part}\t{}\n", "?".repeat(100));
    }
    let found = calls(&text, &bases, &CallingOptions::default());
    assert_eq!(found.len(), 1);
    let expected = format!("151 {}>{alternate} 0/1", char::from(bases[150]));
    assert_eq!(short(&found[0]), expected);
    // Closed form: e = 0.001, eight times ½ (1 − e) + e / 6 against four times e / 3 and 1 − e.
    let (e, theta) = (0.001f64, 0.001 / 3.0);
    let one = (0.5 * (1.0 - e) + e / 6.0).powi(8) * theta;
    let none = (1.0 - e).powi(4) * (e / 3.0).powi(4);
    let both = none * theta / 2.0;
    let quality = -10.0 * (none / (none + one + both)).log10();
    assert!((found[0].quality - quality).abs() < 1e-6, "{} {quality}", found[0].quality);
}

#[test]
fn mates_that_overlap_count_once() {
    let bases = random_bases(400, 12);
    let alternate = char::from(other(bases[150])[0]);
    let mut text = header(bases.len());
    // Two fragments whose mates both read the base: two observations, not four.
    let mut lines = Vec::new();
    for read in 0..2 {
        for (flags, start, mate) in [(99, 100, 121), (147, 120, 101)] {
            let mut part = String::from_utf8(bases[start..start + 100].to_vec()).unwrap();
            part.replace_range(150 - start..151 - start, &alternate.to_string());
            let line = format!(
                "r{read}\t{flags}\tc\t{}\t60\t100M\t=\t{mate}\t120\t{part}\t{}\n",
                start + 1,
                "5".repeat(100)
            );
            lines.push((start, line));
        }
    }
    lines.sort_by_key(|(start, _)| *start);
    text.extend(lines.into_iter().map(|(_, line)| line));
    let found = calls(&text, &bases, &CallingOptions::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].depth, found[0].allele_depths.as_slice()), (2, [0, 2].as_slice()));
}

#[test]
fn unusable_reads_are_left_out() {
    let bases = random_bases(300, 13);
    let alternate = char::from(other(bases[150])[0]);
    let mut part = String::from_utf8(bases[100..200].to_vec()).unwrap();
    part.replace_range(50..51, &alternate.to_string());
    let with = |flags: u16, mapping_quality: u8| {
        let mut text = header(bases.len());
        for read in 0..10 {
            text += &format!(
                "r{read}\t{flags}\tc\t101\t{mapping_quality}\t100M\t*\t0\t0\t{part}\t{}\n",
                "?".repeat(100)
            );
        }
        calls(&text, &bases, &CallingOptions::default()).len()
    };
    assert_eq!(with(0, 60), 1);
    // Secondary, failed, duplicate, supplementary, and one that could be elsewhere.
    for (flags, mapping_quality) in [(0x100, 60), (0x200, 60), (0x400, 60), (0x800, 60), (0, 0)] {
        assert_eq!(with(flags, mapping_quality), 0, "{flags:#x} {mapping_quality}");
    }
}
