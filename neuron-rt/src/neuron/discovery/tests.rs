//! Discovery on machines of files.

use super::fake_tree::{FakeTree, INFERENTIA2, TRAINIUM1, TRAINIUM2};
use super::{Counter, Inventory, Note, Record};
use crate::neuron::Target;

fn read(tree: &FakeTree) -> Inventory {
    Inventory::read(&tree.roots(), None, None)
}

#[test]
fn a_trn1_with_all_its_devices() {
    let tree = FakeTree::new("trn1.32xlarge");
    for index in (0..16).rev() {
        tree.device(index, &TRAINIUM1, "12, 3, 4, 1");
    }
    let inventory = read(&tree);
    assert_eq!(inventory.notes, []);
    assert_eq!(inventory.target, Some(Target::Trn1));
    assert_eq!(inventory.driver.as_deref(), Some("2.24.7.0"));
    assert_eq!(inventory.logical_cores, 1);
    assert_eq!(inventory.logical_core_count(), 32);
    let indices: Vec<u32> = inventory.devices.iter().map(|device| device.index).collect();
    assert_eq!(indices, (0..16).collect::<Vec<u32>>());
    let device = &inventory.devices[10];
    assert_eq!(inventory.logical_cores_of(device), 20..22);
    assert_eq!(device.connected.as_deref(), Some(&[12, 3, 4, 1][..]));
    assert_eq!(device.serial_number.as_deref(), Some("00000000deadc0da"));
    assert_eq!((device.core_count, device.cores.len()), (Some(2), 2));
    assert_eq!(device.memory_in_use(), Some(6 << 20));
    let core = &device.cores[1];
    assert_eq!((core.index, core.architecture.as_deref()), (1, Some("NCv2")));
    let tensors = Counter { total: 2 << 20, present: Some(1 << 20), peak: Some(4 << 20) };
    assert_eq!(core.device_memory_by_use["tensors"], tensors);
    assert_eq!(core.device_memory_by_use.len(), 2);
    assert_eq!(core.host_memory.map(|counter| counter.total), Some(1024));
    assert_eq!(core.activity["flop_count"].total, 123_456_789_012);
    assert_eq!((core.executions(), core.failures()), (Some(50), Some(1)));
    assert_eq!(device.host_memory_by_use["tensors"].peak, Some(8192));
}

#[test]
fn a_table_for_people() {
    let tree = FakeTree::new("trn2.48xlarge");
    tree.device(0, &TRAINIUM2, "1, 3");
    tree.device(1, &TRAINIUM2, "");
    assert_eq!(
        read(&tree).to_string(),
        "\
instance: trn2.48xlarge
target: trn2
driver: 2.24.7.0
physical cores in a logical one: 2
DEVICE  CHIP       CORES  CORE IDS  MEMORY  IN USE  CONNECTED  EXECUTIONS  FAILURES
0       Trainium2  4      0-3       96 GiB  24 MiB  1, 3       400         28
1       Trainium2  4      4-7       96 GiB  24 MiB  none       400         28
"
    );
}

#[test]
fn logical_cores_and_target_can_be_named() {
    let tree = FakeTree::new("trn2.48xlarge");
    tree.device(0, &TRAINIUM2, "");
    let inventory = Inventory::read(&tree.roots(), None, Some(1));
    assert_eq!((inventory.logical_cores, inventory.logical_core_count()), (1, 8));
    let inventory = Inventory::read(&tree.roots(), Some(Target::Trn1), None);
    assert_eq!((inventory.target, inventory.logical_cores), (Some(Target::Trn1), 1));
}

#[test]
fn the_instance_tells_networks_apart_and_the_chip_the_rest() {
    let tree = FakeTree::new("trn1n.32xlarge");
    tree.device(0, &TRAINIUM1, "");
    assert_eq!(read(&tree).target, Some(Target::Trn1n));

    let tree = FakeTree::new("trn1.2xlarge");
    tree.device(0, &INFERENTIA2, "");
    let inventory = read(&tree);
    assert_eq!(inventory.target, Some(Target::Inf2));
    let notes = [Note::Disagreement { instance: Target::Trn1, device: Target::Inf2 }];
    assert_eq!(inventory.notes, notes);
}

#[test]
fn no_device_says_what_to_do() {
    let tree = FakeTree::new("m5.large");
    let inventory = read(&tree);
    assert_eq!((inventory.devices.len(), inventory.logical_core_count()), (0, 0));
    assert_eq!((inventory.target, inventory.notes.len()), (None, 1));
    let root = tree.path().display();
    assert_eq!(
        inventory.to_string(),
        format!(
            "instance: m5.large\ndriver: 2.24.7.0\nnote: no Neuron device was found in \
             `{root}/dev` or `{root}/sys`: this machine is a `m5.large`; on a trn1, trn2, trn3 or \
             inf2 instance install AWS's package `aws-neuronx-dkms` and load it with `sudo \
             modprobe neuron`, in a container pass `--device=/dev/neuron0`, elsewhere use \
             `--device cpu`\n"
        )
    );
    let nowhere = tree.path().join("nowhere");
    let roots = super::Roots { dev: nowhere.clone(), sys: nowhere };
    let message = Inventory::read(&roots, None, None).to_string();
    assert!(message.contains("no EC2 instance that says so"), "{message}");
}

