use crate::optimisers::{data, fields, resident};
use crate::wave::numbers;
use neuron_rt::graph::{DType, Result, Role, TensorType};
use neuron_rt::nn::{
    AdamW, BatchNorm2d, DropPath, Dropout, Ema, Embedding, Fields, Group, Gru, Linear, Loss, Lstm,
    Policy, RecurrentConfig, Scope, Sgd, StepOptions, TrainingStep, TransformerBlock,
    TransformerBlockConfig, evaluation, losses, training_step,
};
use neuron_rt::{Buffer, Device, Resident, compile};
use std::collections::BTreeMap;
use std::sync::Arc;

fn f64_options() -> StepOptions {
    StepOptions { policy: Policy::F64, ..Default::default() }
}

fn regression(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let hidden = Linear::new(&scope.child("one"), 3, 4)?.forward(&batch["x"])?.tanh()?;
    let y = Linear::new(&scope.child("two"), 4, 2)?.forward(&hidden)?;
    let losses = losses::mse(&y, &batch["y"])?;
    let weight = scope.sample_weight();
    let seen = y.sum_all()?;
    Ok(Loss::mean(&losses, weight.as_ref())?.output("y", &y).output("total", &seen))
}

/// One step; gives the outputs and what is kept.
fn run(
    step: &TrainingStep,
    data: &BTreeMap<String, Buffer>,
) -> (BTreeMap<String, Buffer>, Resident) {
    let mut kept = resident(step);
    let mut executable = compile(&step.graph, &Device::Cpu).unwrap();
    let outputs = executable.step(&mut kept, data).unwrap();
    (outputs, kept)
}

fn close(what: &str, a: &Buffer, b: &Buffer, tolerance: f64) {
    assert_eq!(a.ty(), b.ty(), "{what}");
    for (x, y) in a.to_literal().to_f64().iter().zip(b.to_literal().to_f64()) {
        assert!((x - y).abs() <= tolerance * (1.0 + y.abs()), "{what}: {x} and {y}");
    }
}

fn weighted_fields() -> Vec<(String, TensorType)> {
    let mut fields = fields(DType::F64);
    fields.push(("sample_weight".to_owned(), TensorType::new(DType::F32, [4])));
    fields
}

#[test]
fn parts_add_up_to_the_batch() {
    let mut data = data(DType::F64, 0.1, 1);
    let weights = numbers(DType::F32, &[4], &[1.0, 0.5, 2.0, 0.0]);
    data.insert("sample_weight".to_owned(), weights);
    let whole = StepOptions { clip_norm: Some(0.2), ..f64_options() };
    let fields = weighted_fields();
    let (expected, kept) = run(&training_step(&whole, &fields, &regression).unwrap(), &data);
    for accumulate in [2, 4] {
        let options = StepOptions { accumulate, ..whole.clone() };
        let step = training_step(&options, &fields, &regression).unwrap();
        for device in [Device::Reference, Device::Cpu] {
            let mut found_kept = resident(&step);
            let mut executable = compile(&step.graph, &device).unwrap();
            let found = executable.step(&mut found_kept, &data).unwrap();
            assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
            for (name, value) in &expected {
                close(name, &found[name], value, 1e-12);
            }
            for (name, value) in &kept {
                close(name, &found_kept[name], value, 1e-12);
            }
        }
    }
}

fn normalised(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let n = batch["x"].dim(0)?;
    let image = batch["x"].reshape([n, 3, 1, 1])?.broadcast_to([n, 3, 2, 2])?;
    let image = BatchNorm2d::new(&scope.child("norm"), 3)?.forward(&image)?;
    let y = Linear::new(&scope.child("head"), 12, 2)?.forward(&image.reshape([n, 12])?)?;
    Loss::mean(&losses::mse(&y, &batch["y"])?, scope.sample_weight().as_ref())
}

