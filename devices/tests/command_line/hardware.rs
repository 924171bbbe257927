//! Devices, cores and who uses them.

use super::machine::Machine;
use serde_json::Value;

#[test]
fn devices_their_users_and_what_is_missing() {
    let machine = Machine::new("trn1.32xlarge");
    machine.trainium(0, "1");
    machine.trainium(1, "0");
    machine.process(4242, "neuron-vision", 1);
    machine.process(7, "sh", 99);
    insta::assert_snapshot!(machine.said(""), @"");
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
    insta::assert_snapshot!(machine.said(""), @"");
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
    insta::assert_snapshot!(said("NEURON_RT_VISIBLE_CORES", "1"), @"");
    insta::assert_snapshot!(said("NEURON_RT_NUM_CORES", "1"), @"");
    insta::assert_snapshot!(said("NEURON_RT_VISIBLE_CORES", "0-7"), @"");
    insta::assert_snapshot!(said("NEURON_RT_VISIBLE_CORES", "0,x"), @"");
    insta::assert_snapshot!(said("NEURON_LOGICAL_NC_CONFIG", "3"), @"");
    insta::assert_snapshot!(said("NEURON_PLATFORM_TARGET_OVERRIDE", "gpu"), @"");
}

#[test]
fn help_and_wrong_flags() {
    let machine = Machine::new("m5.large");
    let help = machine.command("--help").run().with_code(0).stdout;
    assert!(help.contains("Examples:") && !help.contains("--sysfs-root"), "{help}");
    let output = machine.command("--jsn").run().with_code(2);
    assert!(output.stdout.is_empty() && output.stderr.contains("--json"), "{}", output.stderr);
}
