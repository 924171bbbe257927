use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::Table;
use super::{cell, probability, shown};
use neuron_population::frequency::genotype_counts;
use neuron_population::hardy_weinberg::{ExactTest, exact_test_of};
use serde_json::json;

pub(in super::super) fn run(data: &Data) -> Part {
    let counts = genotype_counts(&data.genotypes);
    let tests: Vec<ExactTest> = counts.iter().map(exact_test_of).collect();
    let header = ["site", "allele", "homozygous", "heterozygous", "others", "p", "mid_p"];
    let mut table = Table::new("hardy_weinberg.tsv", &header);
    for (count, test) in counts.iter().zip(&tests) {
        table.row(&[
            &data.site(count.site),
            &count.allele,
            &count.homozygous,
            &count.heterozygous,
            &count.others,
            &test.p,
            &test.mid_p,
        ]);
    }
    let below = |limit: f64| tests.iter().filter(|test| test.p < limit).count();
    let mut order: Vec<usize> = (0..tests.len()).collect();
    order.sort_by(|a, b| tests[*a].p.total_cmp(&tests[*b].p).then(a.cmp(b)));
    let rows = order.iter().take(5).map(|&at| {
        let count = &counts[at];
        vec![
            data.site(count.site),
            cell(count.homozygous),
            cell(count.heterozygous),
            cell(count.others),
            shown(count.expected_heterozygosity(), 4),
            probability(tests[at].p),
        ]
    });
    Part {
        key: "hardy_weinberg",
        values: json!({
            "tests": tests.len(),
            "p_below_0.05": below(0.05),
            "p_below_1e-6": below(1e-6),
            "lowest": order.iter().take(20).map(|&at| json!({
                "site": data.site(counts[at].site), "counts": counts[at], "test": tests[at],
            })).collect::<Vec<_>>(),
        }),
        section: Section {
            title: "Hardy–Weinberg proportions",
            method: "Exact test of Wigginton, Cutler and Abecasis 2005; of a site with several alternates, each against \
                     all other alleles. Samples of several populations have too few heterozygotes by themselves.",
            lines: vec![format!(
                "{} tests: {} with p below .05, {} below 1e-6.",
                tests.len(),
                below(0.05),
                below(1e-6)
            )],
            tables: vec![(
                vec!["lowest p", "homozygous", "heterozygous", "others", "expected het.", "p"],
                rows.collect(),
            )],
            plots: Vec::new(),
        },
        tables: vec![table],
    }
}
