//! Several processes that train one run together.

use crate::place::{Place, SMALL, json};
use neuron_testkit::command::Output;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

/// An address for the processes to meet at, free a moment ago.
fn root() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// Runs so many processes at once; each has settings of its own beside those of all.
fn together<const N: usize>(
    place: &Place,
    lines: [&str; N],
    settings: [&[(&str, &str)]; N],
) -> [Output; N] {
    let root = root();
    thread::scope(|scope| {
        let mut number = 0..N;
        let processes = lines.map(|line| {
            let (rank, root) = (number.next().unwrap(), &root);
            scope.spawn(move || {
                let all = [("NEURON_RT_ROOT_COMM_ID", root.as_str())];
                let settings = [&all[..], settings[rank]].concat();
                place.run_as([rank, N], line, &settings)
            })
        });
        processes.map(|process| process.join().unwrap())
    })
}

#[test]
fn processes_train_as_the_cores_of_one() {
    let place = Place::new();
    for (cores, all, settings) in [
        (1, 2, &[("NEURON_SIM_CORES", "1")][..]),
        (2, 4, &[("NEURON_SIM_CORES", "2"), ("NEURON_SIM_TARGET", "trn2")][..]),
    ] {
        let line = format!("{SMALL} --device neuron:{all} --name one-{all}");
        let target = settings.iter().filter(|(name, _)| *name == "NEURON_SIM_TARGET").copied();
        let mut alone = vec![("NEURON_SIM_CORES", "8"), ("NEURON_RT_ROOT_COMM_ID", "127.0.0.1:1")];
        alone.extend(target);
        let one = json(&place.run(&line, &alone).with_code(0));

        let line = format!("{SMALL} --device neuron:{cores} --name two-{all}");
        let [first, second] = together(&place, [&line, &line], [settings, settings]);
        let (first, second) = (json(&first.with_code(0)), json(&second.with_code(0)));
        assert_eq!(first["metrics"], one["metrics"]);
        let [of_one, of_two] = ["one", "two"].map(|name| place.weights(&format!("{name}-{all}")));
        assert!(of_one == of_two, "{all} cores: the same sums in the same order, the same bits");

        assert_eq!((&second["process"], &second["processes"]), (&1.into(), &2.into()), "{second}");
        assert_eq!(first["steps"], second["steps"]);
        assert!(first["device"].as_str().unwrap().contains("process 0 of 2"), "{first}");
        // Each sends its own rows alone, and two numbers for each core's roll call.
        let bytes = |said: &serde_json::Value| said["bytes_up_per_step"].as_u64().unwrap();
        assert_eq!(bytes(&first), bytes(&second));
        let scalars = 4 + 4 + 8;
        let rows = bytes(&one) - all * scalars;
        assert_eq!(bytes(&first), rows / 2 + cores * (scalars + 8), "{first}\n{one}");
        // One run alone is written, and it is not the second's.
        let runs = std::fs::read_dir(place.path().join("runs/vision")).unwrap().count();
        assert_eq!(runs as u64, all);
    }
}

#[test]
fn one_that_is_asked_to_stop_stops_all_and_they_go_on() {
    let place = Place::new();
    let settings: &[_] = &[("NEURON_SIM_CORES", "1"), ("NEURON_SIM_EXECUTE_MILLIS", "30")];
    let line = format!("{SMALL} --device neuron --set trainer.checkpoint_steps=2 --name");
    let stopped = format!("{line} stopped");
    let [first, second] = thread::scope(|scope| {
        let runs = scope.spawn(|| together(&place, [&stopped; 2], [settings; 2]));
        // The second one is asked, once the run is under way.
        let begun = place.path().join("runs/vision/stopped/checkpoints/step-00000002");
        while !begun.exists() {
            assert!(!runs.is_finished(), "{:?}", runs.join());
            thread::sleep(Duration::from_millis(2));
        }
        let process = std::fs::read_to_string(place.process(1)).unwrap();
        let asked = std::process::Command::new("kill").args(["-TERM", process.trim()]).status();
        assert!(asked.unwrap().success());
        runs.join().unwrap()
    });
    let (first, second) = (json(&first.with_code(75)), json(&second.with_code(75)));
    let step = first["interrupted_at_step"].as_u64().unwrap();
    assert!((2..33).contains(&step), "{first}");
    assert_eq!(second["steps"], step, "both stop after the same step");

    let resumed = format!("{stopped} --resume");
    let fast: &[_] = &settings[..1];
    let [first, second] = together(&place, [&resumed; 2], [fast; 2]);
    let _ = (first.with_code(0), second.with_code(0));
    let whole = format!("{line} whole");
    let [first, second] = together(&place, [&whole; 2], [fast; 2]);
    let _ = (first.with_code(0), second.with_code(0));
    assert!(place.weights("stopped") == place.weights("whole"), "other bits");
}

