use crate::place::close;
use neuron_genotypes::{Genotypes, MISSING, Variant};
use neuron_population::Populations;
use neuron_population::ancestry::admixture::{
    AdmixtureParameters, cross_validate, fit, fit_supervised, project,
};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_random::{Rng, Stream};

/// Synthetic: samples of two ancestries whose frequencies are drawn evenly, the last third mixed half and half; with
/// 2 % of genotypes missing. Also the shares of the first ancestry.
fn simulated(sites: usize, samples: usize) -> (Genotypes, Vec<f64>) {
    let mut draws = Stream::new(3, "admixture test").rng();
    let third = samples / 3;
    let share = |sample: usize| match sample / third {
        0 => 1.0,
        1 => 0.0,
        _ => 0.5,
    };
    let mut alleles = Vec::new();
    for _ in 0..sites {
        let (p, q): (f64, f64) = (draws.random_range(0.02..0.98), draws.random_range(0.02..0.98));
        for sample in 0..samples {
            let frequency = share(sample) * p + (1.0 - share(sample)) * q;
            let missing = draws.random::<f64>() < 0.02;
            for _ in 0..2 {
                let one = i8::from(draws.random::<f64>() < frequency);
                alleles.push(if missing { MISSING } else { one });
            }
        }
    }
    let variant = |site| Variant {
        contig: "1".into(),
        position: 1 + site as u64,
        id: String::new(),
        reference: "A".into(),
        alternates: vec!["C".into()],
    };
    let genotypes = Genotypes {
        samples: (0..samples).map(|sample| format!("s{sample}")).collect(),
        variants: (0..sites).map(variant).collect(),
        ploidy: 2,
        alleles,
        phased: vec![false; sites * samples],
    };
    (genotypes, (0..samples).map(share).collect())
}

fn dosages(genotypes: &Genotypes) -> Dosages {
    Dosages::new(genotypes, Haploids::Doubled)
}

#[test]
fn planted_shares_are_found() {
    let (genotypes, shares) = simulated(600, 60);
    let found = fit(&dosages(&genotypes), &AdmixtureParameters::new(2)).unwrap();
    assert!(found.converged);
    let first = usize::from(found.shares[(0, 0)] < 0.5);
    let error: f64 =
        shares.iter().enumerate().map(|(i, share)| (found.shares[(i, first)] - share).abs()).sum();
    assert!(error / 60.0 < 0.03, "{}", error / 60.0);
    for row in found.shares.row_iter() {
        close(row.sum(), 1.0, 1e-12);
    }
}

#[test]
fn likelihood_never_falls_and_is_the_binomial_one() {
    let (genotypes, _) = simulated(200, 30);
    let dosages = dosages(&genotypes);
    for ancestries in [1, 2, 4] {
        let found = fit(&dosages, &AdmixtureParameters::new(ancestries)).unwrap();
        assert!(found.trace.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9), "{:?}", found.trace);
        let mut expected = 0.0;
        for (row, site) in found.sites.iter().enumerate() {
            for sample in 0..30 {
                let Some(dosage) = dosages.get(*site, sample) else { continue };
                let p = found.shares.row(sample).dot(&found.frequencies.row(row));
                expected += f64::from(dosage) * p.ln() + f64::from(2 - dosage) * (1.0 - p).ln();
            }
        }
        close(found.log_likelihood / expected, 1.0, 1e-12);
    }
}

#[test]
fn one_ancestry_has_the_frequencies_of_all() {
    let (genotypes, _) = simulated(50, 30);
    let dosages = dosages(&genotypes);
    let found = fit(&dosages, &AdmixtureParameters::new(1)).unwrap();
    for (row, site) in found.sites.iter().enumerate() {
        close(found.frequencies[(row, 0)], dosages.frequency(*site).unwrap(), 1e-6);
    }
}

#[test]
fn plain_steps_do_not_climb_higher() {
    // The acceleration ends where ten times more steps of a fit without tolerance end.
    let (genotypes, _) = simulated(150, 30);
    let dosages = dosages(&genotypes);
    let quick = fit(&dosages, &AdmixtureParameters::new(2)).unwrap();
    let long =
        AdmixtureParameters { tolerance: 1e-12, iterations: 5000, ..AdmixtureParameters::new(2) };
    let slow = fit(&dosages, &long).unwrap();
    assert!(slow.log_likelihood >= quick.log_likelihood);
    close(quick.log_likelihood, slow.log_likelihood, 0.05);
}

#[test]
fn seeds_and_starts() {
    let (genotypes, _) = simulated(100, 30);
    let dosages = dosages(&genotypes);
    let parameters = AdmixtureParameters { seed: 5, ..AdmixtureParameters::new(3) };
    let once = fit(&dosages, &parameters).unwrap();
    assert_eq!(once, fit(&dosages, &parameters).unwrap());
    let starts = AdmixtureParameters { starts: 4, ..parameters };
    assert!(fit(&dosages, &starts).unwrap().log_likelihood >= once.log_likelihood);
}

#[test]
fn cross_validation_prefers_the_planted_number() {
    let (genotypes, _) = simulated(400, 45);
    let dosages = dosages(&genotypes);
    let error = |k| cross_validate(&dosages, &AdmixtureParameters::new(k), 5).unwrap().error;
    let errors = [1, 2, 4].map(error);
    assert!(errors[1] < errors[0] && errors[1] < errors[2], "{errors:?}");
}

#[test]
fn supervised_shares_of_the_unlabelled() {
    let (genotypes, shares) = simulated(600, 60);
    let label = |share: f64| match share {
        1.0 => Some("north"),
        0.0 => Some("south"),
        _ => None,
    };
    let labels: Vec<_> = shares.iter().map(|share| label(*share)).collect();
    let populations = Populations::from_labels(&labels);
    let dosages = dosages(&genotypes);
    let parameters = AdmixtureParameters::new(2);
    let found = fit_supervised(&dosages, &populations, &parameters).unwrap();
    assert_eq!((found.shares[(0, 0)], found.shares[(25, 0)]), (1.0, 0.0));
    let mixed: f64 = (40..60).map(|sample| found.shares[(sample, 0)]).sum();
    close(mixed / 20.0, 0.5, 0.03);
    // New samples in known ancestries: the same samples come out as before.
    let again = project(&dosages, &found, &parameters).unwrap();
    assert_eq!(again.frequencies, found.frequencies);
    let difference: f64 =
        (40..60).map(|sample| (again.shares[(sample, 0)] - found.shares[(sample, 0)]).abs()).sum();
    close(difference / 20.0, 0.0, 1e-3);
    assert!(again.shares[(3, 0)] > 0.95 && again.shares[(25, 0)] < 0.05);
}
