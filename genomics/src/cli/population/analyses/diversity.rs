use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::plots;
use super::super::tables::{Maybe, Table};
use super::super::{CommandError, PopulationArgs};
use super::{cell, shown};
use neuron_population::diversity::{
    folded_spectrum, segregating_sites, spectrum, tajima_d, theta_pi, theta_watterson, windows,
};
use neuron_population::frequency::AlleleCounts;
use serde_json::json;

pub(in super::super) fn run(
    data: &Data,
    args: &PopulationArgs,
    plotted: bool,
) -> Result<Part, CommandError> {
    let contigs = data.contigs()?;
    let span = |sites: &std::ops::Range<usize>| {
        contigs.positions[sites.end - 1] - contigs.positions[sites.start] + 1
    };
    let bases: u64 = contigs.contigs.iter().map(|(_, sites)| span(sites)).sum();
    let header =
        ["population", "contig", "start", "end", "sites", "segregating", "pi", "theta", "tajima_d"];
    let mut table = Table::new("diversity_windows.tsv", &header);
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    let step = args.window_kb.saturating_mul(1000);
    for (name, members) in data.populations.names.iter().zip(&data.populations.members) {
        let counts = AlleleCounts::of(&data.genotypes, members);
        let all = 0..counts.len();
        let pi = theta_pi(&counts, all.clone()) / bases as f64;
        let theta = theta_watterson(&counts, all.clone()) / bases as f64;
        let d = tajima_d(&counts, all.clone());
        let segregating = segregating_sites(&counts, all);
        for (contig, sites) in &contigs.contigs {
            for window in windows(&counts, &contigs.positions, sites.clone(), step, step)? {
                table.row(&[
                    name,
                    contig,
                    &window.start,
                    &window.end,
                    &window.sites,
                    &window.segregating,
                    &window.pi,
                    &window.theta,
                    &Maybe(window.tajima_d),
                ]);
            }
        }
        rows.push(vec![
            cell(name),
            cell(segregating),
            format!("{pi:.4e}"),
            format!("{theta:.4e}"),
            shown(d, 4),
        ]);
        values.push(json!({
            "population": name, "segregating": segregating, "pi": pi, "theta": theta, "tajima_d": d,
        }));
    }
    // The most copies that are called at half of the sites or more keep most of them.
    let mut called: Vec<u32> =
        (0..data.counts.len()).map(|site| data.counts.called(site)).collect();
    called.sort_unstable();
    let copies = called[called.len() / 2];
    let folded =
        if copies < 2 { Vec::new() } else { folded_spectrum(&spectrum(&data.counts, copies)?) };
    let mut bars = Table::new("folded_spectrum.tsv", &["copies", "sites"]);
    for (count, sites) in folded.iter().enumerate() {
        bars.row(&[&count, sites]);
    }
    let svg = (plotted && folded.len() > 1).then(|| plots::spectrum(&folded));
    Ok(Part {
        key: "diversity",
        values: json!({
            "bases": bases, "populations": values, "spectrum_copies": copies, "folded_spectrum": folded,
        }),
        section: Section {
            title: "Diversity",
            method: "π, Watterson's θ (1975) and Tajima's D (1989), as in scikit-allel; per base from the first site to the \
                     last of each contig, bases without a site being taken for invariant.",
            lines: vec![format!("{bases} bases from the first site to the last.")],
            tables: vec![(vec!["population", "segregating", "π", "θ", "Tajima's D"], rows)],
            plots: svg
                .into_iter()
                .map(|svg| plots::named("spectrum", "Sites by copies of the rarer allele", svg))
                .collect(),
        },
        tables: vec![table, bars],
    })
}
