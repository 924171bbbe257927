//! Devices that cannot be opened, and graphs that cannot run.

use crate::machine::Machine;
use neuron_rt::graph::{Builder, DType, Role, TensorType};
use neuron_rt::neuron::{NeuronDevice, NeuronOptions};
use neuron_rt::{Device, RunError, compile};

fn refusal(options: NeuronOptions) -> String {
    NeuronDevice::open(options).unwrap_err().to_string()
}

#[test]
fn a_library_that_is_not_there() {
    let machine = Machine::new();
    let options =
        NeuronOptions { library: Some("/no/such/libnrt.so.1".into()), ..machine.options() };
    let said = refusal(options);
    assert!(said.contains("/no/such/libnrt.so.1") && said.contains("--device cpu"), "{said}");
}

#[test]
fn a_core_that_is_not_there() {
    let machine = Machine::with(&[("NEURON_SIM_CORES", "2")]);
    let said = refusal(NeuronOptions { core: 5, ..machine.options() });
    assert!(said.contains("no core 5") && said.contains("may use 2"), "{said}");
    machine.assert_clean("no core");
}

#[test]
fn cores_that_another_process_holds() {
    let machine = Machine::with(&[("NEURON_SIM_CORES", "2"), ("NEURON_SIM_BUSY_CORES", "0-1")]);
    let said = refusal(machine.options());
    assert!(said.contains("nrt_init") || said.contains("may use no NeuronCore"), "{said}");
}

#[test]
fn double_precision_is_refused_with_its_layer_before_anything_is_compiled() {
    let machine = Machine::new();
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F64, [3]), Role::Data).unwrap();
    let y = {
        let _layer = b.layer("encoder.0");
        x.square().unwrap()
    };
    let graph = b.finish(&[("y", &y)]).unwrap();
    let device = machine.device();
    let Err(RunError::Unsupported { layer, .. }) = compile(&graph, &Device::Neuron(device.clone()))
    else {
        panic!("no Neuron device has f64")
    };
    assert!(!layer.is_empty());
    assert_eq!(device.counts().compiles, 0);
}

#[test]
fn memory_that_is_not_there() {
    let machine = Machine::with(&[("NEURON_SIM_CORE_BYTES", "4096")]);
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F32, [4096]), Role::Data).unwrap();
    let graph = b.finish(&[("y", &x.square().unwrap())]).unwrap();
    let failed = compile(&graph, &Device::Neuron(machine.device())).unwrap_err().to_string();
    assert!(failed.contains("NRT_RESOURCE") && failed.contains("16384 bytes"), "{failed}");
    machine.assert_clean("no memory");
}

#[test]
fn values_that_are_no_numbers_are_results() {
    let machine = Machine::with(&[("NEURON_SIM_NUMERICAL_ERRORS", "1")]);
    let b = Builder::new();
    let x = b.input("x", TensorType::new(DType::F32, []), Role::Data).unwrap();
    let graph = b.finish(&[("y", &x.log().unwrap())]).unwrap();
    let device = machine.device();
    let mut executable = compile(&graph, &Device::Neuron(device.clone())).unwrap();
    let minus = neuron_rt::Buffer::from_slice(TensorType::new(DType::F32, []), &[-1.0f32]);
    let made = executable.run_borrowed(&[&minus]).unwrap();
    assert!(made[0].scalar().is_nan());
    assert_eq!(device.traffic().numerical_errors, 1);
}
