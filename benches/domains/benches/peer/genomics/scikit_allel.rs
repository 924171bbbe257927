//! Statistics of five populations against scikit-allel, in memory.

use crate::bench::Bench;
use crate::server::{Server, numbers};
use anyhow::{Context, Result};
use neuron_bench_exchange::figure::relative;
use neuron_genotypes::Genotypes;
use neuron_population::Populations;
use neuron_population::differentiation::{average, hudson, weir_cockerham};
use neuron_population::diversity::{tajima_d, theta_pi, theta_watterson};
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::frequency::AlleleCounts;
use neuron_population::structure::{Scaling, principal_components};
use serde_json::json;

/// Principal components that are compared.
const COMPONENTS: usize = 10;

/// A statistic of both sides.
struct Task {
    name: &'static str,
    theirs: &'static str,
    ours: fn(&Genotypes, &Populations) -> Result<Vec<f64>>,
    /// Of the first populations, so many.
    populations: usize,
}

const TASKS: [Task; 4] = [
    Task {
        name: "Fst of Hudson, two populations",
        theirs: "hudson",
        ours: hudson_fst,
        populations: 2,
    },
    Task {
        name: "Fst of Weir and Cockerham, five populations",
        theirs: "weir_cockerham",
        ours: weir_cockerham_fst,
        populations: 5,
    },
    Task {
        name: "π, θ and Tajima's D of five populations",
        theirs: "diversity",
        ours: diversity,
        populations: 5,
    },
    Task {
        name: "ten principal components",
        theirs: "components",
        ours: components,
        populations: 5,
    },
];

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let slice = neuron_genotypes::datasets::thousand_genomes_slice()?;
    let genotypes = &slice.genotypes;
    let labels = slice.labels.of(&genotypes.samples, "pop")?;
    let labels: Vec<Option<&str>> = labels.complete()?.into_iter().map(Some).collect();
    let all = Populations::from_labels(&labels);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("alleles");
    let bytes: Vec<u8> = genotypes.alleles.iter().map(|allele| allele.to_ne_bytes()[0]).collect();
    std::fs::write(&path, bytes)?;
    let mut server = Server::python(bench.peer())?;
    for task in TASKS {
        let name = format!("503 samples, 4165 sites/{}", task.name);
        if !bench.begins(&name) {
            continue;
        }
        let mut populations = all.clone();
        populations.names.truncate(task.populations);
        populations.members.truncate(task.populations);
        server.load(json!({
            "task": task.theirs, "path": path, "populations": populations.members,
            "shape": [genotypes.variants.len(), genotypes.samples.len(), genotypes.ploidy],
            "positions": genotypes.variants.iter().map(|site| site.position).collect::<Vec<_>>(),
        }))?;
        let theirs = numbers(&server.result()?, "values")?;
        let ours = (task.ours)(genotypes, &populations)?;
        if task.theirs == "components" {
            let least = least_correlation(&ours, &theirs, genotypes.samples.len())?;
            bench.agree(
                "components: 1 less the least absolute correlation",
                1.0 - least,
                1e-4,
                "difference",
            )?;
        } else {
            let apart = relative(&ours, &theirs)?;
            bench.agree(task.name, apart, 1e-6, "greatest relative difference")?;
        }
        bench.turns(&name, &mut server, &mut || (task.ours)(genotypes, &populations).map(drop))?;
    }
    Ok(())
}

fn hudson_fst(genotypes: &Genotypes, populations: &Populations) -> Result<Vec<f64>> {
    let counts = |at: usize| AlleleCounts::of(genotypes, &populations.members[at]);
    let fst = average(&hudson(&counts(0), &counts(1))?, 100).estimate;
    Ok(vec![fst.context("no site varies")?])
}

fn weir_cockerham_fst(genotypes: &Genotypes, populations: &Populations) -> Result<Vec<f64>> {
    let sites: Vec<_> =
        weir_cockerham(genotypes, populations)?.iter().map(|site| site.theta()).collect();
    Ok(vec![average(&sites, 100).estimate.context("no site varies")?])
}

fn diversity(genotypes: &Genotypes, populations: &Populations) -> Result<Vec<f64>> {
    let mut values = Vec::new();
    for members in &populations.members {
        let counts = AlleleCounts::of(genotypes, members);
        let all = 0..counts.len();
        let tajima = tajima_d(&counts, all.clone()).context("no site varies")?;
        values.extend([theta_pi(&counts, all.clone()), theta_watterson(&counts, all), tajima]);
    }
    Ok(values)
}

fn components(genotypes: &Genotypes, _: &Populations) -> Result<Vec<f64>> {
    let dosages = Dosages::new(genotypes, Haploids::Doubled);
    let pca = principal_components(&dosages, COMPONENTS, Scaling::Patterson)?;
    Ok(pca.coordinates.as_slice().to_vec())
}

/// Of each component with the other side's: directions are known up to their sign, and lengths differ.
pub(super) fn least_correlation(ours: &[f64], theirs: &[f64], samples: usize) -> Result<f64> {
    anyhow::ensure!(ours.len() == theirs.len(), "{} values and {}", ours.len(), theirs.len());
    let pairs = ours.chunks_exact(samples).zip(theirs.chunks_exact(samples));
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    // Components have a mean of 0.
    let r = |(a, b): (&[f64], &[f64])| (dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()).abs();
    pairs.map(r).reduce(f64::min).context("there are no components")
}
