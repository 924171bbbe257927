//! Several cores, of one process and of several.

use std::ffi::c_void;
use std::net::TcpListener;
use std::thread;

use crate::api::{Api, Handle, Shared, call};
use crate::program::{all_reduce, compile};

const ROOT: (&str, &str) = ("NEURON_RT_ROOT_COMM_ID", "127.0.0.1:62128");

/// A device of several: the model, the input, the sets, the output.
struct Device {
    model: Handle,
    x: Handle,
    y: Handle,
    inputs: Handle,
    outputs: Handle,
}

fn device(api: &Api, neff: &[u8], rank: u32, devices: u32) -> Device {
    let core = i32::try_from(rank).unwrap();
    let model = api.load_as(neff, core, rank, devices).unwrap();
    let (x, y) = (api.tensor(core, &[0.0; 2]), api.tensor(core, &[0.0; 2]));
    Device { model, x, y, inputs: api.set_of(&[("x", x)]), outputs: api.set_of(&[("y", y)]) }
}

#[test]
fn an_all_reduce_adds_what_the_cores_hold() {
    let api = Api::open(&[("NEURON_SIM_CORES", "8"), ROOT]);
    let neff = compile(&all_reduce(8), api.folder.path(), &[]);
    thread::scope(|scope| {
        for rank in 0..8 {
            let (api, neff) = (&api, &neff);
            scope.spawn(move || {
                let device = device(api, neff, rank, 8);
                for step in 0..20 {
                    api.write(device.x, &[rank as f32, step as f32]);
                    assert_eq!(api.execute(device.model, device.inputs, device.outputs), 0);
                    assert_eq!(api.read(device.y), [28.0, 8.0 * step as f32]);
                }
                // Others may still execute the last step: who leaves now breaks nothing that has begun.
                assert_eq!(api.unload(device.model), 0);
            });
        }
    });
    assert_eq!((api.counters().collectives, api.counters().live_models), (160, 0));
}

#[test]
fn machines_that_see_fewer_cores_meet_at_the_root() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let settings = [("NEURON_SIM_CORES", "2"), ("NEURON_RT_ROOT_COMM_ID", free.as_str())];
    // As if each were in a process, on an instance, of its own.
    let machines = [(); 4].map(|()| Api::open(&settings));
    let neff = compile(&all_reduce(8), machines[0].folder.path(), &[]);
    thread::scope(|scope| {
        for rank in 0..8 {
            let (api, neff) = (&machines[rank as usize / 2], &neff);
            scope.spawn(move || {
                let core = (rank % 2) as i32;
                let model = api.load_as(neff, core, rank, 8).unwrap();
                let (x, y) = (api.tensor(core, &[0.0; 2]), api.tensor(core, &[0.0; 2]));
                let (inputs, outputs) = (api.set_of(&[("x", x)]), api.set_of(&[("y", y)]));
                for step in 0..20 {
                    api.write(x, &[rank as f32, step as f32]);
                    assert_eq!(api.execute(model, inputs, outputs), 0);
                    assert_eq!(api.read(y), [28.0, 8.0 * step as f32]);
                }
                assert_eq!(api.unload(model), 0);
            });
        }
    });
    for api in machines {
        assert_eq!((api.counters().collectives, api.counters().live_models), (40, 0));
    }
}

#[test]
fn who_does_not_come_is_waited_for_in_vain() {
    let api = Api::open(&[ROOT, ("NEURON_RT_EXEC_TIMEOUT", "1")]);
    let neff = compile(&all_reduce(2), api.folder.path(), &[]);
    assert_eq!(api.load_as(&neff, 0, 0, 2), Err(5), "a load waits for the others");
    api.set("NEURON_SIM_LOAD_BARRIER", "0");
    let (first, second) = (device(&api, &neff, 0, 2), device(&api, &neff, 1, 2));
    assert_eq!(api.execute(first.model, first.inputs, first.outputs), 5);
    assert_eq!(api.execute(second.model, second.inputs, second.outputs), 1200, "broken for good");
    assert!(api.read(second.y)[0].is_nan());
}

#[test]
fn a_place_among_devices_is_checked() {
    let api = Api::open(&[("NEURON_SIM_CORES", "4"), ("NEURON_SIM_LOAD_BARRIER", "0")]);
    let neff = compile(&all_reduce(2), api.folder.path(), &[]);
    assert_eq!(api.load_as(&neff, 0, 0, 2), Err(2), "the root is not set");
    api.set(ROOT.0, "nowhere");
    assert_eq!(api.load_as(&neff, 0, 0, 2), Err(2));
    api.set(ROOT.0, ROOT.1);
    assert_eq!(api.load_as(&neff, 0, 2, 2), Err(2), "no such device");
    assert_eq!(api.load_as(&neff, 0, 0, 4), Err(2), "no topology of trn1");
    assert_eq!(api.counters().live_models, 0);
    let alone = api.load(&neff, 0).unwrap();
    let (x, y) = (api.tensor(0, &[0.0; 2]), api.tensor(0, &[0.0; 2]));
    let (inputs, outputs) = (api.set_of(&[("x", x)]), api.set_of(&[("y", y)]));
    assert_eq!(api.execute(alone, inputs, outputs), 1200, "it was loaded without the others");
}

#[test]
fn devices_meet_outside_of_executions() {
    let api = Api::open(&[ROOT]);
    thread::scope(|scope| {
        for rank in 0..2_u8 {
            let api = &api;
            scope.spawn(move || {
                let core = i32::from(rank);
                let device = u32::from(rank);
                for round in 0..10 {
                    let status =
                        call!(api, nrt_barrier(core => i32, device => u32, 2 => u32) -> i32);
                    assert_eq!(status, 0);
                    let (mut own, mut all) = ([rank, round], [0_u8; 4]);
                    let status = call!(api, nrt_all_gather(core => i32, device => u32, 2 => u32,
                        2 => u32, own.as_mut_ptr().cast() => *mut c_void,
                        all.as_mut_ptr().cast() => *mut c_void) -> i32);
                    assert_eq!((status, all), (0, [0, round, 1, round]));
                }
            });
        }
    });
    let alone = Shared(call!(api, nrt_build_global_comm(0 => i32, 0 => u32, 1 => u32) -> i32));
    assert_eq!(alone.get(), 0);
    assert_eq!(call!(api, nrt_barrier(0 => i32, 3 => u32, 2 => u32) -> i32), 2);
    assert_eq!(call!(api, nrt_barrier(7 => i32, 0 => u32, 2 => u32) -> i32), 2);
}
