//! Calls as a report.

use super::distributions::{Contig, Distributions, SUBSTITUTIONS};
use super::kinds;
use crate::cli::args::CallArgs;
use crate::cli::report::{Cost, Document, File, Plot, Section, bars};
use neuron_variant_calling::{CallSummary, CallingOptions, Ploidy, Reference};

/// Contigs that the table names; a draft genome has many thousands.
const MOST_CONTIGS: usize = 60;
/// Bars of depths.
const DEPTHS: u32 = 40;

/// What a run takes.
pub(super) fn costs(summary: &CallSummary, reference: &Reference) -> Vec<Cost> {
    let bases: usize = reference.contigs().map(|(_, bases)| bases.len()).sum();
    vec![
        Cost::counted("reference held", bases, "base"),
        Cost::counted("reads used", summary.reads as usize, "read"),
        Cost::counted("variants called", summary.variants as usize, "variant"),
        Cost::counted("blocks without a variant", summary.reference_blocks as usize, "block"),
    ]
}

/// The document; `judged_by` says which network was asked.
pub(super) fn document(
    args: &CallArgs,
    options: &CallingOptions,
    (summary, found): (&CallSummary, &Distributions),
    judged_by: Option<&str>,
    costs: Vec<Cost>,
) -> Document {
    let about = format!(
        "{} variants of `{}` from {} reads.",
        summary.variants, summary.sample, summary.reads
    );
    let reads: Vec<String> = args.bam.iter().map(|path| format!("`{}`", path.display())).collect();
    let mut document = Document::new("Variants", &reads.join(", "), about);
    document.sections = vec![
        called(summary, found),
        by_contig(&found.contigs),
        certainty(found),
        depth(found),
        settings(options, judged_by),
    ];
    document.files.extend(args.bam.iter().map(|path| File::of("reads", path)));
    document.files.push(File::of("reference", &args.reference));
    document.files.extend(args.regions.as_deref().map(|path| File::of("regions", path)));
    document.files.extend(args.network.network.as_deref().map(|path| File::of("network", path)));
    document.costs = costs;
    document
}

fn called(summary: &CallSummary, found: &Distributions) -> Section {
    let ratio = summary.transition_ratio().map_or("none".to_owned(), |ratio| format!("{ratio:.2}"));
    let mut lines = vec![
        format!(
            "Transitions for each transversion: {ratio}, from {} and {}. In genomes of people it is about 2, in their \
             exons about 3; errors of sequencing bring it towards 0.5.",
            summary.transitions, summary.transversions
        ),
        format!(
            "{} sites have an insertion, {} a deletion, {} two alternate alleles.",
            summary.insertions, summary.deletions, summary.multiallelic
        ),
    ];
    if summary.reference_blocks > 0 {
        lines.push(format!(
            "{} blocks have no variant; {} positions are covered by no read.",
            summary.reference_blocks, summary.uncovered
        ));
    }
    let kinds_of_bases = SUBSTITUTIONS.iter().zip(found.substitutions);
    let bases: Vec<(String, f64)> =
        kinds_of_bases.map(|((name, ..), calls)| ((*name).to_owned(), calls as f64)).collect();
    let lengths: Vec<(String, f64)> = match (found.indels.keys().next(), found.indels.keys().last())
    {
        (Some(first), Some(last)) => (*first..=*last)
            .filter(|length| *length != 0)
            .map(|length| {
                let calls = found.indels.get(&length).copied().unwrap_or(0);
                (length.to_string(), calls as f64)
            })
            .collect(),
        _ => Vec::new(),
    };
    let mut plots = vec![Plot {
        name: "substitutions",
        caption: "Substitutions, of either strand",
        svg: bars(&bases, "substitution", "alleles"),
    }];
    if !lengths.is_empty() {
        plots.push(Plot {
            name: "indels",
            caption: "Insertions (above 0) and deletions by length; 20 is 20 or more",
            svg: bars(&lengths, "bases gained", "alleles"),
        });
    }
    Section {
        title: "What was called",
        method: "Genotypes are the likeliest by likelihood of the reads and a prior on heterozygosity (Li, Bioinformatics 27 \
                 (2011) 2987), near insertions and deletions by aligning the reads anew to candidate haplotypes with a \
                 pair hidden Markov model (Durbin and others, Biological Sequence Analysis, 1998; DePristo and others, \
                 Nat. Genet. 43 (2011) 491). Indels are left-aligned (Tan, Abecasis and Kang, Bioinformatics 31 (2015) \
                 2202). The file is VCF 4.3 (Danecek and others, Bioinformatics 27 (2011) 2156).",
        lines,
        tables: vec![(vec!["kind", "sites", "heterozygous", "homozygous"], kinds(summary).into())],
        plots,
    }
}

