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
            "Examples:\n  cargo xtask train genomics\n  cargo xtask train genomics --model cnn --output genomics_report.md\n  cargo xtask train genomics --set fold=3\n  cargo xtask train genomics --set reverse_complement=true --set tokens=bpe:1024\n  cargo xtask train genomics --task masked_sequences --set tokens=kmer:6 --name before\n  cargo xtask train genomics --set tokens=kmer:6 --set pretrained=runs/genomics/before --name after\n  cargo xtask train genomics --model bert --set pretrained=dnabert6 --name tuned\n  cargo xtask train genomics --dataset mine.fasta --set labels=classes.tsv --sample-size small",
        ),
        (
            "predict",
            "Examples:\n  cargo xtask predict genomics --run first mine.fasta\n  cargo xtask predict genomics --run first a.fasta b.fasta.gz --json",
        ),
    ],
};
