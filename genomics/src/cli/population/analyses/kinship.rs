use super::super::super::report::Section;
use super::super::CommandError;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::{Maybe, Table};
use super::{cell, shown};
use neuron_genotypes::ABSENT;
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::kinship::{Kinship, king};
use serde_json::json;

pub(in super::super) fn run(data: &Data) -> Result<Part, CommandError> {
    let pairs = if data.genotypes.ploidy != 2 || data.genotypes.alleles.contains(&ABSENT) {
        king(&Dosages::new(&data.genotypes, Haploids::Missing))?
    } else {
        king(&data.dosages)?
    };
    let names = &data.genotypes.samples;
    let header = ["sample_1", "sample_2", "sites", "both_het", "ibs0", "kinship"];
    let mut table = Table::new("kinship.tsv", &header);
    for pair in &pairs {
        table.row(&[
            &names[pair.first],
            &names[pair.second],
            &pair.sites,
            &pair.both_heterozygous,
            &pair.opposite,
            &Maybe(pair.coefficient),
        ]);
    }
    let mut related: Vec<&Kinship> = pairs
        .iter()
        .filter(|pair| pair.coefficient.is_some_and(|value| value > LIMITS[3].0))
        .collect();
    related.sort_by(|a, b| {
        let value = |pair: &Kinship| pair.coefficient.unwrap_or(f64::NEG_INFINITY);
        value(b).total_cmp(&value(a)).then((a.second, a.first).cmp(&(b.second, b.first)))
    });
    let class = |value: f64| LIMITS.iter().position(|(least, _)| value > *least);
    let counts: Vec<usize> = (0..LIMITS.len())
        .map(|at| related.iter().filter(|p| p.coefficient.and_then(class) == Some(at)).count())
        .collect();
    let rows = LIMITS.iter().zip(&counts).map(|((_, name), count)| vec![cell(name), cell(count)]);
    let closest = related.iter().take(10).map(|pair| {
        vec![cell(&names[pair.first]), cell(&names[pair.second]), shown(pair.coefficient, 4)]
    });
    Ok(Part {
        key: "kinship",
        values: json!({
            "pairs": pairs.len(),
            "duplicates": counts[0], "first_degree": counts[1], "second_degree": counts[2], "third_degree": counts[3],
            "closest": related.iter().take(50).map(|pair| json!({
                "first": names[pair.first], "second": names[pair.second],
                "kinship": pair.coefficient, "sites": pair.sites,
            })).collect::<Vec<_>>(),
        }),
        section: Section {
            title: "Kinship",
            method: "KING-robust of Manichaikul and others 2010, as plink2 --make-king. Limits of degrees need sites of \
                     the whole genome: on a few megabases chance makes strangers look related.",
            lines: vec![format!("{} pairs of samples.", pairs.len())],
            tables: vec![
                (vec!["relation", "pairs"], rows.collect()),
                (vec!["closest", "and", "kinship"], closest.collect()),
            ],
            plots: Vec::new(),
        },
        tables: vec![table],
    })
}

/// Least coefficients of each degree: the geometric means between the expected ones.
const LIMITS: [(f64, &str); 4] = [
    (0.353_553, "duplicate or twin"),
    (0.176_777, "first degree"),
    (0.088_388, "second degree"),
    (0.044_194, "third degree"),
];
