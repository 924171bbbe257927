//! The statistics of a cohort against the commands of plink2.

use super::scikit_allel::least_correlation;
use super::tables::Table;
use crate::bench::Bench;
use crate::data;
use crate::program::{Program, json, run, times};
use anyhow::{Context, Result};
use neuron_bench_exchange::figure::absolute;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of values below 1, of which plink2 writes six digits.
const TOLERANCE: f64 = 1e-6;
/// Of those that may be greater.
const TOLERANCE_OF_KINSHIP: f64 = 1e-5;

/// How a user comes to the same statistics with plink2.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// A command for each, all of them on the VCF file.
    OneByOne,
    /// The file is converted once, and a command computes what it can at once.
    AtOnce,
}

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let cohort = Cohort::open()?;
    let ways =
        [(Way::OneByOne, "a command for each"), (Way::AtOnce, "converted, then as few as can be")];
    let mut agreed = false;
    for (way, what) in ways {
        let name = format!("population report/plink2: {what}");
        if !bench.begins(&name) {
            continue;
        }
        if !agreed {
            agree(bench, &cohort)?;
            agreed = true;
        }
        let mut ours = || cohort.ours().map(drop);
        let mut peer = |count| times(count, &mut || cohort.theirs(way));
        bench.turns_with(&name, &mut ours, &mut peer)?;
    }
    Ok(())
}

/// 300 samples at 24,990 sites.
struct Cohort {
    program: Program,
    vcf: PathBuf,
    labels: PathBuf,
    /// The labels as plink2 reads them.
    populations: PathBuf,
    folder: tempfile::TempDir,
}

impl Cohort {
    fn open() -> Result<Self> {
        let labels = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../datasets/genomics/thousand-genomes-chr20/samples.tsv");
        let folder = tempfile::tempdir()?;
        let populations = folder.path().join("populations.tsv");
        let table = Table::read(&labels)?;
        let rows = table.column("sample")?.into_iter().zip(table.column("pop")?);
        let rows: Vec<String> = rows.map(|(sample, pop)| format!("{sample}\t{pop}\n")).collect();
        std::fs::write(&populations, format!("#IID\tpop\n{}", rows.concat()))?;
        let vcf = data::of_genomics("shapeit4-example", "reference.vcf.gz")?;
        Ok(Self { program: Program::open()?, vcf, labels, populations, folder })
    }

    /// This project's command; its folder of tables.
    fn ours(&self) -> Result<PathBuf> {
        let tables = self.folder.path().join("ours");
        if tables.exists() {
            std::fs::remove_dir_all(&tables)?;
        }
        let mut command = self.program.analysis("population");
        command.arg("--vcf").arg(&self.vcf).arg("--labels").arg(&self.labels).arg("--json");
        command.args(["--statistics", "freq,hwe,ld,pca,king,fst", "--tables"]).arg(&tables);
        json(&mut command)?;
        Ok(tables)
    }

    fn theirs(&self, way: Way) -> Result<()> {
        let pruned = self.written("prune.in").display().to_string();
        let components = ["--extract", &pruned, "--pca", "10"];
        match way {
            Way::OneByOne => {
                let all: [&[&str]; 8] = [
                    &["--freq"],
                    &["--missing"],
                    &["--hardy"],
                    &["--het"],
                    &["--make-king-table"],
                    &["--indep-pairwise", "50", "5", "0.2"],
                    &["--fst", "pop", "method=hudson"],
                    &["--fst", "pop", "method=wc"],
                ];
                for what in all.into_iter().chain([components.as_slice()]) {
                    run(self.of_the_vcf().args(what))?;
                }
            }
            Way::AtOnce => {
                run(self.of_the_vcf().arg("--make-pgen"))?;
                let counted = ["--freq", "--missing", "--hardy", "--het", "--make-king-table"];
                let pruning = ["--indep-pairwise", "50", "5", "0.2"];
                let hudson = ["--fst", "pop", "method=hudson"];
                run(self.converted().args(counted).args(pruning).args(hudson))?;
                run(self.converted().args(["--fst", "pop", "method=wc"]))?;
                run(self.converted().args(components))?;
            }
        }
        Ok(())
    }

    fn of_the_vcf(&self) -> Command {
        let mut command = self.plink2();
        // Pruning asks for names that are unique.
        command.args(["--set-all-var-ids", "@:#:$r:$a", "--new-id-max-allele-len", "200"]);
        command.arg("--vcf").arg(&self.vcf).arg("--pheno").arg(&self.populations);
        command
    }

