//! Second opinions on calls that are not certain.

use super::planted::{
    BOTH, FIRST, Planted, Reads, SECOND, open, plant, random_bases, reference, sam,
};
use neuron_variant_calling::{
    Call, CallRecord, CallingError, CallingOptions, Regions, SecondOpinion, UncertainCall,
    call_variants_with,
};
use std::error::Error;

/// Says the same of every call.
struct Fixed {
    says: Result<[f64; 3], &'static str>,
    asked: usize,
}

impl SecondOpinion for Fixed {
    fn threshold(&self) -> f64 {
        20.0
    }

    fn pileup_size(&self) -> [usize; 2] {
        [8, 9]
    }

    fn judge(
        &mut self,
        calls: &[UncertainCall],
    ) -> Result<Vec<[f64; 3]>, Box<dyn Error + Send + Sync>> {
        self.asked += calls.len();
        assert!(calls.iter().all(|call| call.pileup.shape() == [7, 8, 9]));
        let says = self.says?;
        Ok(calls.iter().map(|_| says).collect())
    }
}

/// Calls of shallow reads, and how many of them the opinion was asked about.
fn judged(
    says: Result<[f64; 3], &'static str>,
    options: &CallingOptions,
    regions: &Regions,
) -> Result<(Vec<Call>, usize), CallingError> {
    let bases = random_bases(30_000, 61);
    let planted: Vec<Planted> = (1..100)
        .map(|index| {
            let at = index * 300;
            let alternate: &[u8] = if bases[at] == b'A' { b"C" } else { b"A" };
            plant(at, 1, alternate, [BOTH, FIRST, SECOND][index % 3])
        })
        .collect();
    let text = sam(&bases, &planted, &Reads { depth: 6.0, error: 0.02, seed: 62 });
    let reference = reference(&bases);
    let mut opinion = Fixed { says, asked: 0 };
    let mut calls = Vec::new();
    let mut sink = |record| {
        if let CallRecord::Variant(call) = record {
            calls.push(call);
        }
        Ok(())
    };
    let file = open(&text, &reference)?;
    let asked: Option<&mut dyn SecondOpinion> = Some(&mut opinion);
    let progress = &mut |_: &_| {};
    call_variants_with(file, &reference, regions, options, asked, &mut sink, progress)?;
    Ok((calls, opinion.asked))
}

#[test]
fn what_it_says_is_called() {
    let (everywhere, options) = (Regions::everywhere(), CallingOptions::default());
    let none = [0.999f64, 0.0005, 0.0005].map(f64::ln);
    let (calls, asked) = judged(Ok(none), &options, &everywhere).unwrap();
    assert!(asked > 20, "{asked}");
    // Whatever was asked about is gone; what is certain stays.
    assert!(calls.len() > 20 && calls.iter().all(|call| !call.reviewed));
    assert!(calls.iter().all(|call| call.genotype_quality >= 20));
    let both = [0.005f64, 0.005, 0.99].map(f64::ln);
    let (all, again) = judged(Ok(both), &options, &everywhere).unwrap();
    assert_eq!((all.len(), again), (calls.len() + asked, asked));
    let reviewed: Vec<&Call> = all.iter().filter(|call| call.reviewed).collect();
    for call in &reviewed {
        assert_eq!((&call.genotype[..], call.likelihoods[2]), (&[1, 1][..], 0));
        assert!((22.9..24.0).contains(&call.quality) && call.genotype_quality <= 20, "{call:?}");
    }
    // Genotypes with a third base keep what probability they have.
    let whole = reviewed.iter().filter(|call| call.genotype_quality == 20).count();
    assert!(whole * 10 > reviewed.len() * 8, "{whole} of {}", reviewed.len());
}

#[test]
fn it_is_not_asked_about_single_chromosomes_or_elsewhere() {
    let none = [0.9f64, 0.05, 0.05].map(f64::ln);
    let mut options = CallingOptions::default();
    options.ploidy = neuron_variant_calling::Ploidy::Haploid;
    assert_eq!(judged(Ok(none), &options, &Regions::everywhere()).unwrap().1, 0);
    let options = CallingOptions::default();
    let everywhere = judged(Ok(none), &options, &Regions::everywhere()).unwrap().1;
    let regions = Regions::from_bed("r.bed", "c\t0\t9000\n").unwrap();
    let part = judged(Ok(none), &options, &regions).unwrap().1;
    assert!(0 < part && part < everywhere / 2, "{part} of {everywhere}");
}

#[test]
fn what_is_no_opinion_is_an_error() {
    let (everywhere, options) = (Regions::everywhere(), CallingOptions::default());
    let error = judged(Ok([f64::NAN, -1.0, -1.0]), &options, &everywhere).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("the second opinion on `c`:"), "{text}");
    let error = judged(Err("its device is gone"), &options, &everywhere).unwrap_err();
    assert_eq!(error.to_string(), "its device is gone");
}
