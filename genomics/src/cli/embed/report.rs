//! Vectors as a report.

use super::plane::plane;
use super::watch::{Kept, Watch};
use crate::cli::args::{EmbedArgs, EmbeddingName};
use crate::cli::report::{Cost, Document, File, Plot, Section, bars, on_components};
use neuron_sequence_features::embeddings::{SequenceEmbedding, StreamReport};
use std::collections::BTreeMap;

/// Labels that get a colour.
const MOST_LABELS: usize = 8;

/// What a run takes.
pub(super) fn costs(embedding: &dyn SequenceEmbedding, report: StreamReport) -> Vec<Cost> {
    let numbers = report.sequences.saturating_mul(embedding.dimension() as u64);
    vec![
        Cost::counted("sequences embedded", report.sequences as usize, "sequence"),
        Cost::counted("letters read", report.bases as usize, "letter"),
        Cost::modelled("numbers made", numbers, "number"),
    ]
}

/// What was done, as cells.
pub(super) fn rows(
    args: &EmbedArgs,
    embedding: &dyn SequenceEmbedding,
    report: StreamReport,
) -> Vec<Vec<String>> {
    let file = args.vectors().map(|path| path.display().to_string());
    let rows = [
        ("embedding", embedding.name()),
        ("dimension", embedding.dimension().to_string()),
        ("sequences", report.sequences.to_string()),
        ("bases", report.bases.to_string()),
        ("output", file.unwrap_or_else(|| "none; name one with --output".to_owned())),
    ];
    rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect()
}

/// The document.
pub(super) fn document(
    args: &EmbedArgs,
    embedding: &dyn SequenceEmbedding,
    report: StreamReport,
    watch: &Watch,
) -> Document {
    let about = format!(
        "{} sequences of {} letters as vectors of {} numbers.",
        report.sequences,
        report.bases,
        embedding.dimension()
    );
    let mut document = Document::new("Vectors", &format!("`{}`", args.fasta.display()), about);
    document.sections =
        vec![vectors(args, embedding, report), lengths(report, watch), picture(args, watch)];
    document.files = vec![File::of("sequences", &args.fasta)];
    document.files.extend(args.labels.as_deref().map(|path| File::of("labels", path)));
    document.files.extend(args.network.weights().map(|path| File::of("network", &path)));
    document.costs = costs(embedding, report);
    document
}

fn vectors(args: &EmbedArgs, embedding: &dyn SequenceEmbedding, report: StreamReport) -> Section {
    let mut lines = vec![format!(
        "{} sequences have no word of bases, and a vector of zeros.",
        report.without_words
    )];
    if args.network.is_none()
        && matches!(args.method, EmbeddingName::Lsh | EmbeddingName::Projection)
    {
        lines.push(format!("Seed {}.", args.seed));
    }
    Section {
        title: "Vectors",
        method: method(args),
        lines,
        tables: vec![(vec!["what", "value"], rows(args, embedding, report))],
        plots: Vec::new(),
    }
}

fn method(args: &EmbedArgs) -> &'static str {
    if args.network.is_some() {
        return "The mean over tokens of what the encoder of a transformer says of them (Ji and others, DNABERT, \
                Bioinformatics 37 (2021) 2112; Zhou and others, DNABERT-2, ICLR 2024). Long sequences are read window by \
                window.";
    }
    match args.method {
        EmbeddingName::Kmer => "Shares of the words of k bases of the strand that is written.",
        EmbeddingName::Tnf => {
            "Shares of the tetranucleotides of both strands (Teeling and others, Environ. Microbiol. 6 (2004) 938): a \
             sequence and its reverse complement have one vector."
        }
        EmbeddingName::Lsh => {
            "Words of k bases, hashed by random hyperplanes so that similar words share a bucket, have vectors learnt from \
             their neighbours; a sequence has their mean (Shi and Chen, LSHvec, ACM BCB 2021; Charikar, STOC 2002; \
             Mikolov and others, NIPS 2013)."
        }
        EmbeddingName::Projection => {
            "Counts of the words of both strands under random signs (Achlioptas, J. Comput. Syst. Sci. 66 (2003) 671): \
             scalar products of counts survive."
        }
    }
}

