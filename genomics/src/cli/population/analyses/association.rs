use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::{Maybe, Table};
use super::super::{CommandError, PopulationArgs};
use super::super::{phenotype, plots};
use super::{probability, shown};
use neuron_command_line::CommandLineError;
use neuron_population::association::{Association, Design, adjust, inflation, scan};
use serde_json::json;

pub(in super::super) fn run(
    data: &Data,
    args: &PopulationArgs,
    plotted: bool,
) -> Result<Part, CommandError> {
    let Some(path) = &args.phenotype else {
        let (found, expected) = ("absent".to_owned(), "a table of the samples".to_owned());
        return Err(CommandLineError::Flag { flag: "--phenotype", found, expected }.into());
    };
    let columns = phenotype::read(args, data, path)?;
    let design = Design::new(&columns.name, &columns.phenotype, &columns.covariates)?;
    let found = scan(&data.dosages, &design)?;
    let tested: Vec<(&Association, f64)> =
        found.iter().filter_map(|a| Some((a, a.estimate?.p))).collect();
    let adjusted = adjust(&tested.iter().map(|(_, p)| *p).collect::<Vec<f64>>());
    let header = [
        "site",
        "contig",
        "position",
        "outcome",
        "samples",
        "frequency",
        "effect",
        "se",
        "statistic",
        "p",
    ];
    let mut table = Table::new("association.tsv", &header);
    for association in &found {
        let variant = &data.genotypes.variants[association.site];
        let part = association.estimate;
        table.row(&[
            &data.site(association.site),
            &variant.contig,
            &variant.position,
            &format!("{:?}", association.outcome).to_lowercase(),
            &association.samples,
            &Maybe(association.frequency),
            &Maybe(part.map(|e| e.effect)),
            &Maybe(part.map(|e| e.error)),
            &Maybe(part.map(|e| e.statistic)),
            &Maybe(part.map(|e| e.p)),
        ]);
    }
    let mut order: Vec<usize> = (0..tested.len()).collect();
    order.sort_by(|a, b| tested[*a].1.total_cmp(&tested[*b].1).then(a.cmp(b)));
    let rows = order.iter().take(10).map(|&at| {
        let (association, p) = tested[at];
        vec![
            data.site(association.site),
            shown(association.frequency, 4),
            shown(association.estimate.map(|e| e.effect), 4),
            shown(association.estimate.map(|e| e.error), 4),
            probability(p),
            probability(adjusted[at].bonferroni),
            probability(adjusted[at].benjamini_hochberg),
        ]
    });
    let lambda = inflation(&found);
    let kind = if design.binary { "logistic" } else { "linear" };
    let p: Vec<(usize, f64)> = tested.iter().map(|(a, p)| (a.site, *p)).collect();
    let mut images = Vec::new();
    if plotted && !p.is_empty() {
        let svg = plots::manhattan(&p, &data.genotypes.variants);
        images.push(plots::named("manhattan", "Association of each site", svg));
        images.push(plots::named("qq", "Observed against expected p-values", plots::quantiles(&p)));
    }
    Ok(Part {
        key: "association",
        values: json!({
            "phenotype": columns.name,
            "model": kind,
            "covariates": columns.covariates.iter().map(|c| &c.name).collect::<Vec<_>>(),
            "samples": design.samples.len(),
            "tested": tested.len(),
            "inflation": lambda,
            "lowest": order.iter().take(50).map(|&at| json!({
                "id": data.site(tested[at].0.site), "test": tested[at].0, "adjusted": adjusted[at],
            })).collect::<Vec<_>>(),
        }),
        section: Section {
            title: "Association",
            method: "Additive effect of the alternate allele, as plink2 --glm: linear regression, or logistic with Firth's \
                     where it has no solution. Inflation is the median χ² over that of no association.",
            lines: vec![format!(
                "`{}` of {} samples, {kind} regression with {} covariates: {} of {} sites tested, inflation {}.",
                columns.name,
                design.samples.len(),
                columns.covariates.len(),
                tested.len(),
                found.len(),
                shown(lambda, 4)
            )],
            tables: vec![(
                vec!["site", "frequency", "effect", "s.e.", "p", "Bonferroni", "false discovery"],
                rows.collect(),
            )],
            plots: images,
        },
        tables: vec![table],
    })
}
