//! Two cores that share a batch against one processor that has it whole.

use crate::machine::Machine;
use crate::support::networks::{Network, networks};
use neuron_rt::graph::TensorType;
use neuron_rt::nn::Policy;
use neuron_rt::{Buffer, Device, Resident, compile};
use std::collections::BTreeMap;
use std::sync::Barrier;

const WORLD: u32 = 2;

/// The share of a replica: scalars and keys are everyone's.
fn share(feed: &BTreeMap<String, Buffer>, rank: u32) -> BTreeMap<String, Buffer> {
    let part = |(name, whole): (&String, &Buffer)| {
        let ty = whole.ty();
        if ty.shape.is_empty() || name == "key" {
            return (name.clone(), whole.clone());
        }
        let rows = ty.shape[0] / WORLD as usize;
        let ty = TensorType::new(ty.dtype, ty.shape.with(0, rows));
        let begin = rank as usize * ty.bytes();
        let bytes = &whole.bytes()[begin..begin + ty.bytes()];
        (name.clone(), Buffer::from_slice(ty, bytes))
    };
    feed.iter().map(part).collect()
}

fn train(network: &Network, machine: &Machine, rank: u32, meet: &Barrier) -> (Vec<f64>, Resident) {
    let step = network.step(Policy::F32, WORLD as usize);
    let device = machine.replica(rank, WORLD);
    meet.wait();
    let mut executable = compile(&step.graph, &device).unwrap();
    let mut resident = step.initial(3);
    let losses = (1..=5)
        .map(|i| {
            let feed = share(&network.feed(i), rank);
            executable.step(&mut resident, &feed).unwrap()["loss"].scalar()
        })
        .collect();
    (losses, resident)
}

/// Networks whose samples do not see one another: no batch norm, no dropout (each replica would draw
/// for its own samples).
fn independent() -> impl Iterator<Item = Network> {
    networks().into_iter().filter(|network| ["bert", "lstm"].contains(&network.name))
}

#[test]
fn two_cores_train_as_one_processor() {
    for network in independent() {
        let machine = Machine::with(&[
            ("NEURON_RT_ROOT_COMM_ID", "127.0.0.1:48620"),
            ("NEURON_SIM_CORES", "2"),
        ]);
        let meet = Barrier::new(WORLD as usize);
        let (first, second) = std::thread::scope(|scope| {
            let other = scope.spawn(|| {
                let (losses, resident) = train(&network, &machine, 1, &meet);
                (losses, hosted(&resident))
            });
            let (losses, resident) = train(&network, &machine, 0, &meet);
            ((losses, hosted(&resident)), other.join().unwrap())
        });
        assert_eq!(first.0, second.0, "{}: the loss is everyone's", network.name);
        assert!(first.1 == second.1, "{}: weights stay equal, bit for bit", network.name);

        let step = network.step(Policy::F32, 1);
        let mut executable = compile(&step.graph, &Device::Cpu).unwrap();
        let mut resident = step.initial(3);
        for (number, found) in (1..).zip(&first.0) {
            let made = executable.step(&mut resident, &network.feed(number)).unwrap();
            let expected = made["loss"].scalar();
            let apart = (found - expected).abs() / expected;
            assert!(apart <= 1e-4, "{}, step {number}: {found} and {expected}", network.name);
        }
    }
}

fn hosted(resident: &Resident) -> BTreeMap<String, Vec<u8>> {
    let bytes = |buffer: &Buffer| buffer.to_host().unwrap().bytes().to_vec();
    resident.iter().map(|(name, buffer)| (name.clone(), bytes(buffer))).collect()
}

#[test]
fn a_graph_of_replicas_needs_to_be_one_of_them() {
    let network = independent().next().unwrap();
    let step = network.step(Policy::F32, 2);
    let machine = Machine::new();
    let alone = compile(&step.graph, &Device::Neuron(machine.device())).unwrap_err().to_string();
    assert!(alone.contains("`RANK` and `WORLD_SIZE`"), "{alone}");
    let machine = Machine::new();
    let three = compile(&step.graph, &machine.replica(0, 3)).unwrap_err().to_string();
    assert!(three.contains("over 2 replicas, but 3 train together"), "{three}");
    let cpu = compile(&step.graph, &Device::Cpu).unwrap_err().to_string();
    assert!(cpu.contains("runs alone"), "{cpu}");
}