#[test]
fn a_device_without_a_node_is_shown_and_gives_no_core() {
    let tree = FakeTree::new("trn1.32xlarge");
    tree.description(0, &TRAINIUM1, "");
    tree.device(1, &TRAINIUM1, "");
    let inventory = read(&tree);
    assert_eq!(inventory.logical_cores_of(&inventory.devices[0]), 0..0);
    assert_eq!(inventory.logical_cores_of(&inventory.devices[1]), 0..2);
    assert_eq!(inventory.logical_core_count(), 2);
    assert_eq!(inventory.notes, [Note::NoNode(vec![0])]);
    assert_eq!(
        inventory.notes[0].to_string(),
        "no device node for device 0: a container has to be started with `--device=/dev/neuron0`"
    );
}

#[test]
fn a_node_without_a_description_has_the_cores_of_its_kind() {
    let tree = FakeTree::new("inf2.48xlarge");
    tree.node(0);
    tree.node(1);
    let inventory = read(&tree);
    assert_eq!(inventory.target, Some(Target::Inf2));
    assert_eq!(inventory.logical_core_count(), 4);
    assert_eq!(inventory.notes, [Note::NotDescribed(vec![0, 1])]);
    let table = inventory.to_string();
    assert!(
        table.contains("\n1       -     2      2-3       32 GiB  -       -          -"),
        "{table}"
    );

    let unknown = FakeTree::new("KVM");
    unknown.node(0);
    let inventory = read(&unknown);
    assert_eq!((inventory.target, inventory.logical_core_count()), (None, 0));
    assert!(inventory.notes.contains(&Note::UnknownHardware("KVM".to_owned())));
}

#[test]
fn what_is_malformed_or_unreadable_is_noted_and_the_rest_is_read() {
    let tree = FakeTree::new("trn1.2xlarge");
    tree.device(0, &TRAINIUM1, "1, two");
    let below = "sys/devices/virtual/neuron_device/neuron0";
    tree.write(&format!("{below}/neuron_core0/stats/status/success/total"), "-5");
    let total = tree.path().join(below).join("neuron_core1/stats/status/success/total");
    std::fs::remove_file(&total).unwrap();
    std::fs::create_dir(&total).unwrap();
    let inventory = read(&tree);
    assert_eq!(inventory.devices[0].connected, None);
    assert_eq!(inventory.devices[0].cores[0].status.len(), 2);
    let notes: Vec<String> = inventory.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes.iter().any(|note| note.contains("holds `1, two` where a list of devices")));
    assert!(notes.iter().any(|note| note.contains("holds `-5` where a number")));
    assert!(notes.iter().any(|note| note.contains("neuron_core1") && note.contains("`dmesg`")));
}

#[test]
fn errors_of_the_hardware_are_said_aloud() {
    let tree = FakeTree::new("trn1.2xlarge");
    tree.device(0, &TRAINIUM1, "");
    let below = "sys/devices/virtual/neuron_device/neuron0";
    tree.write(&format!("{below}/stats/hardware/mem_ecc_uncorrected"), "2");
    let inventory = read(&tree);
    let kind = "mem_ecc_uncorrected".to_owned();
    assert_eq!(inventory.notes, [Note::HardwareErrors { device: 0, kind, count: 2 }]);
    assert!(inventory.to_string().contains("note: device 0 counted 2 `mem_ecc_uncorrected`"));
}

#[test]
fn folders_that_a_later_driver_moved_are_found_by_name() {
    let tree = FakeTree::new("trn1.2xlarge");
    tree.device(0, &TRAINIUM1, "");
    let core = tree.path().join("sys/devices/virtual/neuron_device/neuron0/neuron_core0");
    std::fs::create_dir_all(core.join("metrics/memory")).unwrap();
    std::fs::rename(core.join("stats/memory_usage"), core.join("metrics/memory/usage")).unwrap();
    std::fs::rename(core.join("stats/other_info"), core.join("metrics/other_info")).unwrap();
    let inventory = read(&tree);
    assert_eq!(inventory.devices[0].memory_in_use(), Some(6 << 20));
    assert_eq!(inventory.devices[0].cores[0].executions(), Some(50));
}

#[test]
fn everything_is_in_the_record() {
    let tree = FakeTree::new("trn1.2xlarge");
    tree.device(0, &TRAINIUM1, "3");
    let record = read(&tree).record();
    assert_eq!(record.get("instance_type"), Some(&Record::from("trn1.2xlarge")));
    assert_eq!(record.get("target"), Some(&Record::from("trn1")));
    assert_eq!(record.get("neuroncore_count"), Some(&Record::Number(2)));
    let Some(Record::List(devices)) = record.get("devices") else { panic!("{record:?}") };
    let device = &devices[0];
    let numbers = |numbers: &[u32]| numbers.iter().copied().collect::<Record>();
    assert_eq!(device.get("neuroncore_ids"), Some(&numbers(&[0, 1])));
    assert_eq!(device.get("connected_to"), Some(&numbers(&[3])));
    assert_eq!(device.get("memory_size"), Some(&Record::Number(32 << 30)));
    assert_eq!(device.get("memory_used"), Some(&Record::Number(6 << 20)));
    let Some(Record::List(cores)) = device.get("physical_cores") else { panic!("{device:?}") };
    let success = cores[1].get("status").and_then(|status| status.get("success"));
    assert_eq!(success.and_then(|counter| counter.get("total")), Some(&Record::Number(100)));
    assert_eq!(success.and_then(|counter| counter.get("peak")), Some(&Record::Nothing));
}
