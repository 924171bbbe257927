//! Real XLA, through the plugin that `NEURON_XLA_PLUGIN` names: `cargo xtask test xla` sets it.

mod hlo;
mod modules;

use std::path::Path;
use std::thread;

use pjrt_sys::{Argument, Client, Code, DeviceBuffer, ElementType, PjrtError, Plugin};

use hlo::{BF16, F32};
use modules::{MAY_ALIAS, MUST_ALIAS, difference, first_axis_fastest, update, wrong_shape};

fn plugin() -> Plugin {
    let path = std::env::var_os("NEURON_XLA_PLUGIN").expect("`cargo xtask test xla` sets it");
    Plugin::load(Path::new(&path)).expect("a plugin")
}

fn client() -> Client {
    Client::new(&plugin()).expect("a client")
}

fn upload(client: &Client, dims: &[usize], values: &[f32]) -> DeviceBuffer {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    client.upload(ElementType::F32, dims, &bytes).expect("uploaded")
}

fn download(buffer: &DeviceBuffer) -> Vec<f32> {
    assert_eq!(buffer.element_type().expect("known"), ElementType::F32);
    let mut bytes = vec![0; buffer.byte_len().expect("known")];
    buffer.download(&mut bytes).expect("downloaded");
    let values = bytes.chunks_exact(4).map(|four| [four[0], four[1], four[2], four[3]]);
    values.map(f32::from_le_bytes).collect()
}

/// 0, 1, 2, …
fn counted(count: u8) -> Vec<f32> {
    (0..count).map(f32::from).collect()
}

#[test]
fn the_same_file_is_loaded_once_and_its_client_describes_itself() {
    let (first, second) = (plugin(), plugin());
    assert_eq!(first.path(), second.path());
    assert_eq!(first.version().major, 0);
    let client = Client::new(&first).expect("a client");
    assert!(!client.platform().is_empty());
    assert!(!client.devices().is_empty());
    assert!(!client.devices()[0].kind.is_empty());
    assert!(client.devices()[0].description.contains(&client.devices()[0].id.to_string()));
}

/// By hand: each of the 2 rows of x·w is 12, 15, 18, 21, which sum to 66; twice that is 132.
#[test]
fn an_update_takes_the_memory_of_what_it_consumes_and_comes_out_exact() {
    let client = client();
    for alias in [MAY_ALIAS, MUST_ALIAS] {
        let executable = client.compile(&update(alias)).expect("compiled");
        assert_eq!(executable.outputs(), 2);
        let w = upload(&client, &[3, 4], &counted(12));
        let x = upload(&client, &[2, 3], &[1.0; 6]);
        let arguments = vec![Argument::Donated(w), Argument::Kept(&x)];
        let outputs = executable.execute(arguments).expect("executed");
        assert_eq!(outputs[0].dims().expect("known"), [3, 4]);
        assert_eq!(outputs[1].dims().expect("known"), [0; 0]);
        let expected: Vec<f32> = counted(12).iter().map(|w| w - 132.0).collect();
        assert_eq!(download(&outputs[0]), expected);
        assert_eq!(download(&outputs[1]), [132.0]);
        assert_eq!(download(&x), [1.0; 6]);
    }
}

#[test]
fn what_is_kept_is_unchanged_though_the_module_would_overwrite_it() {
    let client = client();
    let w = upload(&client, &[3, 4], &counted(12));
    let x = upload(&client, &[2, 3], &[1.0; 6]);
    for alias in [MAY_ALIAS, MUST_ALIAS] {
        let executable = client.compile(&update(alias)).expect("compiled");
        let outputs = executable.execute(vec![Argument::Kept(&w), Argument::Kept(&x)]);
        eprintln!("{outputs:?}");
        assert_eq!(download(&outputs.expect("executed")[1]), [132.0]);
        assert_eq!(download(&w), counted(12));
    }
}

