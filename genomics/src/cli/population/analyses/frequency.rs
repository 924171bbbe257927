use super::super::super::report::Section;
use super::super::Part;
use super::super::data::Data;
use super::super::tables::{Maybe, Table};
use super::{cell, shown};
use neuron_population::frequency::{heterozygosity, missingness};
use serde_json::json;

pub(in super::super) fn run(data: &Data) -> Part {
    let (genotypes, counts) = (&data.genotypes, &data.counts);
    let missing = missingness(genotypes);
    let samples = heterozygosity(genotypes, counts);
    let mut sites = Table::new(
        "frequencies.tsv",
        &["contig", "position", "id", "reference", "alternates", "counts", "called", "missing"],
    );
    let mut classes = [0_usize; 6];
    for (site, variant) in genotypes.variants.iter().enumerate() {
        let minor = counts.minor_frequency(site);
        let class = match minor {
            None => 0,
            Some(p) if p <= 0.0 => 1,
            Some(p) if p < 0.01 => 2,
            Some(p) if p < 0.05 => 3,
            Some(p) if p < 0.2 => 4,
            Some(_) => 5,
        };
        classes[class] += 1;
        let numbers: Vec<String> = counts.site(site).iter().map(u32::to_string).collect();
        sites.row(&[
            &variant.contig,
            &variant.position,
            &variant.id,
            &variant.reference,
            &variant.alternates.join(","),
            &numbers.join(","),
            &counts.called(site),
            &missing.by_site[site],
        ]);
    }
    let labels = data.labels();
    let header = ["sample", "population", "missing", "called", "homozygous", "expected", "f"];
    let mut table = Table::new("samples.tsv", &header);
    for (at, sample) in samples.iter().enumerate() {
        table.row(&[
            &genotypes.samples[at],
            &labels[at],
            &missing.by_sample[at],
            &sample.called,
            &sample.observed_homozygous,
            &sample.expected_homozygous,
            &Maybe(sample.inbreeding()),
        ]);
    }
    let names =
        ["nothing called", "no variation", "below .01", ".01 to .05", ".05 to .2", ".2 to .5"];
    let rows: Vec<Vec<String>> =
        names.iter().zip(classes).map(|(name, count)| vec![cell(name), cell(count)]).collect();
    let mut extremes: Vec<(f64, usize)> =
        samples.iter().enumerate().filter_map(|(at, s)| Some((s.inbreeding()?, at))).collect();
    extremes.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let row = |(f, at): &(f64, usize)| {
        let rate = samples[*at].rate();
        vec![cell(&genotypes.samples[*at]), cell(labels[*at]), shown(Some(*f), 4), shown(rate, 4)]
    };
    let mut most: Vec<Vec<String>> = extremes.iter().take(3).map(row).collect();
    most.extend(extremes.iter().skip(3.max(extremes.len().saturating_sub(2))).map(row));
    let total: u64 = missing.by_site.iter().map(|count| u64::from(*count)).sum();
    let all = genotypes.samples.len() * genotypes.variants.len();
    let rate = total as f64 / all as f64;
    let multiallelic = genotypes.variants.iter().filter(|v| v.alternates.len() > 1).count();
    let lines = vec![format!(
        "{} genotypes of {all} are missing ({:.3} %); {multiallelic} sites have several alternates.",
        total,
        100.0 * rate
    )];
    let f: Vec<serde_json::Value> = samples
        .iter()
        .enumerate()
        .map(|(at, s)| json!({"sample": genotypes.samples[at], "missing": missing.by_sample[at], "f": s.inbreeding()}))
        .collect();
    Part {
        key: "frequency",
        values: json!({
            "missing_genotypes": total,
            "missing_rate": rate,
            "multiallelic_sites": multiallelic,
            "sites_without_calls": classes[0],
            "sites_without_variation": classes[1],
            "sites_by_minor_frequency": {"below_0.01": classes[2], "0.01_to_0.05": classes[3], "0.05_to_0.2": classes[4], "0.2_to_0.5": classes[5]},
            "samples": f,
        }),
        section: Section {
            title: "Frequencies and samples",
            method: "Every called copy counts, whatever the ploidy; F = (O − E) / (N − E) of homozygous genotypes \
                     at sites with variation, as plink2 --het.",
            lines,
            tables: vec![
                (vec!["minor allele frequency", "sites"], rows),
                (vec!["sample of greatest and least F", "population", "F", "heterozygosity"], most),
            ],
            plots: Vec::new(),
        },
        tables: vec![sites, table],
    }
}
