//! Criterion's results, as it leaves them on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::json::{self, Json};

/// One benchmark's latest result.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measurement {
    /// As criterion calls it: `GROUP/NAME`, or `NAME` alone.
    pub(crate) id: String,
    pub(crate) median_ns: f64,
    /// The 95 % confidence interval of the median.
    pub(crate) interval_ns: (f64, f64),
    /// What one iteration works through, if the benchmark says so.
    pub(crate) work: Option<Work>,
    /// Whether it was measured in this run.
    pub(crate) fresh: bool,
}

/// The amount of work of one iteration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Work {
    Bytes(f64),
    Elements(f64),
}

impl Measurement {
    /// The part of the name that benchmarks of one table share.
    pub(crate) fn group(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(group, _)| group)
    }

    /// The rest of the name.
    pub(crate) fn name(&self) -> &str {
        self.id.split_once('/').map_or(self.id.as_str(), |(_, name)| name)
    }
}

/// Reads every result below `folder`; those written after `began` are fresh.
///
/// # Errors
///
/// A folder or file that cannot be read, or is not what criterion 0.8 writes.
pub(crate) fn read(folder: &Path, began: SystemTime) -> Result<Vec<Measurement>> {
    let mut found = Vec::new();
    collect(folder, began, &mut found)?;
    found.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(found)
}

/// Sorts results into the tables they belong to.
pub(crate) fn by_group(all: Vec<Measurement>) -> BTreeMap<String, Vec<Measurement>> {
    let mut groups: BTreeMap<String, Vec<Measurement>> = BTreeMap::new();
    for measurement in all {
        groups.entry(measurement.group().to_owned()).or_default().push(measurement);
    }
    groups
}

fn collect(folder: &Path, began: SystemTime, found: &mut Vec<Measurement>) -> Result<()> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        // `new` is the latest result; `base` and `change` are comparisons with the one before.
        if path.ends_with("new") && path.join("benchmark.json").is_file() {
            found.push(read_one(&path, began)?);
        } else {
            collect(&path, began, found)?;
        }
    }
    Ok(())
}

fn read_one(folder: &Path, began: SystemTime) -> Result<Measurement> {
    let file = folder.join("estimates.json");
    let said = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
    };
    let (estimates, benchmark) = (said(&file)?, said(&folder.join("benchmark.json"))?);
    let fresh = fs::metadata(&file)?.modified()? >= began;
    let place = || format!("`{}` is not what criterion writes", folder.display());
    interpret(&estimates, &benchmark, fresh).with_context(place)
}

fn interpret(estimates: &str, benchmark: &str, fresh: bool) -> Result<Measurement> {
    let (estimates, benchmark) = (json::parse(estimates)?, json::parse(benchmark)?);
    let benchmark = Json(&benchmark);
    let median = Json(&estimates).get("median").context("the field `median` is missing")?;
    let interval = median.get("confidence_interval").context("there is no interval")?;
    let work = benchmark.get("throughput").and_then(|work| {
        let elements = work.number("Elements").map(Work::Elements);
        elements.or_else(|_| work.number("Bytes").map(Work::Bytes)).ok()
    });
    Ok(Measurement {
        id: benchmark.text("full_id")?.to_owned(),
        median_ns: median.number("point_estimate")?,
        interval_ns: (interval.number("lower_bound")?, interval.number("upper_bound")?),
        work,
        fresh,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    // As criterion 0.8.2 writes them, shortened.
    const ESTIMATES: &str = r#"{"mean":{"confidence_interval":{"confidence_level":0.95,
        "lower_bound":1.0,"upper_bound":3.0},"point_estimate":2.0,"standard_error":0.5},
        "median":{"confidence_interval":{"confidence_level":0.95,"lower_bound":235000000.0,
        "upper_bound":238000000.0},"point_estimate":236000000.0,"standard_error":0.4},
        "slope":null}"#;
    const BENCHMARK: &str = r#"{"group_id":"step","function_id":"vit","value_str":null,
        "throughput":{"Elements":32},"full_id":"step/vit","directory_name":"step/vit",
        "title":"step/vit"}"#;

    fn write(folder: &Path, id: &str) {
        let new = folder.join(id).join("new");
        fs::create_dir_all(&new).expect("created");
        fs::write(new.join("estimates.json"), ESTIMATES).expect("written");
        fs::write(new.join("benchmark.json"), BENCHMARK.replace("step/vit", id)).expect("written");
    }

    #[test]
    fn the_median_its_interval_and_the_work_are_read() {
        let measured = interpret(ESTIMATES, BENCHMARK, true).expect("valid");
        assert_eq!((measured.group(), measured.name()), ("step", "vit"));
        assert_eq!(measured.median_ns, 236e6);
        assert_eq!(measured.interval_ns, (235e6, 238e6));
        assert_eq!(measured.work, Some(Work::Elements(32.0)));
        let plain = BENCHMARK.replace(r#"{"Elements":32}"#, "null");
        assert_eq!(interpret(ESTIMATES, &plain, true).expect("valid").work, None);
    }

    #[test]
    fn results_are_found_at_any_depth_and_earlier_ones_are_not_fresh() {
        let tree = tempfile::tempdir().expect("a folder");
        for id in ["step/vit", "kernel/matmul/512", "load"] {
            write(tree.path(), id);
        }
        let earlier = SystemTime::UNIX_EPOCH;
        let all = read(tree.path(), earlier).expect("readable");
        let ids: Vec<&str> = all.iter().map(|measurement| measurement.id.as_str()).collect();
        assert_eq!(ids, ["kernel/matmul/512", "load", "step/vit"]);
        assert!(all.iter().all(|measurement| measurement.fresh));
        let later = SystemTime::now() + std::time::Duration::from_secs(3600);
        assert!(read(tree.path(), later).expect("readable").iter().all(|m| !m.fresh));
        let groups = by_group(all);
        assert_eq!(groups.keys().collect::<Vec<_>>(), ["kernel", "load", "step"]);
    }

    #[test]
    fn a_foreign_file_is_named() {
        let tree = tempfile::tempdir().expect("a folder");
        write(tree.path(), "step/vit");
        fs::write(tree.path().join("step/vit/new/estimates.json"), "{}").expect("written");
        let error = read(tree.path(), SystemTime::UNIX_EPOCH).expect_err("no median");
        let text = format!("{error:#}");
        assert!(text.ends_with("is not what criterion writes: the field `median` is missing"));
    }
}