#[test]
fn fifty_updates_in_place_are_those_of_the_processor() {
    let client = client();
    let executable = client.compile(&update(MUST_ALIAS)).expect("compiled");
    let x = upload(&client, &[2, 3], &[0.001, 0.002, 0.003, 0.004, 0.005, 0.006]);
    let mut w = upload(&client, &[3, 4], &counted(12));
    let mut expected = counted(12);
    for _ in 0..50 {
        let mut outputs =
            executable.execute(vec![Argument::Donated(w), Argument::Kept(&x)]).expect("executed");
        w = outputs.swap_remove(0);
        // Columns of x sum to 5, 7 and 9 thousandths.
        let row = |row: usize| expected[4 * row..4 * row + 4].iter().sum::<f32>();
        let sum = 0.005 * row(0) + 0.007 * row(1) + 0.009 * row(2);
        expected.iter_mut().for_each(|w| *w -= sum);
    }
    for (found, expected) in download(&w).iter().zip(&expected) {
        assert!((found - expected).abs() <= 1e-5 * expected.abs().max(1.0), "{found} {expected}");
    }
}

#[test]
fn a_module_with_a_wrong_shape_is_a_compile_error_of_one_line() {
    let client = client();
    let error = client.compile(&wrong_shape()).expect_err("a wrong shape");
    let PjrtError::Compile { failure, .. } = &error else { panic!("{error:?}") };
    assert!(failure.message().contains("f32[2,5]"), "{}", failure.message());
    let line = error.to_string();
    assert!(line.starts_with(&format!("`{}` does not compile the module: ", client.platform())));
    assert!(!line.contains('\n'), "{line}");

    let error = client.compile(b"no module").expect_err("no module");
    assert!(matches!(error, PjrtError::Compile { .. }), "{error:?}");
}

#[test]
fn arguments_are_bound_by_number_whatever_the_order_of_the_parameters() {
    let client = client();
    let executable = client.compile(&difference(F32, 3)).expect("compiled");
    let (a, b) = (upload(&client, &[3], &[5.0, 7.0, 9.0]), upload(&client, &[3], &[1.0, 2.0, 3.0]));
    let outputs = executable.execute(vec![Argument::Kept(&a), Argument::Kept(&b)]).expect("a − b");
    assert_eq!(download(&outputs[0]), [4.0, 5.0, 6.0]);
    let outputs = executable.execute(vec![Argument::Kept(&b), Argument::Kept(&a)]).expect("b − a");
    assert_eq!(download(&outputs[0]), [-4.0, -5.0, -6.0]);
    let outputs = executable.execute(vec![Argument::Kept(&a), Argument::Kept(&a)]).expect("a − a");
    assert_eq!(download(&outputs[0]), [0.0; 3]);
}

#[test]
fn arguments_that_do_not_fit_are_refused_and_leave_the_client_usable() {
    let (client, other) = (client(), self::client());
    let executable = client.compile(&difference(F32, 3)).expect("compiled");
    let three = upload(&client, &[3], &[5.0, 7.0, 9.0]);
    let two = upload(&client, &[2], &[1.0, 2.0]);
    let elsewhere = upload(&other, &[3], &[1.0, 2.0, 3.0]);

    let error = executable.execute(vec![Argument::Kept(&three)]).expect_err("one of two");
    let PjrtError::Call { failure, .. } = &error else { panic!("{error:?}") };
    assert_eq!(failure.code(), Code::InvalidArgument);
    let error = executable.execute(vec![Argument::Kept(&three), Argument::Kept(&two)]);
    let error = error.expect_err("too short");
    assert!(matches!(error, PjrtError::Call { .. }), "{error:?}");
    let error = executable.execute(vec![Argument::Kept(&three), Argument::Kept(&elsewhere)]);
    let error = error.expect_err("of another client").to_string();
    assert_eq!(error, "argument 1 is a buffer of another client: upload it to this one");

    let outputs = executable.execute(vec![Argument::Kept(&three), Argument::Kept(&three)]);
    assert_eq!(download(&outputs.expect("executed")[0]), [0.0; 3]);
}

