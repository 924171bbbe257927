use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::{Maybe, Table};
use super::super::{CommandError, PopulationArgs};
use super::{cell, shown};
use neuron_population::Populations;
use neuron_population::differentiation::{Ratio, average, hudson, nei_distance, weir_cockerham};
use neuron_population::frequency::AlleleCounts;
use serde_json::json;

pub(in super::super) fn run(data: &Data, args: &PopulationArgs) -> Result<Part, CommandError> {
    let (genotypes, populations) = (&data.genotypes, &data.populations);
    populations.at_least("Fst", 2)?;
    let counts: Vec<AlleleCounts> =
        populations.members.iter().map(|members| AlleleCounts::of(genotypes, members)).collect();
    let header = [
        "first",
        "second",
        "hudson",
        "hudson_se",
        "weir_cockerham",
        "weir_cockerham_se",
        "between",
        "nei",
    ];
    let mut table = Table::new("fst.tsv", &header);
    let (mut rows, mut values) = (Vec::new(), Vec::new());
    for (first, second) in populations.pairs() {
        let (a, b) = (&populations.names[first], &populations.names[second]);
        let hudson = average(&hudson(&counts[first], &counts[second])?, args.block);
        let pair = Populations {
            names: vec![a.clone(), b.clone()],
            members: vec![populations.members[first].clone(), populations.members[second].clone()],
            samples: populations.samples,
        };
        let thetas: Vec<Ratio> =
            weir_cockerham(genotypes, &pair)?.iter().map(|components| components.theta()).collect();
        let weir = average(&thetas, args.block);
        let nei = nei_distance(&counts[first], &counts[second])?;
        table.row(&[
            a,
            b,
            &Maybe(hudson.estimate),
            &Maybe(hudson.standard_error),
            &Maybe(weir.estimate),
            &Maybe(weir.standard_error),
            &nei.between,
            &Maybe(nei.standard),
        ]);
        rows.push(vec![
            format!("{a} – {b}"),
            shown(hudson.estimate, 5),
            shown(hudson.standard_error, 5),
            shown(weir.estimate, 5),
            shown(weir.standard_error, 5),
            shown(nei.standard, 6),
        ]);
        values.push(json!({
            "first": a, "second": b, "hudson": hudson, "weir_cockerham": weir, "nei": nei,
        }));
    }
    let thetas: Vec<Ratio> = weir_cockerham(genotypes, populations)?
        .iter()
        .map(|components| components.theta())
        .collect();
    let all = average(&thetas, args.block);
    Ok(Part {
        key: "differentiation",
        values: json!({"all": all, "pairs": values}),
        section: Section {
            title: "Differentiation",
            method: "Ratios of sums over sites; standard errors by the jackknife over blocks of adjacent sites, as in \
                     scikit-allel. Hudson's Fst after Bhatia and others 2013, Weir and Cockerham's of 1984, Nei's of 1978.",
            lines: vec![format!(
                "Fst of all {} populations together (Weir and Cockerham): {} ± {}.",
                populations.names.len(),
                shown(all.estimate, 5),
                shown(all.standard_error, 5)
            )],
            tables: vec![(
                vec!["populations", "Hudson", "s.e.", "Weir–Cockerham", "s.e.", "Nei's D"],
                rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
            )],
            plots: Vec::new(),
        },
        tables: vec![table],
    })
}