fn lengths(report: StreamReport, watch: &Watch) -> Section {
    let first = watch.lengths.iter().position(|count| *count > 0).unwrap_or(0);
    let last = watch.lengths.iter().rposition(|count| *count > 0).unwrap_or(first);
    let named: Vec<(String, f64)> = (first..=last)
        .map(|power| (format!("{}+", 1_u64 << power), watch.lengths[power] as f64))
        .collect();
    let mean = report.bases as f64 / report.sequences.max(1) as f64;
    Section {
        title: "Sequences",
        method: "",
        lines: vec![format!(
            "The shortest has {} letters, the longest {}; the mean is {mean:.1}.",
            watch.shortest, watch.longest
        )],
        tables: Vec::new(),
        plots: vec![Plot {
            name: "lengths",
            caption: "Sequences by length, each bar up to twice the length that it begins at",
            svg: bars(&named, "letters", "sequences"),
        }],
    }
}

fn picture(args: &EmbedArgs, watch: &Watch) -> Section {
    let kept = &watch.kept;
    let vectors: Vec<&[f32]> = kept.iter().map(|kept| kept.vector.as_slice()).collect();
    let plane = plane(&vectors);
    let names = coloured(kept);
    let label = |kept: &Kept| names.iter().position(|name| *name == kept.label);
    let labels: Vec<&str> =
        kept.iter().map(|kept| label(kept).map_or("", |at| names[at].as_str())).collect();
    let (first, second) = plane.shares;
    let mut lines = vec![format!(
        "{} of {} vectors, drawn by seed {}. The first component has {:.1} % of their variance, the second {:.1} %.",
        kept.len(),
        watch.lengths.iter().sum::<u64>(),
        args.seed,
        100.0 * first,
        100.0 * second
    )];
    let rest = labels.iter().filter(|label| label.is_empty()).count();
    match names.len() {
        0 => lines.push(
            "No sequence has a label: give a table with `--labels`, or write `class=…` behind the names.".to_owned(),
        ),
        count => lines.push(format!(
            "{count} labels have a colour; {rest} vectors without one, or with a rarer one, are grey."
        )),
    }
    let caption = "Vectors on their first two principal components, coloured by label";
    let svg = on_components(&plane.points, &labels, &names);
    Section {
        title: "Picture",
        method: "Principal components of the centred vectors (Hotelling, J. Educ. Psychol. 24 (1933) 417), by block \
                 iteration (Halko, Martinsson and Tropp, SIAM Rev. 53 (2011) 217); the draw gives each vector the same \
                 chance (Vitter, ACM Trans. Math. Softw. 11 (1985) 37). What lies apart here is apart; what lies together \
                 may be apart in the other directions.",
        lines,
        tables: Vec::new(),
        plots: vec![Plot { name: "vectors", caption, svg }],
    }
}

/// The most frequent labels, in the order of their names.
fn coloured(kept: &[Kept]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for kept in kept.iter().filter(|kept| !kept.label.is_empty()) {
        *counts.entry(&kept.label).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names.truncate(MOST_LABELS);
    let mut names: Vec<String> = names.into_iter().map(|(name, _)| name.to_owned()).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_labels_have_a_colour() {
        let mut labels: Vec<String> = (0..9).map(|at| format!("l{at}")).collect();
        labels.extend(["z", "z", "y", "y", ""].map(str::to_owned));
        let kept: Vec<Kept> =
            labels.into_iter().map(|label| Kept { label, vector: vec![0.0] }).collect();
        assert_eq!(coloured(&kept), ["l0", "l1", "l2", "l3", "l4", "l5", "y", "z"]);
    }
}