#[test]
fn sizes_that_do_not_fit_are_refused_before_anything_is_copied() {
    let client = client();
    let error = client.upload(ElementType::F32, &[2, 3], &[0; 20]).expect_err("too few");
    assert_eq!(error.to_string(), "an array f32[2, 3] has 24 bytes, not 20");
    let buffer = upload(&client, &[2, 3], &[1.0; 6]);
    let error = buffer.download(&mut [0; 28]).expect_err("too many");
    assert_eq!(error.to_string(), "an array f32[2, 3] has 24 bytes, not 28");
}

#[test]
fn every_element_type_goes_up_and_comes_down_as_it_was() {
    let client = client();
    for element_type in ElementType::ALL {
        for dims in [vec![], vec![5], vec![3, 0, 2], vec![2, 1, 3, 4]] {
            let count = dims.iter().product::<usize>() * element_type.bytes();
            // Truth values are 0 and 1.
            let modulus = if element_type == ElementType::Pred { 2 } else { 251 };
            let bytes: Vec<u8> = (0..count).map(|index| (index % modulus) as u8).collect();
            let buffer = client.upload(element_type, &dims, &bytes).expect("uploaded");
            assert_eq!(buffer.element_type().expect("known"), element_type);
            assert_eq!(buffer.dims().expect("known"), dims);
            assert_eq!(buffer.byte_len().expect("known"), count);
            let mut back = vec![0xff; count];
            buffer.download(&mut back).expect("downloaded");
            assert_eq!(back, bytes, "{element_type}{dims:?}");
        }
    }
}

#[test]
fn halves_are_computed_as_halves() {
    let client = client();
    let executable = client.compile(&difference(BF16, 2)).expect("compiled");
    let upload = |halves: [u16; 2]| {
        let bytes: Vec<u8> = halves.iter().flat_map(|half| half.to_le_bytes()).collect();
        client.upload(ElementType::Bf16, &[2], &bytes).expect("uploaded")
    };
    // 256 − 0.5 and 1 − 0.5: below 256 a bfloat16 steps by 1, and a tie goes to the even one.
    let (a, b) = (upload([0x4380, 0x3f80]), upload([0x3f00, 0x3f00]));
    let outputs = executable.execute(vec![Argument::Kept(&a), Argument::Kept(&b)]).expect("run");
    let mut found = [0; 4];
    outputs[0].download(&mut found).expect("downloaded");
    assert_eq!(found, [0x80, 0x43, 0x00, 0x3f]);
}

#[test]
fn the_last_axis_is_the_fastest_on_this_side_whatever_the_device_does() {
    let client = client();
    let executable = client.compile(&first_axis_fastest()).expect("compiled");
    let x = upload(&client, &[2, 3], &counted(6));
    let outputs = executable.execute(vec![Argument::Kept(&x)]).expect("executed");
    assert_eq!(download(&outputs[0]), counted(6));
}

#[test]
fn threads_share_a_client_an_executable_and_buffers() {
    let client = client();
    let executable = client.compile(&update(MUST_ALIAS)).expect("compiled");
    let x = upload(&client, &[2, 3], &[1.0; 6]);
    thread::scope(|scope| {
        for thread in 0..4_u8 {
            let (client, executable, x) = (&client, &executable, &x);
            scope.spawn(move || {
                for round in 0..25_u8 {
                    let fill = f32::from(thread) + f32::from(round) / 32.0;
                    let w = upload(client, &[3, 4], &[fill; 12]);
                    let arguments = vec![Argument::Donated(w), Argument::Kept(x)];
                    let outputs = executable.execute(arguments).expect("executed");
                    // 2 rows of 4 sums of 3 equal values.
                    assert_eq!(download(&outputs[1]), [24.0 * fill]);
                    assert_eq!(download(&outputs[0]), [fill - 24.0 * fill; 12]);
                }
            });
        }
    });
}

#[test]
fn buffers_and_executables_outlive_the_client_they_came_from() {
    let client = client();
    let executable = client.compile(&difference(F32, 2)).expect("compiled");
    let a = upload(&client, &[2], &[3.0, 4.0]);
    drop(client);
    let outputs = executable.execute(vec![Argument::Kept(&a), Argument::Kept(&a)]).expect("run");
    drop(executable);
    assert_eq!(download(&outputs[0]), [0.0; 2]);
}