#[test]
fn padding_weighs_nothing() {
    let shorten = |buffer: &Buffer, width: usize| {
        numbers(DType::F64, &[2, width], &buffer.to_literal().to_f64()[..2 * width])
    };
    let mut padded = data(DType::F64, 0.1, 1);
    let mut short = padded.clone();
    for (name, width) in [("x", 3), ("y", 2)] {
        short.insert(name.to_owned(), shorten(&padded[name], width));
    }
    padded.insert("sample_weight".to_owned(), numbers(DType::F32, &[4], &[1.0, 1.0, 0.0, 0.0]));
    let short_fields = [("x", [2, 3]), ("y", [2, 2])]
        .map(|(name, shape)| (name.to_owned(), TensorType::new(DType::F64, shape)));
    let (a, a_kept) =
        run(&training_step(&f64_options(), &weighted_fields(), &normalised).unwrap(), &padded);
    let (b, b_kept) =
        run(&training_step(&f64_options(), &short_fields, &normalised).unwrap(), &short);
    for (name, value) in &b {
        close(name, &a[name], value, 1e-12);
    }
    for (name, value) in &b_kept {
        close(name, &a_kept[name], value, 1e-12);
    }
    let before = numbers(DType::F64, &[3], &[0.0; 3]);
    assert_ne!(a_kept["norm.running_mean"].bytes(), before.bytes(), "statistics move");
}

#[test]
fn groups_freeze_and_slow_down() {
    let plain = StepOptions { optimiser: Arc::new(Sgd::default()), ..f64_options() };
    let groups = vec![Group::frozen("one.weight"), Group::rate("one.*", 0.5)];
    let grouped = StepOptions { groups, ..plain.clone() };
    let fields = fields(DType::F64);
    let data = data(DType::F64, 0.1, 1);
    let step = training_step(&grouped, &fields, &regression).unwrap();
    let before = resident(&step);
    let (_, with) = run(&step, &data);
    let (_, without) = run(&training_step(&plain, &fields, &regression).unwrap(), &data);
    assert_eq!(with["one.weight"].bytes(), before["one.weight"].bytes());
    assert_eq!(step.frozen, ["one.weight"]);
    let change = |kept: &Resident, name: &str| {
        kept[name].to_literal().to_f64()[0] - before[name].to_literal().to_f64()[0]
    };
    let ratio = change(&with, "one.bias") / change(&without, "one.bias");
    assert!((ratio - 0.5).abs() < 1e-6, "{ratio}");
    assert_eq!(with["two.weight"].bytes(), without["two.weight"].bytes());

    let adamw = StepOptions { optimiser: Arc::new(AdamW::default()), ..grouped };
    let step = training_step(&adamw, &fields, &regression).unwrap();
    assert!(step.states.iter().all(|state| !state.name.ends_with("/one.weight")));
    assert!(step.states.iter().any(|state| state.name == "adamw.m/one.bias"));
}

#[test]
fn weight_decay_spares_biases_unless_told() {
    // Without a gradient of any size, decay alone moves a weight.
    let change = |groups: Vec<Group>, name: &str| {
        let optimiser = Arc::new(AdamW { decay: 0.5, ..AdamW::default() });
        let options = StepOptions { optimiser, groups, ..f64_options() };
        let still = training_step(&options, &fields(DType::F64), &|scope, batch| {
            let loss = regression(scope, batch)?;
            Loss::new(&loss.sum.mul_scalar(0.0)?, &loss.weight)
        });
        let step = still.unwrap();
        let before = resident(&step)[name].to_literal().to_f64()[0];
        run(&step, &data(DType::F64, 0.1, 1)).1[name].to_literal().to_f64()[0] / before
    };
    let decayed = 1.0 - 0.1 * 0.5;
    assert!((change(Vec::new(), "one.weight") - decayed).abs() < 1e-7);
    assert_eq!(change(Vec::new(), "one.bias"), 1.0);
    assert!((change(vec![Group::decay("*.bias", 0.5)], "one.bias") - decayed).abs() < 1e-7);
    assert_eq!(change(vec![Group::decay("one.*", 0.0)], "one.weight"), 1.0);
}

#[test]
fn averages_follow_the_weights() {
    for (warm_up, share) in [(false, 0.25), (true, 9.0 / 12.0)] {
        let options = StepOptions { ema: Some(Ema { decay: 0.75, warm_up }), ..f64_options() };
        let step = training_step(&options, &fields(DType::F64), &regression).unwrap();
        let initial = step.initial(5);
        assert_eq!(initial["ema/one.weight"].bytes(), initial["one.weight"].bytes());
        let before = resident(&step)["ema/one.weight"].to_literal().to_f64();
        let (_, kept) = run(&step, &data(DType::F64, 0.1, 2));
        let weight = kept["one.weight"].to_literal().to_f64();
        for (i, found) in kept["ema/one.weight"].to_literal().to_f64().iter().enumerate() {
            let expected = before[i] + share * (weight[i] - before[i]);
            assert!((found - expected).abs() < 1e-7, "{found}, not {expected}");
        }
    }
}

