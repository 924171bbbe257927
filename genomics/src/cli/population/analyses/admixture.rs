use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::plots;
use super::super::tables::Table;
use super::super::{CommandError, PopulationArgs};
use super::{cell, shown};
use neuron_genotypes::Genotypes;
use neuron_population::ancestry::admixture::{AdmixtureParameters, cross_validate, fit};
use neuron_population::ancestry::classification::{HeldOut, Method, held_out};
use serde_json::json;

/// Least minor allele frequency of the sites that ancestry is estimated from.
const COMMON: f64 = 0.05;

/// Folds in which populations are told.
const FOLDS: usize = 5;

pub(in super::super) fn run(
    data: &Data,
    args: &PopulationArgs,
    plotted: bool,
) -> Result<Part, CommandError> {
    let mut sites = data.common(COMMON)?;
    if sites.is_empty() {
        sites.clone_from(&data.pruning()?.kept);
    }
    let dosages = data.dosages.select(&sites);
    let known = if data.labelled { data.populations.names.len() } else { 3 };
    let samples = data.genotypes.samples.len();
    let k = args.k.unwrap_or_else(|| known.clamp(2, 8).min(samples));
    let parameters = AdmixtureParameters { seed: args.seed, ..AdmixtureParameters::new(k) };
    let found = fit(&dosages, &parameters)?;
    let error = match args.folds {
        0 => None,
        folds => Some(cross_validate(&dosages, &parameters, folds)?),
    };
    let names: Vec<String> = (1..=k).map(|at| format!("ancestry_{at}")).collect();
    let mut header = vec!["sample", "population"];
    header.extend(names.iter().map(String::as_str));
    let mut table = Table::new("ancestry.tsv", &header);
    let labels = data.labels();
    let mut shares = Vec::new();
    for (sample, row) in found.shares.row_iter().enumerate() {
        let own: Vec<f64> = row.iter().copied().collect();
        let mut cells: Vec<&dyn std::fmt::Display> =
            vec![&data.genotypes.samples[sample], &labels[sample]];
        cells.extend(own.iter().map(|value| value as &dyn std::fmt::Display));
        table.row(&cells);
        shares.push(own);
    }
    let means =
        data.populations.names.iter().zip(&data.populations.members).map(|(name, members)| {
            let mean = |at: usize| {
                let sum: f64 = members.iter().map(|sample| shares[*sample][at]).sum();
                shown(Some(sum / members.len().max(1) as f64), 3)
            };
            std::iter::once(cell(name)).chain((0..k).map(mean)).collect::<Vec<String>>()
        });
    // A table has as many columns as a page has room for.
    let titles = ["population", "1", "2", "3", "4", "5", "6", "7", "8"];
    let wide = k < titles.len();
    let mut tables = Vec::new();
    if wide {
        tables.push((titles[..=k].to_vec(), means.collect()));
    }
    let told = told(data, &sites, args)?;
    if let Some(told) = &told {
        let rows = told
            .iter()
            .map(|(name, found)| vec![cell(name), format!("{:.1} %", 100.0 * found.accuracy)]);
        tables.push((vec!["populations told of held-out samples", "right"], rows.collect()));
    }
    let mut lines = vec![format!(
        "{k} ancestries from {} pruned sites: log-likelihood {:.1}{}.",
        found.sites.len(),
        found.log_likelihood,
        if found.converged { "" } else { ", not yet at its maximum" }
    )];
    if let Some(error) = &error {
        lines.push(format!("Deviance of a hidden genotype: {:.5}.", error.error));
    }
    let svg = plotted.then(|| plots::ancestry(&shares, &data.populations));
    Ok(Part {
        key: "admixture",
        values: json!({
            "k": k, "sites": found.sites.len(), "log_likelihood": found.log_likelihood, "converged": found.converged,
            "cross_validation": error,
            "samples": shares.iter().enumerate()
                .map(|(at, shares)| json!({"sample": data.genotypes.samples[at], "shares": shares}))
                .collect::<Vec<_>>(),
            "classification": told.map(|told| told.into_iter()
                .map(|(name, found)| (name.to_owned(), json!(found)))
                .collect::<serde_json::Map<_, _>>()),
        }),
        section: Section {
            title: "Ancestry",
            method: "The model of ADMIXTURE (Alexander, Novembre and Lange 2009) by expectation and maximisation with \
                     SQUAREM, on pruned sites with a minor allele frequency of .05 or more. Populations are told in five \
                     folds, by components of the other folds onto which the held-out samples are projected.",
            lines,
            tables,
            plots: svg
                .into_iter()
                .map(|svg| plots::named("ancestry", "Shares of ancestries, sample by sample", svg))
                .collect(),
        },
        tables: vec![table],
    })
}

/// How surely populations are told, where they are known and large enough.
fn told(
    data: &Data,
    sites: &[usize],
    args: &PopulationArgs,
) -> Result<Option<Vec<(&'static str, HeldOut)>>, CommandError> {
    let populations = &data.populations;
    let enough =
        populations.names.len() > 1 && populations.members.iter().all(|m| m.len() >= 2 * FOLDS);
    if !data.labelled || !enough {
        return Ok(None);
    }
    let genotypes = chosen(&data.genotypes, sites);
    let mut told = Vec::new();
    for (name, method) in
        [("neighbours", Method::Neighbours(9)), ("discriminant", Method::Discriminant)]
    {
        let components = args.components.min(8);
        told.push((name, held_out(&genotypes, populations, method, components, FOLDS, args.seed)?));
    }
    Ok(Some(told))
}

/// Some sites.
fn chosen(genotypes: &Genotypes, sites: &[usize]) -> Genotypes {
    let samples = genotypes.samples.len();
    Genotypes {
        samples: genotypes.samples.clone(),
        variants: sites.iter().map(|site| genotypes.variants[*site].clone()).collect(),
        ploidy: genotypes.ploidy,
        alleles: sites.iter().flat_map(|site| genotypes.site(*site).iter().copied()).collect(),
        phased: sites
            .iter()
            .flat_map(|site| genotypes.phased[site * samples..(site + 1) * samples].iter().copied())
            .collect(),
    }
}