    fn converted(&self) -> Command {
        let mut command = self.plink2();
        command.arg("--pfile").arg(self.folder.path().join("plink2"));
        command
    }

    fn plink2(&self) -> Command {
        let mut command = Command::new("plink2");
        let threads = rayon::current_num_threads().to_string();
        command.args(["--threads", &threads, "--out"]).arg(self.folder.path().join("plink2"));
        command
    }

    /// A file of plink2.
    fn written(&self, end: &str) -> PathBuf {
        self.folder.path().join("plink2").with_extension(end)
    }
}

/// Every value that both sides write.
fn agree(bench: &Bench, cohort: &Cohort) -> Result<()> {
    let ours = cohort.ours()?;
    let ours = |name: &str| Table::read(&ours.join(name).with_extension("tsv"));
    cohort.theirs(Way::AtOnce)?;
    let theirs = |end: &str| Table::read(&cohort.written(end));
    let within = |tolerance, what: &str, ours: &[f64], theirs: &[f64]| -> Result<()> {
        let apart = absolute(ours, theirs).with_context(|| what.to_owned())?;
        bench.agree(what, apart, tolerance, "greatest difference")
    };
    let say = |what: &str, ours: &[f64], theirs: &[f64]| within(TOLERANCE, what, ours, theirs);

    let counts = ours("frequencies")?;
    let counted = counts.column("counts")?.into_iter().zip(counts.numbers("called")?);
    let alternates = |(counts, called): (&str, f64)| -> Result<f64> {
        let alternate = counts.split(',').nth(1).context("a site without alternates")?;
        Ok(alternate.parse::<f64>()? / called)
    };
    let frequencies = counted.map(alternates).collect::<Result<Vec<f64>>>()?;
    say("frequencies", &frequencies, &theirs("afreq")?.numbers("ALT_FREQS")?)?;
    say(
        "Hardy–Weinberg p",
        &ours("hardy_weinberg")?.numbers("p")?,
        &theirs("hardy")?.numbers("P")?,
    )?;
    say("F of samples", &ours("samples")?.numbers("f")?, &theirs("het")?.numbers("F")?)?;
    let fst = ours("fst")?;
    // Of both estimates of Fst, which plink2 writes under one name, the last is there.
    let weir_cockerham = theirs("fst.summary")?.numbers("WC_FST")?;
    say("Fst of Weir and Cockerham", &fst.numbers("weir_cockerham")?, &weir_cockerham)?;
    let kinship = ours("kinship")?;
    let kinship = by_pair(&kinship, ["sample_1", "sample_2"], "kinship")?;
    let their_kinship = by_pair(&theirs("kin0")?, ["IID1", "IID2"], "KINSHIP")?;
    within(TOLERANCE_OF_KINSHIP, "kinship", &kinship, &their_kinship)?;
    let pruned = std::fs::read_to_string(cohort.written("prune.in"))?.lines().count();
    let kept = ours("pruned_sites")?.column("kept")?.iter().filter(|kept| **kept == "true").count();
    bench.agree("sites left by pruning", kept.abs_diff(pruned) as f64, 0.0, "difference")?;
    let (components, theirs) = (ours("principal_components")?, theirs("eigenvec")?);
    let column = |at: usize| -> Result<[Vec<f64>; 2]> {
        Ok([components.numbers(&format!("pc{at}"))?, theirs.numbers(&format!("PC{at}"))?])
    };
    let mut least: f64 = 1.0;
    for at in 1..=10 {
        let [one, other] = column(at)?;
        least = least.min(least_correlation(&one, &other, one.len())?);
    }
    bench.agree(
        "components: 1 less the least absolute correlation",
        1.0 - least,
        1e-4,
        "difference",
    )
}

/// The values of pairs of samples, in the order of their names.
fn by_pair(table: &Table, names: [&str; 2], value: &str) -> Result<Vec<f64>> {
    let pairs = table.column(names[0])?.into_iter().zip(table.column(names[1])?);
    let pairs = pairs.map(|(a, b)| if a < b { (a, b) } else { (b, a) });
    let mut rows: Vec<((&str, &str), f64)> = pairs.zip(table.numbers(value)?).collect();
    rows.sort_by_key(|(pair, _)| *pair);
    Ok(rows.into_iter().map(|(_, value)| value).collect())
}
