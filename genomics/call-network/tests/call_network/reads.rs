//! Synthetic reads of planted variants, and their calls.

use neuron_call_network::{CallNetwork, NetworkOpinion};
use neuron_read_simulation::{
    Contig, RandomReference, ReadLaw, VariantLaw, haplotypes, plant, simulate_reads, write_bam,
    write_truth,
};
use neuron_rt::Device;
use neuron_variant_calling::{
    AlignmentFile, Call, CallRecord, CallingOptions, Reference, Regions, SecondOpinion,
    call_variants_with,
};
use std::path::{Path, PathBuf};

pub(crate) struct Made {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) contigs: Vec<Contig>,
    pub(crate) reference: Reference,
}

impl Made {
    /// Reads of this depth over so many made-up bases, in `reads.bam`, and `truth.vcf`.
    pub(crate) fn new(bases: usize, depth: f64, seed: u64) -> Self {
        let contigs =
            RandomReference { length: bases, ..RandomReference::default() }.make(seed).unwrap();
        let variants = plant(&contigs, &VariantLaw::default(), seed).unwrap();
        let copies = haplotypes(&contigs, &variants);
        let law = ReadLaw { coverage: depth, ..ReadLaw::default() };
        let reads = simulate_reads(&contigs, &copies, &law, seed).unwrap();
        let folder = tempfile::tempdir().unwrap();
        write_bam(&folder.path().join("reads.bam"), &contigs, &reads, "synthetic").unwrap();
        let truth = std::fs::File::create(folder.path().join("truth.vcf")).unwrap();
        write_truth(truth, &contigs, &variants, "synthetic").unwrap();
        let named = contigs.iter().map(|contig| (contig.name.clone(), contig.sequence.clone()));
        let reference = Reference::new(named).unwrap();
        Self { folder, contigs, reference }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn calls(&self, network: Option<&CallNetwork>) -> Vec<Call> {
        let mut opinion =
            network.map(|network| NetworkOpinion::new(network, &Device::Cpu).unwrap());
        let opinion = opinion.as_mut().map(|opinion| opinion as &mut dyn SecondOpinion);
        self.calls_by(opinion)
    }

    pub(crate) fn calls_by(&self, opinion: Option<&mut dyn SecondOpinion>) -> Vec<Call> {
        let file = open(&self.path("reads.bam"), &self.reference);
        let mut calls = Vec::new();
        let mut sink = |record| {
            if let CallRecord::Variant(call) = record {
                calls.push(call);
            }
            Ok(())
        };
        let (everywhere, options) = (Regions::everywhere(), CallingOptions::default());
        let progress = &mut |_: &_| {};
        call_variants_with(
            file,
            &self.reference,
            &everywhere,
            &options,
            opinion,
            &mut sink,
            progress,
        )
        .unwrap();
        calls
    }
}

pub(crate) fn open(path: &Path, reference: &Reference) -> AlignmentFile {
    AlignmentFile::open(path, reference).unwrap()
}
