//! Files that load, and files that do not.

use crate::api::Api;
use crate::program::{compile, step};

#[test]
fn a_damaged_file_is_refused() {
    let api = Api::open(&[]);
    let neff = compile(&step(), api.folder.path(), &[]);
    let with = |at: usize, value: u8| {
        let mut neff = neff.clone();
        neff[at] = value;
        api.load(&neff, 0)
    };
    assert_eq!(with(16, neff[16].wrapping_add(1)), Err(2), "data_size");
    assert_eq!(with(24, 1), Err(10), "major version");
    assert_eq!(with(8, 1), Err(2), "header_size");
    assert_eq!(with(552, 2), Err(2), "logical cores");
    assert_eq!(api.load(&neff[..500], 0), Err(2));
    assert_eq!(api.load(&neff[..neff.len() - 1], 0), Err(2));
    assert_eq!(api.load(&[], 0), Err(2));
    assert_eq!(api.counters().live_models, 0);
    api.load(&neff, 0).unwrap();
}

#[test]
fn the_hash_is_looked_at_on_request() {
    let api = Api::open(&[]);
    let mut neff = compile(&step(), api.folder.path(), &[]);
    neff[172] ^= 1;
    api.load(&neff, 0).unwrap();
    api.set("NEURON_RT_VALIDATE_HASH", "1");
    assert_eq!(api.load(&neff, 0), Err(2));
    neff[172] ^= 1;
    api.load(&neff, 0).unwrap();
}

#[test]
fn a_file_is_for_one_target() {
    let api = Api::open(&[]);
    let folder = api.folder.path();
    assert_eq!(api.load(&compile(&step(), folder, &["--target", "inf2"]), 0), Err(2));
    let trn2 = compile(&step(), folder, &["--target", "trn2"]);
    assert_eq!(api.load(&trn2, 0), Err(2));
    api.load(&compile(&step(), folder, &["--target", "trn1n"]), 0).unwrap();
    let other = Api::open(&[("NEURON_SIM_TARGET", "trn2")]);
    other.load(&trn2, 0).unwrap();
    let single = compile(&step(), folder, &["--target", "trn2", "--lnc", "1"]);
    assert_eq!(other.load(&single, 0), Err(2), "logical cores of another size");
    let single_cores =
        Api::open(&[("NEURON_SIM_TARGET", "trn2"), ("NEURON_LOGICAL_NC_CONFIG", "1")]);
    single_cores.load(&single, 0).unwrap();
}

#[test]
fn a_model_takes_memory_and_goes_where_most_is_free() {
    let api = Api::open(&[("NEURON_SIM_CORE_BYTES", "20000")]);
    let neff = compile(&step(), api.folder.path(), &["--enable-fast-loading-neuron-binaries"]);
    assert!((4000..10000).contains(&neff.len()), "{}", neff.len());
    api.allocate(0, 1).unwrap();
    let model = api.load(&neff, -1).unwrap();
    api.allocate(0, 19_999).unwrap();
    assert_eq!(api.allocate(1, 20_001 - neff.len()), Err(4));
    assert_eq!(api.load(&neff, 0), Err(4));
    assert_eq!(api.unload(model), 0);
    api.allocate(1, 20_000).unwrap();
    assert_eq!((api.load(&neff, 2), api.load(&neff, -2)), (Err(2), Err(2)));
}
