use super::reads::Made;
use neuron_call_network::training::{Supplied, Training, TrainingReport, Truth};
use neuron_call_network::{CallNetwork, CallNetworkError, NetworkConfig};
use neuron_rt::Device;
use neuron_variant_calling::{CallingOptions, Reference, Regions};
use neuron_variant_evaluation as evaluation;
use std::sync::Arc;

fn training<'a>(reference: &'a Reference, regions: &'a Regions) -> Training<'a> {
    Training {
        config: NetworkConfig { channels: 8, hidden: 16, ..NetworkConfig::default() },
        reference,
        regions,
        supplied: Vec::new(),
        depths: vec![8.0],
        samples: 2,
        most_bases: 1_000_000,
        epochs: 6,
        seed: 11,
        options: CallingOptions::default(),
    }
}

fn run(training: &Training<'_>) -> (CallNetwork, TrainingReport) {
    training.run(&Device::Cpu, &mut |_| {}).unwrap()
}

fn reference(bases: usize) -> Reference {
    Made::new(bases, 1.0, 8).reference
}

#[test]
fn a_wrong_prior_is_put_right() {
    let reference = reference(150_000);
    let everywhere = Regions::everywhere();
    let mut training = training(&reference, &everywhere);
    // Variants are a hundred times as frequent as the caller has it, and many are missed.
    training.options.heterozygosity = 1e-5;
    training.options.indel_heterozygosity = 1e-6;
    training.config.threshold = 40.0;
    (training.samples, training.epochs) = (12, 12);
    let (_, report) = run(&training);
    assert!(report.simulated);
    assert!(report.loss_with < 0.7 * report.loss_without, "{report:?}");
    let score = &report.scores[0];
    let (without, with) = (score.without.snp_f1.unwrap(), score.with.snp_f1.unwrap());
    assert!(with > without + 0.01, "{report:?}");
}

#[test]
fn the_seed_decides_and_supplied_reads_are_learned_from() {
    let made = Made::new(120_000, 8.0, 9);
    let named = made.contigs.iter().map(|it| (it.name.clone(), it.sequence.clone()));
    let judged = Arc::new(evaluation::Reference::new(named.collect()).unwrap());
    let file = std::io::BufReader::new(std::fs::File::open(made.path("truth.vcf")).unwrap());
    let calls = evaluation::CallReader::new(file, "truth.vcf", None).unwrap();
    let prepared = evaluation::prepare(calls, "truth.vcf", &judged, false).unwrap();
    let truth = Truth::new(&judged, &prepared);
    assert!(truth.len() > 100 && !truth.is_empty());
    let everywhere = Regions::everywhere();
    let mut training = training(&made.reference, &everywhere);
    training.supplied = vec![Supplied { reads: made.path("reads.bam"), truth }];
    training.epochs = 2;
    let (network, report) = run(&training);
    assert!(!report.simulated && !network.trained_on.simulated);
    assert_eq!(report.epochs.len(), 2);
    let copies = report.learned_from;
    assert!(copies.iter().all(|count| *count > 0), "{copies:?}");
    assert!(network.description().contains("supplied"), "{}", network.description());

    let bytes = |network: &CallNetwork, name: &str| {
        network.save(&made.path(name)).unwrap();
        std::fs::read(made.path(name)).unwrap()
    };
    let (again, same) = run(&training);
    assert_eq!(same, report);
    assert_eq!(bytes(&network, "a.safetensors"), bytes(&again, "b.safetensors"));
    training.seed += 1;
    let (other, _) = run(&training);
    assert_ne!(bytes(&network, "a.safetensors"), bytes(&other, "b.safetensors"));
}

#[test]
fn what_cannot_be_learned_from_is_refused() {
    let short = Reference::new([("c".to_owned(), b"ACGT".repeat(100))]).unwrap();
    let everywhere = Regions::everywhere();
    let refused = |training: &Training<'_>| training.run(&Device::Cpu, &mut |_| {}).unwrap_err();
    let error = refused(&training(&short, &everywhere));
    assert!(matches!(error, CallNetworkError::NothingToSimulate { .. }), "{error}");
    let reference = reference(10_000);
    let mut few = training(&reference, &everywhere);
    few.samples = 1;
    few.depths = vec![60.0];
    let error = refused(&few).to_string();
    assert!(error.contains("uncertain calls to learn from"), "{error}");
    few.depths = vec![0.5];
    assert!(refused(&few).to_string().starts_with("`depths` is [0.5]"));
    few.depths = vec![8.0];
    few.config.threshold = 0.0;
    assert!(refused(&few).to_string().starts_with("`threshold` is 0"));
}