#[test]
fn processes_that_do_not_fit_together_say_so() {
    let place = Place::new();
    let settings: &[_] = &[("NEURON_SIM_CORES", "1"), ("NEURON_RT_EXEC_TIMEOUT", "20")];
    let line = format!("{SMALL} --device neuron --name other");
    let seed = format!("{line} --seed 3");
    for output in together(&place, [&line, &seed], [settings; 2]) {
        let said = output.with_code(2).stderr;
        // Who is told first leaves the other alone.
        let apart = said.contains("not at the same step of the same run");
        assert!(apart || said.contains("nrt_execute"), "{said}");
    }

    let dies = [settings, &[("NEURON_SIM_FAULT", "nrt_execute:11:101")]].concat();
    let line = line.replace("other", "broken");
    let line = format!("{line} --set trainer.checkpoint_steps=4");
    let [first, second] = together(&place, [&line; 2], [settings, &dies]);
    assert!(first.with_code(2).stderr.contains("device 1 has left"));
    assert!(second.with_code(2).stderr.contains("nrt_execute"));
    let resumed = format!("{line} --resume");
    let [first, second] = together(&place, [&resumed; 2], [settings; 2]);
    let _ = (first.with_code(0), second.with_code(0));
}

#[test]
fn what_a_launcher_says_is_checked() {
    let place = Place::new();
    let said = |device: &str, settings: &[(&str, &str)]| {
        let line = format!("{SMALL} --device {device}");
        let output = place.run_as([0, 2], &line, settings).with_code(2);
        assert!(!place.path().join("runs").exists(), "no run was begun");
        output.stderr
    };
    assert!(said("cpu", &[]).contains("unset `RANK` and `WORLD_SIZE`"));
    assert!(said("neuron", &[("RANK", "2")]).contains("`RANK` is `2` and `WORLD_SIZE` is `2`"));
    assert!(said("neuron", &[("LOCAL_WORLD_SIZE", "2")]).contains("give each process its own"));
    assert!(said("neuron --debug", &[]).contains("in one of several processes"));
    let grouped =
        place.run(&format!("{SMALL} --device neuron"), &[("NEURON_LOGICAL_NC_CONFIG", "3")]);
    let grouped = grouped.with_code(2).stderr;
    assert!(grouped.contains("NEURON_LOGICAL_NC_CONFIG"), "{grouped}");
    let output = place.run_as([0, 2], &format!("{SMALL} --device neuron --name lost"), &[]);
    let said = output.with_code(2).stderr;
    assert!(said.contains("`NEURON_RT_ROOT_COMM_ID` is not set"), "{said}");
}

#[test]
fn steps_of_several_cores_and_processes_are_compiled_ahead() {
    let place = Place::new();
    let choice = SMALL.trim_start_matches("train ").replace(" --quiet", "");
    for (cores, processes) in [(2, 1), (1, 2)] {
        let line = format!(
            "compile {choice} --model vit --target trn1 --cores {cores} --processes {processes}"
        );
        let _compiled = place.run(&line, &[]).with_code(0);
    }
    let line = format!("{SMALL} --device neuron:2 --name cores");
    let root = [("NEURON_RT_ROOT_COMM_ID", "127.0.0.1:1"), ("NEURON_SIM_CORES", "2")];
    assert_eq!(json(&place.run(&line, &root).with_code(0))["compiles"], 0);
    let line = format!("{SMALL} --device neuron --name processes");
    let settings: &[_] = &[("NEURON_SIM_CORES", "1")];
    for output in together(&place, [&line; 2], [settings; 2]) {
        assert_eq!(json(&output.with_code(0))["compiles"], 0);
    }
}
