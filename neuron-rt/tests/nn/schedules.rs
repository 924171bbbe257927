use crate::parity::expected;
use neuron_rt::nn::Schedule;

#[test]
fn factors_are_those_of_pytorch() {
    let warm_up = Schedule::WarmUp { steps: 4, then: Box::new(Schedule::Cosine { end: 0.0 }) };
    for (case, schedule, total) in [
        ("schedule_linear", Schedule::Linear { end: 0.1 }, 12),
        ("schedule_cosine", Schedule::Cosine { end: 0.05 }, 12),
        ("schedule_one_cycle", Schedule::one_cycle(), 13),
        ("schedule_warm_up", warm_up, 12),
    ] {
        let rows = expected(case);
        assert_eq!(rows.len(), 12);
        for (step, (_, _, [.., factor])) in rows.iter().enumerate() {
            let found = schedule.factor(step as u64, total);
            assert!((found - factor).abs() < 1e-12, "{case}, step {step}: {found}, not {factor}");
        }
    }
}

#[test]
fn runs_of_any_length_have_finite_factors() {
    let warm_up = Schedule::WarmUp { steps: 4, then: Box::new(Schedule::one_cycle()) };
    for schedule in
        [Schedule::Constant, Schedule::Cosine { end: 0.0 }, Schedule::one_cycle(), warm_up]
    {
        for total in 0..9 {
            for step in 0..12 {
                let factor = schedule.factor(step, total);
                assert!((0.0..=1.0).contains(&factor), "{schedule:?} {step}/{total}: {factor}");
            }
        }
    }
}
