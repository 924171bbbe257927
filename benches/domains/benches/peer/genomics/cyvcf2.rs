//! Genotypes of a VCF file against cyvcf2.

use crate::bench::Bench;
use crate::data;
use crate::server::{Server, number, numbers};
use anyhow::Result;
use neuron_bench_exchange::figure::absolute;
use neuron_genotypes::{Genotypes, MISSING, ReadOptions, read};
use serde_json::json;

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let name = "load genotypes/300 samples, 24990 sites";
    if !bench.begins(name) {
        return Ok(());
    }
    let path = data::of_genomics("shapeit4-example", "reference.vcf.gz")?;
    let options = ReadOptions::default();
    let loaded = read(&path, &options)?;
    let mut server = Server::python(bench.peer())?;
    server.load(json!({"path": path}))?;
    let reply = server.result()?;
    let genotypes = &loaded.genotypes;
    let samples = absolute(&[genotypes.samples.len() as f64], &[number(&reply, "samples")?])?;
    bench.agree("samples", samples, 0.0, "difference")?;
    let alternates = per_site(genotypes, |allele| allele > 0);
    let missing = per_site(genotypes, |allele| allele == MISSING);
    for (what, counts) in [("alternates", alternates), ("missing", missing)] {
        let apart = absolute(&counts, &numbers(&reply, what)?)?;
        bench.agree(&format!("{what} of every site"), apart, 0.0, "greatest difference")?;
    }
    bench.turns(name, &mut server, &mut || Ok(read(&path, &options).map(drop)?))
}

fn per_site(genotypes: &Genotypes, counted: fn(i8) -> bool) -> Vec<f64> {
    let site = |at| genotypes.site(at).iter().filter(|allele| counted(**allele)).count() as f64;
    (0..genotypes.variants.len()).map(site).collect()
}
