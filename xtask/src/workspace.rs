//! What cargo says of the workspace: its packages, their targets and their dependencies.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::json::{self, Json};

/// The workspace as `cargo metadata --no-deps` describes it.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// The members, ordered by name.
    pub(crate) packages: Vec<Package>,
}

/// The package that lists devices: a binary of its own name, and no domain.
pub(crate) const DEVICES: &str = "neuron-devices";

/// One member.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    /// Its folder, relative to the root, with `/` between the parts.
    pub(crate) folder: String,
    pub(crate) targets: Vec<Target>,
    pub(crate) dependencies: Vec<Dependency>,
}

/// A library, binary, test, bench or example.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) kinds: Vec<String>,
    /// Its first source file, relative to the root.
    pub(crate) source: String,
    /// Whether `cargo test` runs it when it is not named.
    pub(crate) tested: bool,
}

/// One line of a dependency table.
#[derive(Debug)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// Whether only tests, benches and examples see it.
    pub(crate) for_tests: bool,
}

impl Package {
    /// The domain this package trains, if it is one: a package `neuron-NAME` with a binary of the
    /// same name.
    pub(crate) fn domain(&self) -> Option<&str> {
        let domain = self.name.strip_prefix("neuron-")?;
        let binary = |target: &Target| target.is("bin") && target.name == self.name;
        (self.name != DEVICES && self.targets.iter().any(binary)).then_some(domain)
    }
}

impl Target {
    /// Whether cargo calls it a `kind`.
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.kinds.iter().any(|own| own == kind)
    }
}

/// The folder of this repository.
///
/// # Errors
///
/// Where the program was moved away from the tree it was built in and is not run by cargo.
pub(crate) fn root() -> Result<PathBuf> {
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    match own.parent() {
        Some(root) if root.join("Cargo.toml").is_file() => Ok(root.to_owned()),
        _ => bail!("no workspace around `{}`: run this as `cargo xtask`", own.display()),
    }
}

/// The cargo that runs this program, or the one on the path.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Asks cargo for the workspace at `root`.
///
/// # Errors
///
/// Where cargo cannot be run or refuses a manifest; the message is cargo's own.
pub(crate) fn load(root: &Path) -> Result<Workspace> {
    let output = cargo()
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .context("cannot run `cargo metadata`")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said: Vec<&str> = said.split_whitespace().collect();
        bail!("`cargo metadata` refuses the workspace: {}", said.join(" "));
    }
    let text = String::from_utf8(output.stdout).context("`cargo metadata` wrote no text")?;
    read(&text).context("cannot read what `cargo metadata` wrote")
}

fn read(text: &str) -> Result<Workspace> {
    let value = json::parse(text)?;
    let json = Json(&value);
    let root = PathBuf::from(json.text("workspace_root")?);
    let relative = |path: &str| {
        let path = Path::new(path);
        path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    };
    let mut packages = Vec::new();
    for package in json.list("packages") {
        let manifest = relative(package.text("manifest_path")?);
        let mut targets = Vec::new();
        for target in package.list("targets") {
            targets.push(Target {
                name: target.text("name")?.to_owned(),
                kinds: target.texts("kind"),
                source: relative(target.text("src_path")?),
                tested: target.truth("test"),
            });
        }
        let mut dependencies = Vec::new();
        for dependency in package.list("dependencies") {
            dependencies.push(Dependency {
                name: dependency.text("name")?.to_owned(),
                for_tests: dependency.text("kind").is_ok_and(|kind| kind == "dev"),
            });
        }
        packages.push(Package {
            name: package.text("name")?.to_owned(),
            folder: manifest.trim_end_matches("Cargo.toml").trim_end_matches('/').to_owned(),
            targets,
            dependencies,
        });
    }
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    let target = PathBuf::from(json.text("target_directory")?);
    Ok(Workspace { root, target, packages })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_workspace_is_read_as_cargo_describes_it() {
        let workspace = load(&root().expect("a root")).expect("a workspace");
        let xtask = workspace.packages.iter().find(|package| package.name == "xtask");
        let xtask = xtask.expect("this package is a member");
        assert_eq!(xtask.folder, "xtask");
        assert!(xtask.targets.iter().any(|t| t.is("bin") && t.source == "xtask/src/main.rs"));
        let insta = xtask.dependencies.iter().find(|dependency| dependency.name == "insta");
        assert!(insta.expect("a dependency").for_tests);
        assert!(xtask.domain().is_none(), "the task runner is no domain");
    }

    #[test]
    fn a_folder_without_a_manifest_is_refused() {
        let empty = tempfile::tempdir().expect("a folder");
        let error = load(empty.path()).expect_err("no manifest").to_string();
        assert!(error.contains("could not find `Cargo.toml`"), "{error}");
    }
}
