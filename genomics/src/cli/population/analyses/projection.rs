//! Other samples among those of a panel: where they lie, and whose they are most like.

use super::super::super::report::{Section, on_components};
use super::super::Part;
use super::super::data::Data;
use super::super::plots;
use super::super::tables::Table;
use super::super::{CommandError, PopulationArgs};
use super::{cell, shown};
use neuron_command_line::output;
use neuron_genotypes::ReadOptions;
use neuron_population::ancestry::classification::{Classifier, Discriminant, Neighbours};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::structure::{Projection, Scaling, principal_components};
use serde_json::json;
use std::path::Path;

/// Neighbours that vote.
const NEIGHBOURS: usize = 9;
/// Components that populations are told by, at most.
const COMPONENTS: usize = 8;
/// What samples that are projected are called in the plot.
const QUERY: &str = "projected";

pub(in super::super) fn run(
    data: &Data,
    args: &PopulationArgs,
    query: &Path,
    plotted: bool,
) -> Result<Part, CommandError> {
    let loaded = neuron_genotypes::read(query, &ReadOptions::default())?;
    for warning in &loaded.warnings {
        output::notice(&warning.to_string());
    }
    let query = loaded.genotypes;
    let panel = data.genotypes.select_variants(&data.pruning()?.kept);
    let dosages = Dosages::new(&panel, Haploids::Doubled);
    let components = args.components.min(COMPONENTS);
    let pca = principal_components(&dosages, components, Scaling::Variance)?;
    let projected = Projection::new(&panel, &dosages, &pca).project(&query)?;
    // Those of the panel whose population is known teach.
    let known: Vec<(usize, usize)> = data
        .populations
        .of_samples()
        .into_iter()
        .enumerate()
        .filter_map(|(sample, population)| Some((sample, population?)))
        .collect();
    let told = data.labelled && data.populations.names.len() > 1;
    let classes = match told {
        false => None,
        true => {
            let rows: Vec<usize> = known.iter().map(|(sample, _)| *sample).collect();
            let labels: Vec<usize> = known.iter().map(|(_, population)| *population).collect();
            let taught = pca.coordinates.select_rows(&rows);
            let discriminant = Discriminant::new(&taught, &labels)?;
            let nearest = Neighbours::new(taught, labels, NEIGHBOURS);
            let names = |found: Vec<usize>| -> Vec<&str> {
                found.into_iter().map(|at| data.populations.names[at].as_str()).collect()
            };
            let coordinates = &projected.coordinates;
            Some((names(nearest.classify(coordinates)), names(discriminant.classify(coordinates))))
        }
    };
    let of = |sample: usize| match &classes {
        Some((nearest, discriminant)) => (nearest[sample], discriminant[sample]),
        None => ("", ""),
    };
    let names: Vec<String> =
        (1..=projected.coordinates.ncols()).map(|at| format!("pc{at}")).collect();
    let mut header = vec!["sample", "called", "neighbours", "discriminant"];
    header.extend(names.iter().map(String::as_str));
    let mut table = Table::new("projection.tsv", &header);
    let (mut rows, mut samples) = (Vec::new(), Vec::new());
    for (sample, name) in query.samples.iter().enumerate() {
        let values: Vec<f64> = projected.coordinates.row(sample).iter().copied().collect();
        let (nearest, discriminant) = of(sample);
        let mut cells: Vec<&dyn std::fmt::Display> =
            vec![name, &projected.called[sample], &nearest, &discriminant];
        cells.extend(values.iter().map(|value| value as &dyn std::fmt::Display));
        table.row(&cells);
        if rows.len() < 20 {
            rows.push(vec![
                cell(name),
                cell(nearest),
                cell(discriminant),
                shown(values.first().copied(), 4),
                shown(values.get(1).copied(), 4),
                format!("{:.1} %", 100.0 * projected.called[sample]),
            ]);
        }
        let class = |name: &str| told.then(|| name.to_owned());
        samples.push(json!({
            "sample": name, "called": projected.called[sample], "coordinates": values,
            "neighbours": class(nearest), "discriminant": class(discriminant),
        }));
    }
    let svg = plotted.then(|| {
        let second = usize::from(pca.coordinates.ncols() > 1);
        let mut points: Vec<(f64, f64)> = Vec::new();
        for rows in [&pca.coordinates, &projected.coordinates] {
            points.extend(rows.row_iter().map(|row| (row[0], row[second])));
        }
        let mut labels = data.labels();
        labels.extend(query.samples.iter().map(|_| QUERY));
        let mut names = data.populations.names.clone();
        names.push(QUERY.to_owned());
        on_components(&points, &labels, &names)
    });
    Ok(Part {
        key: "projection",
        values: json!({
            "sites": projected.sites, "exchanged": projected.exchanged, "absent": projected.absent,
            "samples": samples,
        }),
        section: Section {
            title: "Projection onto the panel",
            method: "Samples are projected by the loadings of the panel's components on pruned sites, those of missing \
                     genotypes scaled up. Populations are those of nine nearest neighbours, and by linear discriminant \
                     analysis (Hastie, Tibshirani and Friedman, 2009, section 4.3); each sample gets one of the panel's, \
                     also one that is of none. New samples lie nearer to the origin than the panel's own (Patterson, \
                     Price and Reich, PLoS Genet. 2 (2006) e190).",
            lines: vec![format!(
                "{} samples by {} sites of the panel, {} of them with exchanged alleles; {} sites were not found.",
                query.samples.len(),
                projected.sites,
                projected.exchanged,
                projected.absent
            )],
            tables: vec![(
                vec!["sample", "neighbours", "discriminant", "PC1", "PC2", "called"],
                rows,
            )],
            plots: svg
                .into_iter()
                .map(|svg| {
                    plots::named("projection", "Projected samples among those of the panel", svg)
                })
                .collect(),
        },
        tables: vec![table],
    })
}
