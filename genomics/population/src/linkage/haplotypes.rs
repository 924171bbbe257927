use neuron_genotypes::Genotypes;
use serde::Serialize;

/// Disequilibrium of two sites by their haplotypes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Haplotypic {
    /// Haplotypes counted, or genotypes twice.
    pub haplotypes: u32,
    /// Frequencies of the haplotypes 00, 01, 10, 11, where 1 is any alternate.
    pub frequencies: [f64; 4],
    /// `D = p₁₁ − p₁ q₁`.
    pub d: f64,
    /// Lewontin's D′: D over the greatest that the frequencies allow, with D's sign.
    pub d_prime: f64,
    /// `D² / (p₀ p₁ q₀ q₁)`.
    pub r_squared: f64,
}

/// Disequilibrium of two sites from phased genotypes. A haploid genotype is one haplotype; genotypes that are not
/// phased count only where at most one of the two sites is heterozygous, since phase does not matter then. `None` where
/// a site does not vary among the haplotypes counted.
#[must_use]
pub fn haplotypic(genotypes: &Genotypes, first: usize, second: usize) -> Option<Haplotypic> {
    let mut counts = [0_u32; 4];
    let samples = genotypes.samples.len();
    for sample in 0..samples {
        let (a, b) = (genotypes.genotype(first, sample), genotypes.genotype(second, sample));
        let uniform = |copies: &[i8]| copies.iter().all(|copy| *copy < 0 || *copy == copies[0]);
        let phased = genotypes.phased[first * samples + sample]
            && genotypes.phased[second * samples + sample];
        if !phased && !uniform(a) && !uniform(b) {
            continue;
        }
        for (a, b) in a.iter().zip(b) {
            if *a >= 0 && *b >= 0 {
                counts[2 * usize::from(*a > 0) + usize::from(*b > 0)] += 1;
            }
        }
    }
    let total: u32 = counts.iter().sum();
    let frequencies = counts.map(|count| f64::from(count) / f64::from(total.max(1)));
    measures(total, frequencies)
}

/// Disequilibrium of two sites from diploid genotypes without phase: the haplotype frequencies are those of greatest
/// likelihood under random mating, by expectation and maximisation (Hill, *Estimation of linkage disequilibrium in
/// randomly mating populations*, Heredity 33, 1974). `None` where a site does not vary.
#[must_use]
pub fn haplotypic_by_em(
    dosages: &crate::dosages::Dosages,
    first: usize,
    second: usize,
) -> Option<Haplotypic> {
    let mut table = [[0.0_f64; 3]; 3];
    let mut genotypes = 0_u32;
    for sample in 0..dosages.samples() {
        if let (Some(a), Some(b)) = (dosages.get(first, sample), dosages.get(second, sample)) {
            table[usize::from(a)][usize::from(b)] += 1.0;
            genotypes += 1;
        }
    }
    let total = f64::from(2 * genotypes.max(1));
    // Haplotypes that are certain; those of double heterozygotes are shared out below.
    let mut certain = [0.0; 4];
    for (a, row) in table.iter().enumerate() {
        for (b, count) in row.iter().enumerate() {
            if (a, b) != (1, 1) {
                let (low_a, high_a, low_b, high_b) = (a / 2, a.div_ceil(2), b / 2, b.div_ceil(2));
                certain[2 * low_a + low_b] += count;
                certain[2 * high_a + high_b] += count;
            }
        }
    }
    let double = table[1][1];
    let p = (certain[2] + certain[3] + double) / total;
    let q = (certain[1] + certain[3] + double) / total;
    let mut frequencies = [(1.0 - p) * (1.0 - q), (1.0 - p) * q, p * (1.0 - q), p * q];
    for _ in 0..10_000 {
        let cis = frequencies[0] * frequencies[3];
        let trans = frequencies[1] * frequencies[2];
        let share = if cis + trans > 0.0 { cis / (cis + trans) } else { 0.5 };
        let next = [
            (certain[0] + double * share) / total,
            (certain[1] + double * (1.0 - share)) / total,
            (certain[2] + double * (1.0 - share)) / total,
            (certain[3] + double * share) / total,
        ];
        let change = next.iter().zip(frequencies).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        frequencies = next;
        if change < 1e-14 {
            break;
        }
    }
    measures(2 * genotypes, frequencies)
}

fn measures(haplotypes: u32, frequencies: [f64; 4]) -> Option<Haplotypic> {
    let p = frequencies[2] + frequencies[3];
    let q = frequencies[1] + frequencies[3];
    let product = p * (1.0 - p) * q * (1.0 - q);
    if haplotypes == 0 || product <= 1e-14 {
        return None;
    }
    let d = frequencies[0] * frequencies[3] - frequencies[1] * frequencies[2];
    let greatest = if d < 0.0 {
        (p * q).min((1.0 - p) * (1.0 - q))
    } else {
        (p * (1.0 - q)).min((1.0 - p) * q)
    };
    let d_prime = (d / greatest).clamp(-1.0, 1.0);
    let r_squared = (d * d / product).clamp(0.0, 1.0);
    Some(Haplotypic { haplotypes, frequencies, d, d_prime, r_squared })
}
