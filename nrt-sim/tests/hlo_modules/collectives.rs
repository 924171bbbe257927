//! Collectives between threads that stand for devices.

use std::sync::{Barrier, Mutex};
use std::thread;

use nrt_sim::hlo::proto::{HloModuleProto, ReplicaGroup};
use nrt_sim::hlo::{Budget, Collectives, ElementType, Fault, Module, Tensor};

use crate::draft::{bytes, combiner, computation, f32s, instruction, module, parameter};

/// Four devices that always meet all together.
struct Meeting {
    barrier: Barrier,
    table: Mutex<Vec<Option<Tensor>>>,
}

struct Member<'a> {
    number: usize,
    meeting: &'a Meeting,
}

impl Collectives for Member<'_> {
    fn replica(&self) -> usize {
        self.number
    }

    fn replicas(&self) -> usize {
        4
    }

    fn exchange(
        &self,
        _: &str,
        group: &[usize],
        contribution: Tensor,
    ) -> Result<Vec<Tensor>, Fault> {
        self.meeting.table.lock().expect("a table")[self.number] = Some(contribution);
        self.meeting.barrier.wait();
        let all = self.meeting.table.lock().expect("a table").clone();
        self.meeting.barrier.wait();
        Ok(group.iter().filter_map(|&member| all[member].clone()).collect())
    }
}

/// What each of four devices computes from `[n, 10 n, 100 n, 1000 n]`.
fn run(module: &HloModuleProto) -> Vec<Vec<f64>> {
    let module = Module::parse(&bytes(module)).expect("a module");
    let meeting = Meeting { barrier: Barrier::new(4), table: Mutex::new(vec![None; 4]) };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..4_u8)
            .map(|number| {
                let (module, meeting) = (&module, &meeting);
                scope.spawn(move || {
                    let member = Member { number: usize::from(number), meeting };
                    let n = f32::from(number) + 1.0;
                    let input = Tensor::from_f32(&[4], &[n, 10.0 * n, 100.0 * n, 1000.0 * n]);
                    let outputs = module.evaluate_on(&[input], Budget::default(), &member);
                    outputs.expect("outputs")[0].to_f64()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a result")).collect()
    })
}

fn collective(opcode: &str, result: i64, groups: &[&[i64]]) -> HloModuleProto {
    let mut one = instruction(2, opcode, f32s(&[result]), &[0]);
    let groups = groups.iter().map(|group| ReplicaGroup { replica_ids: group.to_vec() });
    one.replica_groups = groups.collect();
    if opcode != "all-reduce" {
        one.dimensions = vec![0];
    }
    if matches!(opcode, "all-reduce" | "reduce-scatter") {
        one.called_computation_ids = vec![50];
    }
    let main = computation(60, "main", vec![parameter(0, 0, f32s(&[4])), one]);
    module(vec![combiner(50, "add", ElementType::F32), main])
}

#[test]
fn all_get_the_sum() {
    let sum = vec![10.0, 100.0, 1000.0, 10000.0];
    assert_eq!(run(&collective("all-reduce", 4, &[])), vec![sum; 4]);
    let pairs = run(&collective("all-reduce", 4, &[&[0, 2], &[1, 3]]));
    assert_eq!(pairs[0], [4.0, 40.0, 400.0, 4000.0]);
    assert_eq!(pairs[3], [6.0, 60.0, 600.0, 6000.0]);
}

#[test]
fn all_get_all_parts() {
    let pairs = run(&collective("all-gather", 8, &[&[0, 1], &[3, 2]]));
    assert_eq!(pairs[0], [1.0, 10.0, 100.0, 1000.0, 2.0, 20.0, 200.0, 2000.0]);
    assert_eq!(pairs[2], [4.0, 40.0, 400.0, 4000.0, 3.0, 30.0, 300.0, 3000.0]);
    assert_eq!(run(&collective("all-gather", 16, &[]))[1].len(), 16);
}

#[test]
fn each_gets_its_part_of_the_sum() {
    let parts = run(&collective("reduce-scatter", 1, &[&[0, 1, 2, 3]]));
    assert_eq!(parts, [[10.0], [100.0], [1000.0], [10000.0]]);
}

#[test]
fn each_gets_its_part_of_every_part() {
    let parts = run(&collective("all-to-all", 4, &[&[0, 1, 2, 3]]));
    assert_eq!(parts[0], [1.0, 2.0, 3.0, 4.0]);
    assert_eq!(parts[2], [100.0, 200.0, 300.0, 400.0]);
}

#[test]
fn a_group_of_another_size_is_a_fault() {
    // The shapes say that two take part, the groups leave it open, and one device runs alone.
    let module = Module::parse(&bytes(&collective("all-gather", 8, &[]))).expect("a module");
    let fault = module.evaluate(&[Tensor::from_f32(&[4], &[0.0; 4])]);
    assert!(matches!(fault, Err(Fault::Collective { timeout: false, .. })), "{fault:?}");
}
