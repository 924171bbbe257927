//! The genotypes and what is known of their samples.

use super::super::args::PopulationArgs;
use super::super::error::CommandError;
use super::super::report::{Cost, File};
use neuron_command_line::{CommandLineError, output};
use neuron_genotypes::datasets::thousand_genomes_slice_with;
use neuron_genotypes::{Genotypes, Labels, Loaded, ReadOptions, bcf, plink, vcf};
use neuron_population::Populations;
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::frequency::AlleleCounts;
use neuron_population::linkage::{Contigs, Pruning, Window, prune};
use serde_json::{Value, json};
use std::cell::OnceCell;

pub(super) struct Data {
    pub(super) source: String,
    pub(super) files: Vec<File>,
    pub(super) genotypes: Genotypes,
    pub(super) populations: Populations,
    /// Whether the populations are known.
    pub(super) labelled: bool,
    pub(super) counts: AlleleCounts,
    pub(super) dosages: Dosages,
    window: Window,
    threshold: f64,
    contigs: OnceCell<Contigs>,
    pruning: OnceCell<Pruning>,
}

pub(super) fn load(args: &PopulationArgs) -> Result<Data, CommandError> {
    let (source, loaded, own) = open(args)?;
    for warning in &loaded.warnings {
        output::notice(&warning.to_string());
    }
    let genotypes = loaded.genotypes;
    let nothing = |what: &str| {
        let (found, expected) = (format!("without {what}"), format!("at least one {what}"));
        Err(CommandLineError::Flag { flag: "--vcf", found, expected }.into())
    };
    if genotypes.samples.is_empty() {
        return nothing("sample");
    }
    if genotypes.variants.is_empty() {
        return nothing("site");
    }
    let labels = match &args.labels {
        Some(path) => Some(Labels::read(path)?),
        None => own,
    };
    let populations = match &labels {
        Some(labels) => {
            let matched = labels.of(&genotypes.samples, &args.label)?;
            // That the embedded table has no more samples than the genotypes is known.
            notice(&matched.missing, "have no population and are left out of what compares them");
            notice(&matched.extra, "of the labels are not among the genotypes");
            if matched.missing.len() == genotypes.samples.len() {
                let found = "without any sample of the genotypes".to_owned();
                let expected = "the names that the genotypes have".to_owned();
                return Err(CommandLineError::Flag { flag: "--labels", found, expected }.into());
            }
            Populations::from_labels(&matched.labels)
        }
        None => Populations::single("all", genotypes.samples.len()),
    };
    let labelled = labels.is_some();
    let window = Window::Sites { size: args.prune_window, step: args.prune_step };
    Ok(Data {
        source,
        files: files(args),
        counts: AlleleCounts::all(&genotypes),
        dosages: Dosages::new(&genotypes, Haploids::Doubled),
        genotypes,
        populations,
        labelled,
        window,
        threshold: args.prune_r2,
        contigs: OnceCell::new(),
        pruning: OnceCell::new(),
    })
}

fn open(args: &PopulationArgs) -> Result<(String, Loaded, Option<Labels>), CommandError> {
    let options = ReadOptions::default();
    let named = |path: &std::path::Path| path.display().to_string();
    match (&args.vcf, &args.bcf, &args.bfile) {
        (Some(path), _, _) => Ok((named(path), vcf::read(path, &options)?, None)),
        (_, Some(path), _) => Ok((named(path), bcf::read(path, &options)?, None)),
        (_, _, Some(prefix)) => Ok((named(prefix), plink::read(prefix, &options)?, None)),
        (None, None, None) => {
            let (loaded, labels) = thousand_genomes_slice_with(&options)?;
            output::notice(
                "without `--vcf`, `--bcf` or `--bfile` it is the embedded `thousand-genomes-chr20`: \
                 503 Europeans at 4,165 sites",
            );
            Ok(("thousand-genomes-chr20".to_owned(), loaded, Some(labels)))
        }
    }
}

