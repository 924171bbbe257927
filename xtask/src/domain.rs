//! Which domains there are.

use anyhow::Result;

use crate::failure::Usage;
use crate::workspace::{Package, Workspace};

/// The package of the domain `name`.
///
/// # Errors
///
/// [`Usage`] with the domains that exist in this workspace, read from its manifests.
pub(crate) fn find<'a>(workspace: &'a Workspace, name: &str) -> Result<&'a Package> {
    let of_name = |package: &&Package| package.domain() == Some(name);
    if let Some(package) = workspace.packages.iter().find(of_name) {
        return Ok(package);
    }
    let known: Vec<&str> = workspace.packages.iter().filter_map(Package::domain).collect();
    let known = match known.as_slice() {
        [] => "no member of this workspace has a binary of its own name".to_owned(),
        known => format!("this workspace has {}", known.join(", ")),
    };
    Err(Usage(format!("unknown domain `{name}`: {known}")).into())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::workspace::Target;

    fn package(name: &str, kind: &str) -> Package {
        let target = Target {
            name: name.to_owned(),
            kinds: vec![kind.to_owned()],
            source: String::new(),
            tested: true,
        };
        Package {
            name: name.to_owned(),
            folder: String::new(),
            targets: vec![target],
            dependencies: Vec::new(),
        }
    }

    fn workspace(packages: Vec<Package>) -> Workspace {
        Workspace { root: PathBuf::new(), target: PathBuf::new(), packages }
    }

    #[test]
    fn a_domain_is_a_package_with_a_binary_of_its_name() {
        let workspace = workspace(vec![
            package("neuron-devices", "bin"),
            package("neuron-rt", "lib"),
            package("neuron-text", "bin"),
            package("neuron-vision", "bin"),
            package("xtask", "bin"),
        ]);
        assert_eq!(find(&workspace, "vision").expect("a domain").name, "neuron-vision");
        assert!(find(&workspace, "devices").is_err(), "it trains nothing");
        let error = find(&workspace, "rt").expect_err("a library is no domain");
        assert_eq!(error.to_string(), "unknown domain `rt`: this workspace has text, vision");
    }

    #[test]
    fn a_workspace_without_domains_says_so() {
        let error = find(&workspace(vec![package("xtask", "bin")]), "vision").expect_err("none");
        assert_eq!(
            error.to_string(),
            "unknown domain `vision`: no member of this workspace has a binary of its own name"
        );
    }
}
