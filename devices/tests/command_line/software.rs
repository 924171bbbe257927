//! The runtime library and the compiler: found, or not, or broken.

use super::machine::Machine;
use nrt_sim::products::Products;
use std::fs;

#[test]
fn what_is_installed_is_named_with_its_version_and_a_stand_in_says_so() {
    let machine = Machine::new("m5.large");
    let folder = machine.path().join("bin");
    fs::create_dir(&folder).unwrap();
    let library = Products::build().unwrap().install(&folder).unwrap();
    let library = library.display().to_string();
    let output = machine.command("").env("NEURON_RT_LIBRARY", &library).run().with_code(0);
    let said = machine.shown(&output);
    let line = |of: &str| said.lines().find(|line| line.starts_with(of)).unwrap().to_owned();
    let runtime = line("runtime: libnrt ");
    assert!(
        runtime.contains("stand-in") && runtime.ends_with(", MACHINE/bin/libnrt.so.1"),
        "{runtime}"
    );
    let compiler = line("compiler: neuronx-cc ");
    assert!(compiler.ends_with(", MACHINE/bin/neuronx-cc"), "{compiler}");
    let output = machine.command("--json").env("NEURON_RT_LIBRARY", &library).run().with_code(0);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(json["runtime"]["path"], library.as_str());
    assert!(json["runtime"]["version"].as_str().unwrap().contains("stand-in"));
}

#[test]
fn what_is_broken_is_named_with_what_to_do() {
    let machine = Machine::new("m5.large");
    machine.write("lib/libnrt.so.1", "no library");
    machine.write("bin/neuronx-cc", "#!/bin/sh\nexit 3");
    let compiler = machine.path().join("bin/neuronx-cc");
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&compiler, permissions).unwrap();
    let said = machine.said("");
    let line = |of: &str| said.lines().find(|line| line.starts_with(of)).unwrap().to_owned();
    let runtime = line("runtime: `MACHINE/lib/libnrt.so.1` cannot be loaded");
    assert!(runtime.contains("reinstall `aws-neuronx-runtime-lib`"), "{runtime}");
    let compiler = line("compiler: `MACHINE/bin/neuronx-cc --version` ended");
    assert!(compiler.contains("exit status: 3"), "{compiler}");
}
