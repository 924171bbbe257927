//! The gate, the version, the names of codes.

use std::ffi::{CStr, c_char};
use std::ptr;

use nrt_sim::runtime::Status;
use nrt_sim::runtime::layout::Version;

use crate::api::{Api, Handle, call};

fn set(api: &Api) -> i32 {
    let mut handle = ptr::null_mut();
    call!(api, nrt_allocate_tensor_set(&raw mut handle => *mut Handle) -> i32)
}

#[test]
fn calls_pass_the_gate_while_the_runtime_is_open() {
    let api = Api::new(&[]);
    assert_eq!(set(&api), 13);
    assert_eq!(api.allocate(0, 4), Err(13));
    assert_eq!(api.load(&[0; 8], 0), Err(13));
    assert_eq!(api.unload(ptr::null_mut()), 13);
    assert_eq!(api.execute(ptr::null_mut(), ptr::null_mut(), ptr::null_mut()), 13);
    assert_eq!(api.init(), 0);
    assert_eq!(api.init(), 1, "it is open");
    assert_eq!(set(&api), 0);
    api.close();
    assert_eq!(set(&api), 14);
    assert_eq!(api.init(), 14, "there is no second time");
    api.close();
    assert_eq!(api.counters().calls_after_close, 2, "the two that do more than ask");
}

#[test]
fn initialisation_checks_what_it_is_given() {
    let api = Api::new(&[]);
    let empty = c"".as_ptr();
    let init = |framework: i32, version: *const c_char| {
        call!(api, nrt_init(framework => i32, version => *const c_char, empty => *const c_char)
            -> i32)
    };
    assert_eq!(init(0, empty), 2);
    assert_eq!(init(6, empty), 2);
    assert_eq!(init(1, ptr::null()), 2);
    api.set("NEURON_RT_VISIBLE_CORES", "1,0");
    assert_eq!(init(1, empty), 2);
    api.set("NEURON_RT_VISIBLE_CORES", "7");
    assert_eq!(init(1, empty), 1);
    api.set("NEURON_RT_VISIBLE_CORES", "1");
    assert_eq!(init(1, empty), 0);
}

#[test]
fn a_forked_child_has_to_initialise_itself() {
    let api = Api::open(&[]);
    // SAFETY: the child calls one function and leaves at once, without running any destructor.
    let child = unsafe { fork() };
    assert!(child >= 0);
    if child == 0 {
        let status = set(&api);
        // SAFETY: ends the process.
        unsafe { _exit(status) };
    }
    let mut status = 0;
    // SAFETY: the child was forked above.
    assert_eq!(unsafe { waitpid(child, &raw mut status, 0) }, child);
    assert_eq!((status >> 8) & 0xff, 1);
}

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(status: i32) -> !;
}

#[test]
fn the_version_says_what_it_is() {
    let api = Api::new(&[]);
    // SAFETY: numbers and bytes may be zero.
    let mut version: Version = unsafe { std::mem::zeroed() };
    let mut get = |size: usize| call!(api, nrt_get_version(&raw mut version => *mut Version, size => usize) -> i32);
    assert_eq!(get(8), 2);
    assert_eq!(get(224), 0);
    assert_eq!((version.major, version.minor, version.patch), (2, 31, 24));
    for text in [&version.detail[..], &version.git_hash[..]] {
        let text = CStr::from_bytes_until_nul(text).unwrap().to_str().unwrap();
        assert_eq!(text, "nrt-sim stand-in, not hardware");
    }
}

#[test]
fn codes_have_the_documented_numbers_and_names() {
    let api = Api::new(&[]);
    let name = |status: i32| {
        let text = call!(api, nrt_get_status_as_str(status => i32) -> *const c_char);
        // SAFETY: the library gives static text.
        unsafe { CStr::from_ptr(text) }.to_str().unwrap()
    };
    for (status, expected) in [
        (0, "NRT_SUCCESS"),
        (1, "NRT_FAILURE"),
        (2, "NRT_INVALID"),
        (3, "NRT_INVALID_HANDLE"),
        (4, "NRT_RESOURCE"),
        (5, "NRT_TIMEOUT"),
        (6, "NRT_HW_ERROR"),
        (7, "NRT_QUEUE_FULL"),
        (9, "NRT_LOAD_NOT_ENOUGH_NC"),
        (10, "NRT_UNSUPPORTED_NEFF_VERSION"),
        (11, "NRT_FAIL_HOST_MEM_ALLOC"),
        (13, "NRT_UNINITIALIZED"),
        (14, "NRT_CLOSED"),
        (15, "NRT_QUEUE_EMPTY"),
        (101, "NRT_EXEC_UNIT_UNRECOVERABLE"),
        (1002, "NRT_EXEC_BAD_INPUT"),
        (1003, "NRT_EXEC_COMPLETED_WITH_NUM_ERR"),
        (1004, "NRT_EXEC_COMPLETED_WITH_ERR"),
        (1005, "NRT_EXEC_NC_BUSY"),
        (1006, "NRT_EXEC_OOB"),
        (1100, "NRT_COLL_PENDING"),
        (1200, "NRT_EXEC_HW_ERR_COLLECTIVES"),
        (1206, "NRT_NETWORK_PROXY_FAILURE"),
        (8, "NRT_UNKNOWN"),
        (12, "NRT_UNKNOWN"),
    ] {
        assert_eq!(name(status), expected);
    }
    assert_eq!(Status::ALL.len(), 28);
}
