//! Reads: coverage, errors, qualities, strands, fragments.

use neuron_read_simulation::{
    Contig, ErrorLaw, Pairing, RandomReference, Read, ReadLaw, VariantLaw, haplotypes, plant,
    simulate_reads,
};

fn reads(law: &ReadLaw, variants: &VariantLaw) -> (Vec<Contig>, Vec<Read>) {
    let reference =
        RandomReference { length: 100_000, ..RandomReference::default() }.make(8).unwrap();
    let planted = plant(&reference, variants, 8).unwrap();
    let copies = haplotypes(&reference, &planted);
    let reads = simulate_reads(&reference, &copies, law, 8).unwrap();
    (reference, reads)
}

fn none() -> VariantLaw {
    VariantLaw { snp_rate: 0.0, indel_rate: 0.0, mnp_rate: 0.0, ..VariantLaw::default() }
}

#[test]
fn errors_are_as_many_as_asked_for_and_as_the_qualities_say() {
    for rate in [0.01, 0.02] {
        let law =
            ReadLaw { errors: ErrorLaw { rate, ..ErrorLaw::default() }, ..Default::default() };
        let (reference, reads) = reads(&law, &none());
        let bases: usize = reads.iter().map(|read| read.bases.len()).sum();
        let errors: usize = reads.iter().map(|read| read.errors).sum();
        let within = |found: f64, share: f64, of: f64| {
            let error = (share * (1.0 - share) / of).sqrt();
            assert!((found / of - share).abs() < 4.0 * error, "{found} of {of}, not {share}");
        };
        within(errors as f64, rate, bases as f64);
        // By quality, and by cycle: against the reference, since nothing was planted.
        let mut by_quality = vec![[0_u64; 2]; 64];
        let mut by_cycle = vec![[0_u64; 2]; law.length];
        for read in &reads {
            let (start, cigar) = read.alignment.as_ref().unwrap();
            assert_eq!(cigar.to_string(), format!("{}M", law.length));
            let truth = &reference[0].sequence[*start..start + law.length];
            for place in 0..law.length {
                let wrong = usize::from(read.bases[place] != truth[place]);
                let cycle = if read.reverse { law.length - 1 - place } else { place };
                by_quality[usize::from(read.qualities[place])][wrong] += 1;
                by_cycle[cycle][wrong] += 1;
            }
        }
        for (quality, [right, wrong]) in by_quality.iter().enumerate() {
            let all = (right + wrong) as f64;
            if all > 0.0 {
                within(*wrong as f64, 10_f64.powf(-(quality as f64) / 10.0), all);
            }
        }
        for (cycle, [right, wrong]) in by_cycle.iter().enumerate() {
            within(*wrong as f64, law.errors.at(cycle, law.length), (right + wrong) as f64);
        }
        assert!((law.errors.at(149, 150) / law.errors.at(0, 150) - 3.0).abs() < 1e-12);
    }
}

#[test]
fn coverage_strands_and_fragments_are_those_asked_for() {
    let law = ReadLaw { coverage: 40.0, ..ReadLaw::default() };
    let (_, reads) = reads(&law, &none());
    assert_eq!(reads.len(), 2 * (40.0_f64 * 100_000.0 / 300.0).ceil() as usize);
    let mut depth = vec![0_u32; 100_000];
    let (mut forward, mut copy, mut sum, mut squares) = (0, 0, 0.0, 0.0);
    for pair in reads.chunks(2) {
        let [one, other] = pair else { unreachable!("pairs") };
        assert_eq!((one.name(), one.second, other.second), (other.name(), false, true));
        assert_ne!(one.reverse, other.reverse, "they face each other");
        let (left, right) = if one.reverse { (other, one) } else { (one, other) };
        let (start, end) =
            (left.alignment.as_ref().unwrap().0, right.alignment.as_ref().unwrap().0 + 150);
        let insert = (end - start) as f64;
        sum += insert;
        squares += insert * insert;
        forward += usize::from(!one.reverse);
        copy += one.copy;
        for read in pair {
            let start = read.alignment.as_ref().unwrap().0;
            depth[start..start + 150].iter_mut().for_each(|depth| *depth += 1);
        }
    }
    let pairs = reads.len() as f64 / 2.0;
    let half = |count: usize| (count as f64 / pairs - 0.5).abs() < 4.0 * (0.25 / pairs).sqrt();
    assert!(half(forward) && half(copy), "{forward} {copy}");
    let mean = sum / pairs;
    let deviation = (squares / pairs - mean * mean).sqrt();
    assert!((mean - 350.0).abs() < 4.0 * 50.0 / pairs.sqrt(), "{mean}");
    assert!((deviation - 50.0).abs() < 4.0 * 50.0 / (2.0 * pairs).sqrt(), "{deviation}");
    let middle: f64 = depth[1000..99_000].iter().map(|&depth| f64::from(depth)).sum::<f64>() / 98e3;
    assert!((middle - 40.0).abs() < 0.5, "{middle}");
}

#[test]
fn single_reads_come_from_both_strands() {
    let law =
        ReadLaw { pairing: Pairing::Single, coverage: 10.0, length: 100, ..Default::default() };
    let (_, reads) = reads(&law, &none());
    assert_eq!(reads.len(), 10_000);
    assert!(reads.iter().all(|read| !read.second));
    let reverse = reads.iter().filter(|read| read.reverse).count() as f64;
    assert!((reverse / 10_000.0 - 0.5).abs() < 4.0 * 0.005, "{reverse}");
}

#[test]
fn heterozygous_variants_are_in_half_of_the_reads() {
    let variants = VariantLaw { heterozygous: 1.0, indel_rate: 0.0, ..VariantLaw::default() };
    let reference =
        RandomReference { length: 100_000, ..RandomReference::default() }.make(8).unwrap();
    let planted = plant(&reference, &variants, 8).unwrap();
    let copies = haplotypes(&reference, &planted);
    let errors = ErrorLaw { rate: 0.0, ..ErrorLaw::default() };
    let law = ReadLaw { errors, ..ReadLaw::default() };
    let reads = simulate_reads(&reference, &copies, &law, 8).unwrap();
    let (mut with, mut all) = (0, 0);
    for one in &planted {
        for read in &reads {
            let start = read.alignment.as_ref().unwrap().0;
            if (start..start + law.length).contains(&one.start) {
                all += 1;
                with += usize::from(read.bases[one.start - start] == one.alternate[0]);
            }
        }
    }
    let share = with as f64 / f64::from(all);
    assert!(all > 2000 && (share - 0.5).abs() < 4.0 * (0.25 / f64::from(all)).sqrt(), "{share}");
}
