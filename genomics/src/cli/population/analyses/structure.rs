use super::super::super::report::{Section, on_components};
use super::super::Part;
use super::super::data::Data;
use super::super::plots;
use super::super::tables::Table;
use super::super::{CommandError, PopulationArgs};
use super::{cell, shown};
use neuron_population::structure::{PrincipalComponents, Scaling, principal_components};
use serde_json::json;

pub(in super::super) fn run(
    data: &Data,
    args: &PopulationArgs,
    plotted: bool,
) -> Result<Part, CommandError> {
    let pca = if args.unpruned {
        principal_components(&data.dosages, args.components, Scaling::Variance)?
    } else {
        let pruned = data.dosages.select(&data.pruning()?.kept);
        principal_components(&pruned, args.components, Scaling::Variance)?
    };
    let labels = data.labels();
    let names: Vec<String> = (1..=pca.eigenvalues.len()).map(|at| format!("pc{at}")).collect();
    let mut header = vec!["sample", "population"];
    header.extend(names.iter().map(String::as_str));
    let mut table = Table::new("principal_components.tsv", &header);
    let mut samples = Vec::new();
    for (sample, row) in pca.coordinates.row_iter().enumerate() {
        let values: Vec<f64> = row.iter().copied().collect();
        let mut cells: Vec<&dyn std::fmt::Display> =
            vec![&data.genotypes.samples[sample], &labels[sample]];
        cells.extend(values.iter().map(|value| value as &dyn std::fmt::Display));
        table.row(&cells);
        samples.push(json!({"sample": data.genotypes.samples[sample], "coordinates": values}));
    }
    let rows =
        pca.eigenvalues.iter().zip(&pca.explained).enumerate().map(|(at, (value, share))| {
            vec![format!("PC{}", at + 1), shown(Some(*value), 4), format!("{:.2} %", 100.0 * share)]
        });
    let sites = if args.unpruned { "all sites" } else { "pruned sites" };
    let svg = plotted.then(|| on_components(&points(&pca), &labels, &data.populations.names));
    Ok(Part {
        key: "principal_components",
        values: json!({
            "sites": pca.sites.len(),
            "pruned": !args.unpruned,
            "eigenvalues": pca.eigenvalues,
            "explained": pca.explained,
            "samples": samples,
        }),
        section: Section {
            title: "Principal components",
            method: "Eigenvectors of the genomic relationship matrix of standardised dosages, as plink2 --pca; exact.",
            lines: vec![format!("{} {sites} vary.", pca.sites.len())],
            tables: vec![
                (vec!["component", "eigenvalue", "share"], rows.collect()),
                (vec!["population", "PC1", "PC2"], means(data, &pca)),
            ],
            plots: svg
                .into_iter()
                .map(|svg| plots::named("pca", "Samples on the first two components", svg))
                .collect(),
        },
        tables: vec![table],
    })
}

fn points(pca: &PrincipalComponents) -> Vec<(f64, f64)> {
    let second = usize::from(pca.coordinates.ncols() > 1);
    pca.coordinates.row_iter().map(|row| (row[0], row[second])).collect()
}

fn means(data: &Data, pca: &PrincipalComponents) -> Vec<Vec<String>> {
    let groups = data.populations.names.iter().zip(&data.populations.members);
    let mean = |members: &[usize], component: usize| {
        let sum: f64 = members.iter().map(|sample| pca.coordinates[(*sample, component)]).sum();
        shown(Some(sum / members.len().max(1) as f64), 4)
    };
    let second = usize::from(pca.coordinates.ncols() > 1);
    groups
        .map(|(name, members)| vec![cell(name), mean(members, 0), mean(members, second)])
        .collect()
}
