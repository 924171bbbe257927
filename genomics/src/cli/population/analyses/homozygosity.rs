use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::Table;
use super::super::{CommandError, PopulationArgs};
use super::cell;
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::homozygosity::{RunParameters, runs_of_homozygosity};
use serde_json::json;

pub(in super::super) fn run(data: &Data, args: &PopulationArgs) -> Result<Part, CommandError> {
    let bases = args.roh_kb.saturating_mul(1000);
    let parameters = RunParameters { bases, ..RunParameters::default() };
    let dosages = Dosages::new(&data.genotypes, Haploids::Missing);
    let runs = runs_of_homozygosity(&dosages, data.contigs()?, &parameters)?;
    let header = ["sample", "contig", "start", "end", "bases", "sites", "heterozygous", "missing"];
    let mut table = Table::new("runs_of_homozygosity.tsv", &header);
    let mut totals = vec![(0_u64, 0_usize); data.genotypes.samples.len()];
    for run in &runs {
        totals[run.sample].0 += run.bases();
        totals[run.sample].1 += 1;
        table.row(&[
            &data.genotypes.samples[run.sample],
            &data.genotypes.variants[run.first].contig,
            &run.start,
            &run.end,
            &run.bases(),
            &run.sites(),
            &run.heterozygous,
            &run.missing,
        ]);
    }
    let rows =
        data.populations.names.iter().zip(&data.populations.members).map(|(name, members)| {
            let bases: u64 = members.iter().map(|sample| totals[*sample].0).sum();
            let runs: usize = members.iter().map(|sample| totals[*sample].1).sum();
            let mean = bases as f64 / 1000.0 / members.len().max(1) as f64;
            vec![cell(name), cell(runs), format!("{mean:.1}")]
        });
    let samples = totals.iter().enumerate().filter(|(_, total)| total.1 > 0).map(|(at, total)| {
        json!({"sample": data.genotypes.samples[at], "bases": total.0, "runs": total.1})
    });
    Ok(Part {
        key: "homozygosity",
        values: json!({
            "runs": runs.len(), "parameters": parameters, "samples": samples.collect::<Vec<_>>(),
        }),
        section: Section {
            title: "Runs of homozygosity",
            method: "Sliding window of 50 sites with one heterozygous and five missing ones at most, as plink 1.9 --homozyg.",
            lines: vec![format!("{} runs of {} kb or more.", runs.len(), args.roh_kb)],
            tables: vec![(vec!["population", "runs", "mean kb a sample"], rows.collect())],
            plots: Vec::new(),
        },
        tables: vec![table],
    })
}