/// What is read, for a report.
fn files(args: &PopulationArgs) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    match (&args.vcf, &args.bcf, &args.bfile) {
        (Some(path), _, _) => files.push(File::of("genotypes (VCF)", path)),
        (_, Some(path), _) => files.push(File::of("genotypes (BCF)", path)),
        (_, _, Some(prefix)) => {
            for (role, end) in [("genotypes", "bed"), ("sites", "bim"), ("samples", "fam")] {
                let mut path = prefix.clone().into_os_string();
                path.push(format!(".{end}"));
                files.push(File::of(role, path.as_ref()));
            }
        }
        (None, None, None) => files.push(File::embedded(
            "genotypes and populations",
            "thousand-genomes-chr20: 1000 Genomes phase 3, chr20, from shapeit4's example data",
        )),
    }
    files.extend(args.labels.as_deref().map(|path| File::of("populations", path)));
    files.extend(args.query.as_deref().map(|path| File::of("projected samples", path)));
    files.extend(args.phenotype.as_deref().map(|path| File::of("phenotype", path)));
    files.extend(args.covariates.as_deref().map(|path| File::of("covariates", path)));
    files
}

fn notice(samples: &[String], what: &str) {
    if !samples.is_empty() {
        let shown: Vec<&str> = samples.iter().take(5).map(String::as_str).collect();
        let dots = if samples.len() > shown.len() { ", …" } else { "" };
        output::notice(&format!("{} samples {what}: {}{dots}", samples.len(), shown.join(", ")));
    }
}

impl Data {
    pub(super) fn contigs(&self) -> Result<&Contigs, CommandError> {
        if let Some(contigs) = self.contigs.get() {
            return Ok(contigs);
        }
        let contigs = Contigs::of(&self.genotypes.variants)?;
        Ok(self.contigs.get_or_init(|| contigs))
    }

    pub(super) fn pruning(&self) -> Result<&Pruning, CommandError> {
        if let Some(pruning) = self.pruning.get() {
            return Ok(pruning);
        }
        let pruning = prune(&self.dosages, self.contigs()?, self.window, self.threshold)?;
        Ok(self.pruning.get_or_init(|| pruning))
    }

    /// Pruned sites whose rarer allele is not rarer than this.
    pub(super) fn common(&self, least: f64) -> Result<Vec<usize>, CommandError> {
        let is_common =
            |site: &&usize| self.dosages.frequency(**site).is_some_and(|p| p.min(1.0 - p) >= least);
        Ok(self.pruning()?.kept.iter().filter(is_common).copied().collect())
    }

    /// How a site is called: its name, or its place.
    pub(super) fn site(&self, site: usize) -> String {
        let variant = &self.genotypes.variants[site];
        if variant.id.is_empty() {
            format!("{}:{}", variant.contig, variant.position)
        } else {
            variant.id.clone()
        }
    }

    /// The population of each sample, or nothing.
    pub(super) fn labels(&self) -> Vec<&str> {
        let name = |at: Option<usize>| at.map_or("", |at| self.populations.names[at].as_str());
        self.populations.of_samples().into_iter().map(name).collect()
    }

    /// What the statistics grow with.
    pub(super) fn costs(&self) -> Vec<Cost> {
        let (samples, sites) = (self.genotypes.samples.len(), self.genotypes.variants.len());
        let pairs = samples as u64 * (samples as u64).saturating_sub(1) / 2;
        vec![
            Cost::counted("samples", samples, "sample"),
            Cost::counted("sites", sites, "site"),
            Cost::counted("alleles held", self.genotypes.alleles.len(), "byte"),
            Cost::modelled("genotypes", samples as u64 * sites as u64, "genotype"),
            Cost::modelled("pairs of samples (kinship)", pairs, "pair"),
            Cost::modelled("work of kinship", pairs.saturating_mul(sites as u64), "genotype pair"),
        ]
    }

    pub(super) fn summary(&self) -> Value {
        let populations = self.populations.names.iter().zip(&self.populations.members);
        json!({
            "source": self.source,
            "samples": self.genotypes.samples.len(),
            "sites": self.genotypes.variants.len(),
            "populations": populations.map(|(name, members)| (name.clone(), json!(members.len())))
                .collect::<serde_json::Map<String, Value>>(),
        })
    }

    pub(super) fn describe(&self) -> String {
        let populations = self.populations.names.iter().zip(&self.populations.members);
        let populations: Vec<String> =
            populations.map(|(name, members)| format!("{name} {}", members.len())).collect();
        format!(
            "{} samples ({}) at {} sites of `{}`.",
            self.genotypes.samples.len(),
            populations.join(", "),
            self.genotypes.variants.len(),
            self.source
        )
    }
}