fn sequence_model(scope: &Scope, batch: &Fields) -> Result<Loss> {
    let ids = &batch["ids"];
    let x = Embedding::new(&scope.child("embed"), 11, 8)?.forward(ids)?;
    let mut config = TransformerBlockConfig::vision(8, 2, 2);
    (config.attention.dropout, config.dropout, config.drop_path) = (0.2, 0.2, 0.2);
    let x = TransformerBlock::new(&scope.child("block"), config)?.forward(&x, None)?;
    let x = Lstm::new(&scope.child("lstm"), RecurrentConfig::new(8, 6))?.forward(&x, None)?;
    let x =
        Gru::new(&scope.child("gru"), RecurrentConfig::new(6, 5))?.forward(&x.sequence, None)?;
    let logits = Linear::new(&scope.child("head"), 5, 3)?.forward(&x.states[0].index(0, 0)?)?;
    let loss = losses::CrossEntropy { label_smoothing: 0.1, ..Default::default() };
    Ok(loss.mean(&logits, &batch["label"], None)?.output("logits", &logits))
}

fn sequence_fields() -> Vec<(String, TensorType)> {
    vec![
        ("ids".to_owned(), TensorType::new(DType::I32, [4, 5])),
        ("label".to_owned(), TensorType::new(DType::I32, [4])),
    ]
}

fn sequence_data(step: u32, key: [f64; 2]) -> BTreeMap<String, Buffer> {
    let ids: Vec<f64> = (0..20).map(|i| f64::from(i * 7 % 11)).collect();
    BTreeMap::from([
        ("ids".to_owned(), numbers(DType::I32, &[4, 5], &ids)),
        ("label".to_owned(), numbers(DType::I32, &[4], &[0.0, 2.0, 1.0, 2.0])),
        ("learning_rate".to_owned(), numbers(DType::F32, &[], &[0.01])),
        ("step".to_owned(), numbers(DType::F32, &[], &[f64::from(step)])),
        ("key".to_owned(), numbers(DType::U32, &[2], &key)),
    ])
}

#[test]
fn every_parameter_learns_in_every_policy_and_in_parts() {
    let mut losses = BTreeMap::new();
    for policy in [Policy::F32, Policy::F64, Policy::BF16] {
        for accumulate in [1, 2] {
            let options = StepOptions {
                policy,
                accumulate,
                optimiser: Arc::new(Sgd::default()),
                clip_norm: Some(1.0),
                ..Default::default()
            };
            let step = training_step(&options, &sequence_fields(), &sequence_model).unwrap();
            let mut kept = step.initial(1);
            let before = kept.clone();
            let mut executable = compile(&step.graph, &Device::Cpu).unwrap();
            let made = executable.step(&mut kept, &sequence_data(1, [1.0, 2.0])).unwrap();
            assert!(made["loss"].scalar().is_finite());
            losses.insert((accumulate, format!("{policy:?}")), made["loss"].scalar());
            for spec in &step.parameters {
                let (old, new) = (&before[&spec.name], &kept[&spec.name]);
                assert_eq!(new.ty().dtype, policy.parameters);
                let moved = old.bytes() != new.bytes();
                assert!(moved, "{policy:?}: {} stood still", spec.name);
                assert!(new.to_literal().to_f64().iter().all(|v| v.is_finite()), "{}", spec.name);
            }
        }
    }
    // The same masks in all policies, so that only rounding differs.
    for ((parts, policy), loss) in &losses {
        let exact = losses[&(*parts, format!("{:?}", Policy::F64))];
        let tolerance = if policy.contains("BF16") { 0.03 } else { 1e-5 };
        assert!((loss - exact).abs() < tolerance, "{policy} in {parts}: {loss}, not {exact}");
    }
}

#[test]
fn a_step_is_repeated_by_its_key() {
    let step = training_step(&StepOptions::default(), &sequence_fields(), &sequence_model).unwrap();
    let mut executable = compile(&step.graph, &Device::Cpu).unwrap();
    let mut logits = |key: [f64; 2]| {
        let made = executable.step(&mut step.initial(1), &sequence_data(1, key)).unwrap();
        made["logits"].bytes().to_vec()
    };
    assert_eq!(logits([1.0, 2.0]), logits([1.0, 2.0]));
    assert_ne!(logits([1.0, 2.0]), logits([2.0, 2.0]));
    assert_ne!(logits([1.0, 2.0]), logits([1.0, 3.0]));
}

