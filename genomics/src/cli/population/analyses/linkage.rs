use super::super::super::report::Section;
use super::super::CommandError;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::Table;
use super::{cell, shown};
use neuron_population::linkage::correlation;
use serde_json::json;

/// Sites from which correlations by distance are taken: enough for a mean, few enough to be quick.
const ANCHORS: usize = 400;

/// Upper ends of the classes of distance, in bases.
const DISTANCES: [u64; 6] = [1_000, 5_000, 20_000, 100_000, 300_000, 1_000_000];

pub(in super::super) fn run(data: &Data) -> Result<Part, CommandError> {
    let pruning = data.pruning()?;
    let mut table = Table::new("pruned_sites.tsv", &["site", "kept"]);
    let mut kept = vec![false; data.dosages.sites()];
    for site in &pruning.kept {
        kept[*site] = true;
    }
    for (site, kept) in kept.iter().enumerate() {
        table.row(&[&data.site(site), kept]);
    }
    let (mut sums, mut pairs) = ([0.0; 6], [0_usize; 6]);
    for (_, sites) in &data.contigs()?.contigs {
        let positions = &data.contigs()?.positions;
        let common: Vec<usize> = sites
            .clone()
            .filter(|s| data.dosages.frequency(*s).is_some_and(|p| p.min(1.0 - p) >= 0.05))
            .collect();
        for first in (0..common.len()).step_by(common.len().div_ceil(ANCHORS).max(1)) {
            for second in first + 1..common.len() {
                let distance = positions[common[second]] - positions[common[first]];
                let Some(class) = DISTANCES.iter().position(|end| distance <= *end) else { break };
                if let Some(found) = correlation(&data.dosages, common[first], common[second]) {
                    sums[class] += found.r_squared();
                    pairs[class] += 1;
                }
            }
        }
    }
    let mean = |class: usize| (pairs[class] > 0).then(|| sums[class] / pairs[class] as f64);
    let rows = DISTANCES.iter().enumerate().map(|(class, end)| {
        vec![format!("to {} kb", end / 1000), shown(mean(class), 4), cell(pairs[class])]
    });
    let decay = DISTANCES.iter().enumerate().map(
        |(class, end)| json!({"to_bases": end, "mean_r2": mean(class), "pairs": pairs[class]}),
    );
    Ok(Part {
        key: "linkage",
        values: json!({
            "kept": pruning.kept.len(),
            "removed": pruning.removed.len(),
            "decay": decay.collect::<Vec<_>>(),
        }),
        section: Section {
            title: "Linkage disequilibrium",
            method: "Squared correlation of dosages; sites are removed in the order of plink2 --indep-pairwise. \
                     Means are over sites with a minor allele frequency of .05 or more.",
            lines: vec![format!(
                "{} sites remain after pruning, {} are removed.",
                pruning.kept.len(),
                pruning.removed.len()
            )],
            tables: vec![(vec!["distance", "mean r²", "pairs"], rows.collect())],
            plots: Vec::new(),
        },
        tables: vec![table],
    })
}
