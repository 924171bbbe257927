//! Calls of planted variants against bcftools and freebayes, on the same reads.

use crate::bench::Bench;
use crate::program::{Program, json, run, times};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Genomes of half a megabase, whose verdicts are summed.
const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];
const BASES: usize = 500_000;
/// How often reads cover a base.
const DEPTHS: [usize; 3] = [8, 15, 30];
/// What is timed: a megabase at the greatest depth.
const TIMED: usize = 1_000_000;

/// Calls the variants of the reads in a folder, into the file.
type Caller = fn(&Path, &Path) -> Result<()>;

pub(crate) fn bcftools(bench: &mut Bench) -> Result<()> {
    measure(bench, |made, calls| {
        let mut pileup = Command::new("bcftools");
        pileup.args(["mpileup", "-f"]).arg(made.join("reference.fa")).arg(made.join("reads.bam"));
        let mut pileup = pileup
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start `bcftools`")?;
        let piped = pileup.stdout.take().context("a pipe")?;
        let mut call = Command::new("bcftools");
        call.args(["call", "-mv", "-f", "GQ", "-Ov", "-o"]).arg(calls);
        let called = call.stdin(piped).stderr(Stdio::null()).status();
        let piled = pileup.wait()?;
        anyhow::ensure!(piled.success() && called?.success(), "`bcftools` failed");
        Ok(())
    })
}

pub(crate) fn freebayes(bench: &mut Bench) -> Result<()> {
    measure(bench, |made, calls| {
        let reference = made.join("reference.fa");
        let mut command = Command::new("freebayes");
        command.arg("-f").arg(reference).arg("-v").arg(calls).arg(made.join("reads.bam"));
        run(&mut command).map(drop)
    })
}

fn measure(bench: &mut Bench, caller: Caller) -> Result<()> {
    let program = Program::open()?;
    for depth in DEPTHS {
        let name = format!("F1/{depth}-fold");
        if bench.begins(&name) {
            judge(bench, &program, depth, caller).context(name)?;
        }
    }
    let name = format!("call/{:.0} Mb at 30-fold", TIMED as f64 / 1e6);
    if bench.begins(&name) {
        let folder = tempfile::tempdir()?;
        let made = simulate(&program, folder.path(), TIMED, 30, 0)?;
        let [ours, theirs] = ["ours.vcf", "theirs.vcf"].map(|name| made.join(name));
        let mut peer = |count| times(count, &mut || caller(&made, &theirs));
        bench.turns_with(&name, &mut || call(&program, &made, &ours), &mut peer)?;
    }
    Ok(())
}

/// F1 with the right genotype, of all genomes together. All is synthetic.
fn judge(bench: &Bench, program: &Program, depth: usize, caller: Caller) -> Result<()> {
    let mut sums = [[Verdicts::default(); 2]; 2];
    for seed in SEEDS {
        let folder = tempfile::tempdir()?;
        let made = simulate(program, folder.path(), BASES, depth, seed)?;
        let [ours, theirs] = ["ours.vcf", "theirs.vcf"].map(|name| made.join(name));
        call(program, &made, &ours)?;
        caller(&made, &theirs)?;
        // freebayes reports what it believes to be none as well, and says so in QUAL.
        keep_quality(&theirs, 1.0)?;
        for (sums, calls) in sums.iter_mut().zip([&ours, &theirs]) {
            evaluate(program, &made, calls, sums)?;
        }
    }
    for (at, kind) in KINDS.into_iter().enumerate() {
        let [ours, theirs] = [sums[0][at].f1()?, sums[1][at].f1()?];
        bench.score(&format!("{kind}s at {depth}-fold, 2.5 Mb"), ours, theirs, "F1")?;
    }
    Ok(())
}

const KINDS: [&str; 2] = ["snp", "indel"];

/// Reads with 1.5 % of errors from a made-up genome, most of whose indels are in repeats.
fn simulate(
    program: &Program,
    folder: &Path,
    bases: usize,
    depth: usize,
    seed: u64,
) -> Result<PathBuf> {
    let made = folder.join("made");
    let mut command = program.analysis("simulate-reads");
    command.args(["--bases", &bases.to_string(), "--coverage", &depth.to_string()]);
    command.args(["--error", "0.015", "--indel-rate", "0.0005", "--repeat-share", "0.8"]);
    command.args(["--aligned-ends", "scored", "--seed", &seed.to_string(), "--json"]);
    json(command.arg("--output").arg(&made))?;
    Ok(made)
}

fn call(program: &Program, made: &Path, calls: &Path) -> Result<()> {
    let mut command = program.analysis("call");
    command.arg("--bam").arg(made.join("reads.bam"));
    command.arg("--reference").arg(made.join("reference.fa"));
    json(command.arg("--output").arg(calls).arg("--json")).map(drop)
}

/// Verdicts of a kind of variants.
#[derive(Clone, Copy, Debug, Default)]
struct Verdicts {
    truth_found: f64,
    truth_missed: f64,
    calls_right: f64,
    calls_wrong: f64,
}

impl Verdicts {
    fn f1(&self) -> Result<f64> {
        let recall = self.truth_found / (self.truth_found + self.truth_missed);
        let precision = self.calls_right / (self.calls_right + self.calls_wrong);
        let f1 = 2.0 * recall * precision / (recall + precision);
        anyhow::ensure!(f1.is_finite(), "nothing was planted, or nothing called");
        Ok(f1)
    }
}

fn evaluate(program: &Program, made: &Path, calls: &Path, sums: &mut [Verdicts; 2]) -> Result<()> {
    let mut command = program.analysis("evaluate");
    command.arg("--truth").arg(made.join("truth.vcf.gz")).arg("--calls").arg(calls);
    let said = json(command.arg("--reference").arg(made.join("reference.fa")).arg("--json"))?;
    let rows = said["rows"].as_array().context("an evaluation without `rows`")?;
    for (kind, sum) in KINDS.into_iter().zip(sums) {
        let of_all = |row: &&Value| row["kind"] == kind && row["stratum"] == "all";
        let row = rows.iter().find(of_all).with_context(|| format!("no row for `{kind}`"))?;
        let count = |name: &str| row[name].as_f64().with_context(|| format!("no `{name}`"));
        sum.truth_found += count("truth_found")?;
        sum.truth_missed += count("truth_missed")?;
        sum.calls_right += count("calls_right")?;
        sum.calls_wrong += count("calls_wrong")?;
    }
    Ok(())
}

/// Drops the records below a QUAL.
fn keep_quality(calls: &Path, least: f64) -> Result<()> {
    let text = fs::read_to_string(calls)?;
    let kept = text.lines().filter(|line| {
        let quality = line.split('\t').nth(5).and_then(|quality| quality.parse::<f64>().ok());
        line.starts_with('#') || quality.is_some_and(|quality| quality >= least)
    });
    let kept: Vec<String> = kept.map(|line| format!("{line}\n")).collect();
    Ok(fs::write(calls, kept.concat())?)
}
