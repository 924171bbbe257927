//! Cores, the instance, memory.

use std::ptr;

use nrt_sim::runtime::layout::{InstanceInfo, MemoryStats};

use crate::api::{Api, call};

fn counts(api: &Api) -> (u32, u32) {
    let (mut total, mut visible) = (0, 0);
    assert_eq!(call!(api, nrt_get_total_vnc_count(&raw mut total => *mut u32) -> i32), 0);
    assert_eq!(call!(api, nrt_get_visible_vnc_count(&raw mut visible => *mut u32) -> i32), 0);
    let (mut older, mut older_visible) = (0, 0);
    assert_eq!(call!(api, nrt_get_total_nc_count(&raw mut older => *mut u32) -> i32), 0);
    assert_eq!(call!(api, nrt_get_visible_nc_count(&raw mut older_visible => *mut u32) -> i32), 0);
    assert_eq!((total, visible), (older, older_visible));
    (total, visible)
}

#[test]
fn cores_are_counted_before_initialisation() {
    let api = Api::new(&[("NEURON_SIM_CORES", "8"), ("NEURON_RT_VISIBLE_CORES", "2-4")]);
    assert_eq!(counts(&api), (8, 3));
    assert_eq!(api.init(), 0);
    api.set("NEURON_RT_VISIBLE_CORES", "0");
    assert_eq!(counts(&api), (8, 3), "what holds is what was set before initialisation");
    api.allocate(2, 4).unwrap();
    assert_eq!(api.allocate(3, 4), Err(2), "cores are numbered inside the visible ones");
    assert_eq!(call!(api, nrt_get_total_vnc_count(ptr::null_mut() => *mut u32) -> i32), 2);
}

#[test]
fn the_instance_is_of_the_target() {
    for (target, family, architecture) in
        [("trn1", 2, "NCv2"), ("inf2", 4, "NCv2"), ("trn2", 5, "NCv3"), ("trn3", 14, "NCv4")]
    {
        let api = Api::new(&[("NEURON_SIM_TARGET", target)]);
        // SAFETY: numbers and bytes may be zero.
        let mut info: InstanceInfo = unsafe { std::mem::zeroed() };
        let status = call!(api, nrt_get_instance_info(
            &raw mut info => *mut InstanceInfo, 32 => usize) -> i32);
        assert_eq!((status, info.family), (0, family));
        assert!(info.architecture.starts_with(architecture.as_bytes()));
        assert!(info.revision.starts_with(b"nrt-sim\0"));
    }
}

#[test]
fn memory_is_counted_and_has_an_end() {
    let api = Api::open(&[("NEURON_SIM_CORE_BYTES", "1000")]);
    let stats = |core: u32, given: usize| {
        let mut stats = MemoryStats { bytes_used: 0, bytes_limit: 0 };
        let mut written = 0;
        let status = call!(api, nrt_get_vnc_memory_stats(core => u32,
            &raw mut stats => *mut MemoryStats, given => usize, &raw mut written => *mut usize)
            -> i32);
        if status == 0 {
            assert_eq!(written, 16);
        }
        (status, stats.bytes_used, stats.bytes_limit)
    };
    let tensor = api.allocate(0, 600).unwrap();
    assert_eq!(stats(0, 16), (0, 600, 1000));
    assert_eq!(stats(1, 16), (0, 0, 1000));
    assert_eq!(stats(2, 16).0, 2);
    assert_eq!(stats(0, 8).0, 2);
    assert_eq!(api.allocate(0, 401), Err(4));
    api.allocate(1, 401).unwrap();
    let slice = api.slice(tensor, 0, 1).unwrap();
    api.free(tensor);
    assert_eq!(api.allocate(0, 401), Err(4), "the slice holds the memory");
    api.free(slice);
    api.allocate(0, 1000).unwrap();
}