#[test]
fn training_lowers_the_loss() {
    let options = StepOptions { clip_norm: Some(1.0), ..Default::default() };
    let step = training_step(&options, &sequence_fields(), &sequence_model).unwrap();
    let mut executable = compile(&step.graph, &Device::Cpu).unwrap();
    let mut kept = step.initial(1);
    let mut losses = Vec::new();
    for number in 1..=60 {
        let data = sequence_data(number, [1.0, f64::from(number)]);
        losses.push(executable.step(&mut kept, &data).unwrap()["loss"].scalar());
    }
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    assert!(mean(&losses[50..]) < 0.7 * mean(&losses[..10]), "{losses:?}");
}

#[test]
fn inputs_are_in_a_fixed_order() {
    let step = training_step(&StepOptions::default(), &fields(DType::F32), &regression).unwrap();
    let names: Vec<&str> = step.graph.inputs().iter().map(|i| i.name.as_str()).collect();
    let weights = ["one.weight", "one.bias", "two.weight", "two.bias"];
    let mut expected: Vec<String> = weights.map(str::to_owned).to_vec();
    for name in weights {
        expected.extend([format!("adamw.m/{name}"), format!("adamw.v/{name}")]);
    }
    expected.extend(["x", "y", "learning_rate", "step", "key"].map(str::to_owned));
    assert_eq!(names, expected);
    let kept = step.graph.inputs().iter().filter(|i| i.role != Role::Data).count();
    let replaced = step.graph.outputs().iter().filter(|o| o.replaces.is_some()).count();
    assert_eq!(kept, replaced);
}

#[test]
fn an_evaluation_has_the_parameters_of_the_step() {
    let step = training_step(&StepOptions::default(), &sequence_fields(), &sequence_model).unwrap();
    let forward = evaluation(Policy::F32, &sequence_fields(), &|scope, batch| {
        Ok(sequence_model(scope, batch)?.outputs)
    })
    .unwrap();
    assert_eq!(forward.parameters, step.parameters);
    assert!(forward.graph.input("key").is_none(), "nothing is random");
    let mut executable = compile(&forward.graph, &Device::Cpu).unwrap();
    let mut kept = step.initial(1);
    let made = executable.step(&mut kept, &sequence_data(1, [1.0, 2.0])).unwrap();
    assert_eq!(made["logits"].ty().shape.dims(), [4, 3]);
    assert_eq!(kept.len(), step.initial(1).len(), "an evaluation takes nothing away");
}

#[test]
fn dropout_keeps_the_mean_and_drops_its_share() {
    let fields = [("x".to_owned(), TensorType::new(DType::F32, [200, 100]))];
    let step = training_step(&StepOptions::default(), &fields, &|scope, batch| {
        let x = batch["x"].mul(&scope.parameter("scale", [], neuron_rt::nn::Init::Ones)?)?;
        let dropped = Dropout::new(&scope.child("a"), 0.3).forward(&x)?;
        let paths = DropPath::new(&scope.child("b"), 0.4).forward(&x)?;
        let again = Dropout::new(&scope.child("a"), 0.3).forward(&x)?;
        let loss = Loss::mean(&losses::mse(&dropped, &x)?, None)?;
        Ok(loss.output("dropped", &dropped).output("paths", &paths).output("again", &again))
    })
    .unwrap();
    let mut data = data(DType::F32, 0.0, 1);
    data.insert("x".to_owned(), numbers(DType::F32, &[200, 100], &[1.0; 20_000]));
    let mut executable = compile(&step.graph, &Device::Cpu).unwrap();
    let made = executable.step(&mut step.initial(0), &data).unwrap();
    let dropped = made["dropped"].as_slice::<f32>();
    let zeros = dropped.iter().filter(|&&v| v == 0.0).count() as f64 / 20_000.0;
    // Three standard errors of 20,000 draws.
    assert!((zeros - 0.3).abs() < 0.01, "{zeros}");
    assert!(dropped.iter().all(|&v| v == 0.0 || (v - 1.0 / 0.7).abs() < 1e-6));
    assert_ne!(made["again"].bytes(), made["dropped"].bytes(), "each call draws anew");
    let paths = made["paths"].as_slice::<f32>();
    let whole = paths.chunks(100).filter(|row| row.iter().all(|&v| v == 0.0)).count();
    assert!((50..=110).contains(&whole), "{whole} of 200 samples");
    assert!(paths.chunks(100).all(|row| row.iter().all(|&v| v == row[0])));
}
