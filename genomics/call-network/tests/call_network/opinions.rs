use super::reads::Made;
use neuron_call_network::{CallNetwork, NetworkConfig, NetworkOpinion};
use neuron_rt::Device;
use neuron_variant_calling::{SecondOpinion, UncertainCall};
use std::error::Error;

/// Keeps what it is asked, and says what stands already.
struct Listener(Vec<UncertainCall>);

impl SecondOpinion for Listener {
    fn threshold(&self) -> f64 {
        20.0
    }

    fn pileup_size(&self) -> [usize; 2] {
        let config = NetworkConfig::default();
        [config.rows, config.columns]
    }

    fn judge(
        &mut self,
        calls: &[UncertainCall],
    ) -> Result<Vec<[f64; 3]>, Box<dyn Error + Send + Sync>> {
        self.0.extend_from_slice(calls);
        Ok(calls.iter().map(|call| call.ln_posterior).collect())
    }
}

#[test]
fn what_has_learned_nothing_changes_nothing() {
    let made = Made::new(100_000, 8.0, 3);
    let network = CallNetwork::untrained(NetworkConfig::default(), 1).unwrap();
    let (without, with) = (made.calls(None), made.calls(Some(&network)));
    assert_eq!(without.len(), with.len());
    let mut reviewed = 0;
    for (before, mut after) in without.into_iter().zip(with) {
        reviewed += usize::from(after.reviewed);
        assert!((before.quality - after.quality).abs() < 1e-6 * (1.0 + before.quality));
        (after.quality, after.reviewed) = (before.quality, false);
        assert_eq!(before, after);
    }
    assert!(reviewed > 20, "{reviewed}");
}

#[test]
fn uncertain_calls_are_what_is_asked_about() {
    let made = Made::new(100_000, 8.0, 4);
    let mut listener = Listener(Vec::new());
    made.calls_by(Some(&mut listener));
    let certain = |call: &UncertainCall| {
        let best = call.ln_posterior.into_iter().fold(f64::NEG_INFINITY, f64::max);
        best.exp()
    };
    assert!(listener.0.len() > 40, "{}", listener.0.len());
    assert!(listener.0.iter().all(|call| certain(call) < 0.991));
    assert!(listener.0.iter().all(|call| call.ln_likelihoods.contains(&0.0)));
    // Those that are most likely no variant are asked about as well.
    assert!(listener.0.iter().any(|call| call.ln_posterior[0] > 0.7f64.ln()));
    for call in &listener.0 {
        let sum: f64 = call.ln_posterior.iter().map(|ln| ln.exp()).sum();
        assert!((sum - 1.0).abs() < 1e-9);
        assert_eq!(call.pileup.shape(), [7, 32, 33]);
    }
}

#[test]
fn an_opinion_does_not_depend_on_the_other_calls() {
    let made = Made::new(60_000, 8.0, 5);
    let mut listener = Listener(Vec::new());
    made.calls_by(Some(&mut listener));
    let calls = listener.0;
    let network = super::files::stirred(NetworkConfig::default());
    let mut opinion = NetworkOpinion::new(&network, &Device::Cpu).unwrap();
    let together = opinion.judge(&calls).unwrap();
    let mut changed = 0.0f64;
    for (call, all) in calls.iter().zip(&together) {
        let alone = opinion.judge(std::slice::from_ref(call)).unwrap()[0];
        assert_eq!(alone, *all);
        changed = changed.max((all[1] - call.ln_posterior[1]).abs());
        // The network adds 3 at most to either side of a ratio.
        let odds = |three: [f64; 3]| three[1] - three[0];
        assert!((odds(*all) - odds(call.ln_posterior)).abs() <= 6.0 + 1e-6);
    }
    assert!(changed > 0.01, "{changed}");
}
