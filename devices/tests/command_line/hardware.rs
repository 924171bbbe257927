//! Devices, cores and who uses them.

use super::machine::Machine;
use serde_json::Value;

#[test]
fn devices_their_users_and_what_is_missing() {
    let machine = Machine::new("trn1.32xlarge");
    machine.trainium(0, "1");
    machine.trainium(1, "0");
    machine.process(4242, "neuron-vision", 1);
    machine.process(7, "sh", 0);
    insta::assert_snapshot!(machine.said(""), @r"
    instance: trn1.32xlarge
    target: trn1
    driver: 2.24.7.0
    physical cores in a logical one: 1
    DEVICE  CHIP       CORES  CORE IDS  MEMORY  IN USE  CONNECTED  EXECUTIONS  FAILURES
    0       Trainium1  2      0-1       32 GiB  2 MiB   1          100         -
    1       Trainium1  2      2-3       32 GiB  2 MiB   0          100         -
    device 0 is used by process 7 (sh)
    device 1 is used by process 4242 (neuron-vision)
    cores of a process started here: 0-3
    runtime: no Neuron runtime library: tried `MACHINE/lib/libnrt.so.1` (named by the user: there is no such file); install AWS's package `aws-neuronx-runtime-lib`, or name the library in `NEURON_RT_LIBRARY`
    compiler: `neuronx-cc` is not on PATH: install the package `neuronx-cc` from AWS Neuron's own pip repository, or set NEURON_CC to the program; it needs no Neuron device, so any x86-64 Linux can compile ahead
    ");
}

#[test]
fn json_has_every_counter_and_the_users() {
    let machine = Machine::new("trn1.2xlarge");
    machine.trainium(0, "");
    machine.process(4242, "neuron-vision", 0);
    let text = machine.said("--json");
    assert_eq!(text.lines().count(), 1);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["instance_type"], "trn1.2xlarge");
    assert_eq!((&json["target"], &json["neuroncore_count"]), (&"trn1".into(), &2.into()));
    assert_eq!(json["visible_cores"], "0-1");
    let device = &json["devices"][0];
    assert_eq!(device["memory_size"], 32_u64 << 30);
    assert_eq!(device["physical_cores"][1]["activity"]["inference_count"]["total"], 50);
    assert_eq!(device["neuron_processes"][0]["pid"], 4242);
    assert_eq!(device["neuron_processes"][0]["command"], "neuron-vision");
    assert!(json["runtime"]["missing"].as_str().unwrap().contains("NEURON_RT_LIBRARY"));
    assert!(json["compiler"]["missing"].as_str().unwrap().contains("NEURON_CC"));
}

#[test]
fn a_machine_without_devices_is_an_answer() {
    let machine = Machine::new("m5.large");
    insta::assert_snapshot!(machine.said(""), @r"
    instance: m5.large
    driver: 2.24.7.0
    note: no Neuron device was found in `MACHINE/dev` or `MACHINE/sys`: this machine is a `m5.large`; on a trn1, trn2, trn3 or inf2 instance install AWS's package `aws-neuronx-dkms` and load it with `sudo modprobe neuron`, in a container pass `--device=/dev/neuron0`, elsewhere use `--device cpu`
    runtime: no Neuron runtime library: tried `MACHINE/lib/libnrt.so.1` (named by the user: there is no such file); install AWS's package `aws-neuronx-runtime-lib`, or name the library in `NEURON_RT_LIBRARY`
    compiler: `neuronx-cc` is not on PATH: install the package `neuronx-cc` from AWS Neuron's own pip repository, or set NEURON_CC to the program; it needs no Neuron device, so any x86-64 Linux can compile ahead
    ");
    let json: Value = serde_json::from_str(&machine.said("--json")).unwrap();
    assert_eq!(
        (json["devices"].as_array().unwrap().len(), &json["visible_cores"]),
        (0, &Value::Null)
    );
    assert!(json["notes"][0].as_str().unwrap().contains("no Neuron device was found"));
}

#[test]
fn a_selection_of_cores_is_checked() {
    let machine = Machine::new("trn1.2xlarge");
    machine.trainium(0, "");
    let said = |name: &str, value: &str| {
        let output = machine.command("").env(name, value).run().with_code(0);
        let text = machine.shown(&output);
        let wanted = |line: &&str| line.starts_with("cores of") || line.starts_with("note:");
        text.lines().filter(wanted).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(said("NEURON_RT_VISIBLE_CORES", "1"), @"cores of a process started here: 1");
    insta::assert_snapshot!(said("NEURON_RT_NUM_CORES", "1"), @"cores of a process started here: 1 of those that are free");
    insta::assert_snapshot!(said("NEURON_RT_VISIBLE_CORES", "0-7"), @"cores of a process started here: none, as cores 0-7 asked for, and the machine has 2 (logical) cores, numbered from 0; lower `NEURON_RT_VISIBLE_CORES` or `NEURON_RT_NUM_CORES`");
    insta::assert_snapshot!(said("NEURON_RT_VISIBLE_CORES", "0,x"), @"cores of a process started here: none, as `NEURON_RT_VISIBLE_CORES=0,x`: `x` is neither a core's number nor a range of them like `0-3`");
    insta::assert_snapshot!(said("NEURON_LOGICAL_NC_CONFIG", "3"), @r"
    cores of a process started here: 0-1
    note: `NEURON_LOGICAL_NC_CONFIG=3`: a logical core is made of `1` or `2` physical ones; set one of them
    ");
    insta::assert_snapshot!(said("NEURON_PLATFORM_TARGET_OVERRIDE", "gpu"), @r"
    cores of a process started here: 0-1
    note: `NEURON_PLATFORM_TARGET_OVERRIDE`: there is no target `gpu`, expected `inf2`, `trn1`, `trn1n`, `trn2` or `trn3`
    ");
}

#[test]
fn help_and_wrong_flags() {
    let machine = Machine::new("m5.large");
    let help = machine.command("--help").run().with_code(0).stdout;
    assert!(help.contains("Examples:") && !help.contains("--sysfs-root"), "{help}");
    let output = machine.command("--jsn").run().with_code(2);
    assert!(output.stdout.is_empty() && output.stderr.contains("--json"), "{}", output.stderr);
}
