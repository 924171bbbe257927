//! Which way the arrows point.

use super::Rule;
use crate::tidy::breach::Report;
use crate::tidy::tree::Tree;
use crate::workspace::Package;

pub(super) const RULE: Rule = Rule {
    name: "dependency-direction",
    states: "dependencies point from domains to the runtime, and heavy crates stay where they belong",
    way_out: "move the code to the crate that may depend on it, or invert the dependency with a trait",
    check,
};

/// What a member must not depend on, whatever for.
const BELOW: &[(&str, &[&str])] = &[
    ("neuron-random", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-rt", &["neuron-data", "neuron-train", DOMAINS]),
    ("neuron-data", &["neuron-rt", "neuron-train", DOMAINS]),
    ("neuron-raster", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-scenes", &["neuron-rt", "neuron-train", DOMAINS]),
    ("neuron-train", &["neuron-tasks", DOMAINS]),
    // What every domain's commands share; a domain is handed to it.
    ("neuron-command-line", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-tasks", &[DOMAINS]),
    // The parts of finance that compute: none of them needs the runtime, nor files of its own.
    ("neuron-prices", &["neuron-rt", "neuron-train", DOMAINS]),
    ("neuron-portfolio", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-covariance", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-simulation", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-volatility", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-forecasting", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-forecast-evaluation", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-series-models", &[DOMAINS]),
    ("neuron-backtest", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    // The parts of genomics that compute; files of sequences may come from a server.
    ("neuron-sequence-files", &["neuron-rt", "neuron-train", DOMAINS]),
    ("neuron-binary-records", &["neuron-rt", "neuron-train", DOMAINS]),
    ("neuron-cram-containers", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-genotypes", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-population", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-expression", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-variant-calling", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-variant-evaluation", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-read-simulation", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-sequence-features", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-metagenomics", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-sequence-models", &[DOMAINS]),
    ("neuron-call-network", &[DOMAINS]),
    ("neuron-testkit", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    // Measured is on the other side of a process or a closure.
    ("neuron-bench-exchange", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    // The boundaries to devices, and the stand-in that has to be wrong on its own.
    ("nrt-sys", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("nrt-sim", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("pjrt-sys", &["neuron-rt", "neuron-data", "neuron-train", DOMAINS]),
    ("neuron-devices", &["neuron-data", "neuron-train", DOMAINS]),
    (DOMAINS, &[DOMAINS]),
];
/// Stands for every domain's package.
const DOMAINS: &str = "a domain";

/// Crates that only these members may link; their tests may use more.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("candle-", &["neuron-rt"]),
    ("gemm", &["neuron-rt", "nrt-sim"]),
    ("pulp", &["neuron-rt", "neuron-simulation"]),
    ("libloading", &["nrt-sys", "pjrt-sys", "nrt-sim"]),
    ("polars", &["neuron-finance"]),
    ("neuron-testkit", &[]),
    // Sockets are opened in one crate.
    ("ureq", &["neuron-data"]),
    // A second network stack, a C library, or an asynchronous runtime: none of them is needed.
    ("openssl", &[]),
    ("native-tls", &[]),
    ("reqwest", &[]),
    ("tokio", &[]),
];

/// All that the task runner links.
const OF_XTASK: &[&str] = &["anyhow", "hmac-sha256", "tinyjson", "xflags"];

fn check(tree: &Tree, report: &mut Report) {
    let domains: Vec<&str> = tree
        .workspace
        .packages
        .iter()
        .filter(|package| package.domain().is_some())
        .map(|package| package.name.as_str())
        .collect();
    for package in &tree.workspace.packages {
        for dependency in &package.dependencies {
            let (name, for_tests) = (dependency.name.as_str(), dependency.for_tests);
            if let Some(wrong) = refusal(package, name, for_tests, &domains) {
                let path = format!("{}/Cargo.toml", package.folder);
                report.add(&path, tree.line_of(&path, name), wrong);
            }
        }
    }
}

fn refusal(package: &Package, name: &str, for_tests: bool, domains: &[&str]) -> Option<String> {
    let own = package.name.as_str();
    let is = |pattern: &str, name: &str| {
        if pattern == DOMAINS { domains.contains(&name) } else { pattern == name }
    };
    let below = BELOW.iter().filter(|(of, _)| is(of, own)).flat_map(|(_, never)| *never);
    if below.into_iter().any(|never| is(never, name)) && name != own {
        return Some(format!("`{own}` stands below `{name}` and must not depend on it"));
    }
    if for_tests {
        return None;
    }
    let places = ONLY_IN.iter().find(|(krate, _)| {
        if krate.ends_with('-') { name.starts_with(krate) } else { name == *krate }
    });
    match places {
        Some((_, [])) => return Some(format!("`{own}` must not link `{name}`")),
        Some((_, places)) if !places.contains(&own) => {
            return Some(format!("`{name}` belongs to `{}`, not to `{own}`", places.join("`, `")));
        }
        _ => {}
    }
    let heavy = own == "xtask" && !OF_XTASK.contains(&name);
    heavy.then(|| format!("`xtask` links {} and nothing else, not `{name}`", OF_XTASK.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::rule::fixture::Fixture;

    fn refused(own: &str, name: &str, for_tests: bool) -> Option<String> {
        let package = Package {
            name: own.to_owned(),
            folder: String::new(),
            targets: Vec::new(),
            dependencies: Vec::new(),
        };
        refusal(&package, name, for_tests, &["neuron-text", "neuron-vision"])
    }

    #[test]
    fn nothing_depends_on_what_stands_above_it() {
        assert!(refused("neuron-rt", "neuron-vision", true).is_some());
        assert!(refused("neuron-data", "neuron-rt", false).is_some());
        assert!(refused("neuron-text", "neuron-vision", false).is_some());
        assert!(refused("nrt-sim", "neuron-rt", true).is_some());
        assert!(refused("neuron-vision", "neuron-train", false).is_none());
        assert!(refused("neuron-benches", "neuron-vision", true).is_none());
    }

    #[test]
    fn heavy_crates_stay_where_they_belong() {
        assert!(refused("neuron-vision", "candle-core", false).is_some());
        assert!(refused("neuron-rt", "candle-core", false).is_none());
        assert!(refused("neuron-train", "polars", false).is_some());
        assert!(refused("xtask", "serde", false).is_some());
        assert!(refused("xtask", "insta", true).is_none());
        assert!(refused("neuron-train", "neuron-testkit", true).is_none());
        assert!(refused("neuron-train", "neuron-testkit", false).is_some());
        assert!(refused("neuron-data", "tokio", false).is_some());
    }

    #[test]
    fn the_line_of_the_manifest_is_named() {
        let fixture = Fixture::new();
        fixture.member("vision", "neuron-vision", "gemm = \"0.19\"\n");
        let breaches = fixture.breaches();
        assert_eq!(breaches.len(), 1);
        let line = breaches[0].to_string();
        insta::assert_snapshot!(line, @"vision/Cargo.toml:11: dependency-direction: `gemm` belongs to `neuron-rt`, `nrt-sim`, not to `neuron-vision`; move the code to the crate that may depend on it, or invert the dependency with a trait");
    }
}
