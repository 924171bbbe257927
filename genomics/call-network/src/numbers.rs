use neuron_variant_calling::UncertainCall;

/// How many numbers of the model of genotypes a network is given for a call.
pub const NUMBERS: usize = 13;

/// ln of a posterior or likelihood below which it makes no difference.
const LEAST_LN: f64 = -30.0;

/// What the model of genotypes says of a call, each about from −3 to 3: ln posteriors and ln likelihoods of the three
/// genotypes, depth, share of the alternate allele, insertion, deletion, its length, and the repeat it stands in.
pub(crate) fn numbers(call: &UncertainCall) -> [f32; NUMBERS] {
    let posterior = call.ln_posterior.map(|ln| ln.max(LEAST_LN) / 10.0);
    let likelihood = call.ln_likelihoods.map(|ln| ln.max(LEAST_LN) / 10.0);
    let told: u32 = call.call.allele_depths.iter().sum();
    let alternate = call.call.allele_depths.get(1).copied().unwrap_or_default();
    let share = f64::from(alternate) / f64::from(told.max(1));
    let before = call.call.reference.len();
    let after = call.call.alternates.first().map_or(before, String::len);
    let length = before.abs_diff(after) as f64;
    let repeat = (call.repeat_unit * call.repeat_copies) as f64;
    let is = |condition: bool| f64::from(u8::from(condition));
    let all = [
        posterior[0],
        posterior[1],
        posterior[2],
        likelihood[0],
        likelihood[1],
        likelihood[2],
        f64::from(call.call.depth).ln_1p() / 2.0 - 1.0,
        2.0 * share - 1.0,
        is(after > before),
        is(after < before),
        (length / 10.0).min(3.0),
        call.repeat_unit as f64 / 3.0 - 1.0,
        repeat.ln_1p() / 2.0 - 1.0,
    ];
    all.map(|value| value as f32)
}
