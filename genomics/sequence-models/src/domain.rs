use crate::dna_sequences::DnaSequences;
use crate::masked_sequences::MaskedSequences;
use neuron_tasks::Domain;

/// The domain: its tasks, the default first.
pub static DOMAIN: Domain = Domain {
    name: "genomics",
    kinds: &[&DnaSequences, &MaskedSequences],
    samples: "sequences",
    flags: &[],
    examples: &[
        (
            "train",
            "Examples:\n  cargo xtask train genomics\n  cargo xtask train genomics --model cnn --output genomics_report.md\n  cargo xtask train genomics --set fold=3\n  cargo xtask train genomics --set reverse_complement=true --set tokens.kind=kmer --set tokens.k=6\n  cargo xtask train genomics --task masked_sequences --name before\n  cargo xtask train genomics --set pretrained=runs/genomics/before --name after\n  cargo xtask train genomics --dataset mine.fasta --sample-size small",
        ),
        (
            "predict",
            "Examples:\n  cargo xtask predict genomics --run first mine.fasta\n  cargo xtask predict genomics --run first a.fasta b.fasta.gz --json",
        ),
    ],
};