fn by_contig(contigs: &[Contig]) -> Section {
    let ratio = |contig: &Contig| match contig.transversions {
        0 => "none".to_owned(),
        some => format!("{:.2}", contig.transitions as f64 / some as f64),
    };
    let rows: Vec<Vec<String>> = contigs
        .iter()
        .take(MOST_CONTIGS)
        .map(|contig| {
            let numbers =
                [contig.substitutions, contig.indels, contig.heterozygous, contig.homozygous];
            let mut row = vec![contig.name.clone()];
            row.extend(numbers.map(|number| number.to_string()));
            row.push(ratio(contig));
            row
        })
        .collect();
    let lines = match contigs.len() {
        0 => vec!["No contig has a call.".to_owned()],
        all if all > MOST_CONTIGS => {
            vec![format!("The first {MOST_CONTIGS} of {all} contigs with a call.")]
        }
        _ => Vec::new(),
    };
    let named: Vec<(String, f64)> = contigs
        .iter()
        .map(|contig| (contig.name.clone(), (contig.substitutions + contig.indels) as f64))
        .collect();
    let plots = (contigs.len() > 1).then(|| Plot {
        name: "contigs",
        caption: "Variants by contig",
        svg: bars(&named, "contig", "variants"),
    });
    Section {
        title: "By contig",
        method: "",
        lines,
        tables: vec![(
            vec![
                "contig",
                "substitutions",
                "indels",
                "heterozygous",
                "homozygous",
                "transition ratio",
            ],
            rows,
        )],
        plots: plots.into_iter().collect(),
    }
}

fn certainty(found: &Distributions) -> Section {
    let (sure, all) = found.sure();
    Section {
        title: "Certainty",
        method: "QUAL is −10 log₁₀ of the posterior probability that there is no variant, GQ of that the genotype is \
                 another; of calls with a GQ of 10 one in ten is expected to have a wrong genotype. `run evaluate` \
                 holds that promise against a truth set.",
        lines: vec![format!("{sure} of {all} genotypes have a GQ of 20 or more.")],
        tables: Vec::new(),
        plots: vec![
            Plot {
                name: "quality",
                caption: "Calls by QUAL, each bar up to where the next begins",
                svg: bars(&found.qualities(), "QUAL", "calls"),
            },
            Plot {
                name: "genotype-quality",
                caption: "Calls by GQ, each bar five wide",
                svg: bars(&found.genotype_qualities(), "GQ", "calls"),
            },
        ],
    }
}

fn depth(found: &Distributions) -> Section {
    let mut lines = Vec::new();
    let at = |share| found.depth_at(share);
    if let (Some(low), Some(middle), Some(high)) = (at(0.25), at(0.5), at(0.75)) {
        lines.push(format!(
            "Half of the calls have a depth of {low} to {high}; the median is {middle}."
        ));
    }
    match found.mean_balance() {
        Some((count, mean)) => lines.push(format!(
            "The alternate allele has {:.1} % of the reads of {count} heterozygotes. Half is expected, a little less of \
             insertions and deletions, whose reads are harder to align; two peaks, or one far from half, speak of \
             contamination, or of copies that the reference lacks.",
            100.0 * mean
        )),
        None => lines.push("No heterozygote has a copy of the reference.".to_owned()),
    }
    let shares: Vec<(String, f64)> = found
        .balance
        .iter()
        .enumerate()
        .map(|(at, calls)| {
            (format!("{:.2}", at as f64 / found.balance.len() as f64), *calls as f64)
        })
        .collect();
    Section {
        title: "Depth",
        method: "DP and AD of each call: fragments, both mates of which count once where they read the same base.",
        lines,
        tables: Vec::new(),
        plots: vec![
            Plot {
                name: "depth",
                caption: "Calls by depth; the last bar holds all deeper ones",
                svg: bars(&found.depths(DEPTHS), "DP", "calls"),
            },
            Plot {
                name: "balance",
                caption: "Heterozygotes by the share of reads that have the alternate allele, each bar 0.05 wide",
                svg: bars(&shares, "share of the alternate allele", "calls"),
            },
        ],
    }
}

fn settings(options: &CallingOptions, judged_by: Option<&str>) -> Section {
    let copies = if options.ploidy == Ploidy::Haploid { "1" } else { "2" };
    let rows = [
        ("copies of each chromosome", copies.to_owned()),
        ("prior of a heterozygous substitution", options.heterozygosity.to_string()),
        ("prior of a heterozygous insertion or deletion", options.indel_heterozygosity.to_string()),
        ("least mapping quality", options.min_mapping_quality.to_string()),
        ("least base quality", options.min_base_quality.to_string()),
        ("least QUAL", options.min_quality.to_string()),
        ("most reads over a position", options.max_depth.to_string()),
        (
            "blocks without a variant",
            if options.reference_blocks { "yes" } else { "no" }.to_owned(),
        ),
        ("network for uncertain calls", judged_by.unwrap_or("none").to_owned()),
    ];
    let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    Section {
        title: "Settings",
        method: "Base qualities are replaced by how often bases of that quality differ from the reference where the reads \
                 show no variant.",
        tables: vec![(vec!["setting", "value"], rows)],
        ..Section::default()
    }
}
