//! Every call of the library failing once: an error, no panic, nothing left behind.

use crate::machine::Machine;
use crate::support::networks::networks;
use neuron_rt::neuron::{NeuronDevice, NeuronOptions};
use neuron_rt::nn::Policy;
use neuron_rt::{Device, compile};

#[test]
fn every_call_fails_once() {
    let calm = Machine::new();
    train(calm.options()).unwrap();
    calm.assert_clean("no fault");
    // All machines share a compiler and its cache: what fails is the library.
    let compiler = calm.options().compiler;
    let mut failed = 0;
    for nth in 1.. {
        let machine = Machine::with(&[("NEURON_SIM_FAULT", &format!("*:{nth}:4"))]);
        let compiler = compiler.clone();
        let outcome = train(NeuronOptions { compiler, ..machine.options() });
        machine.assert_clean(&format!("call {nth}"));
        if machine.counters().faults == 0 {
            assert!(outcome.is_ok(), "without a fault: {outcome:?}");
            break;
        }
        match outcome {
            // What fails while things are put away, or is asked out of curiosity, harms nobody.
            Ok(()) => {}
            Err(said) => {
                assert!(said.contains("NRT_RESOURCE") && !said.contains('\n'), "{said}");
                failed += 1;
            }
        }
    }
    assert!(failed > 100, "{failed} calls failed");
}

/// Opens, compiles, trains two steps, reads the weights.
fn train(options: NeuronOptions) -> Result<(), String> {
    let network = networks().swap_remove(1);
    let step = network.step(Policy::F32, 1);
    let device = NeuronDevice::open(options).map_err(|e| e.to_string())?;
    let mut executable =
        compile(&step.graph, &Device::Neuron(device)).map_err(|e| e.to_string())?;
    let mut resident = step.initial(3);
    for number in 1..=2 {
        executable.step(&mut resident, &network.feed(number)).map_err(|e| e.to_string())?;
    }
    for buffer in resident.values() {
        buffer.to_host().map_err(|e| e.to_string())?;
    }
    Ok(())
}
