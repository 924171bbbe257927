use crate::market::{brownian, one_asset, portfolio};
use neuron_simulation::{DIMENSIONS, Process, Rebalancing, Sampling, Settings, simulate};

#[test]
fn a_report_says_how_much_of_a_path_a_net_gave() {
    let sampling = Sampling::Sobol { replicates: 4 };
    let three = portfolio(&[0.5, 0.3, 0.2], Rebalancing::BuyAndHold);
    let process = Process::GeometricBrownian(brownian());
    let run = |steps: usize| {
        let settings = Settings { paths: 4 * 512, sampling, ..Settings::new(steps) };
        simulate(&process, &three, &settings).unwrap().run
    };
    assert_eq!(run(12).net_dimensions, 36);
    // 400 steps of three assets are more than the table has.
    assert_eq!(run(400).net_dimensions, DIMENSIONS);
    let settings = Settings { paths: 1_000, ..Settings::new(12) };
    assert_eq!(simulate(&process, &three, &settings).unwrap().run.net_dimensions, 0);
}

#[test]
fn bridges_on_nets_make_drawdowns_surer_too() {
    // At the same number of paths, over 252 steps.
    let process = Process::GeometricBrownian(one_asset(0.05, 0.2, 1.0 / 252.0));
    let portfolio = portfolio(&[1.0], Rebalancing::BuyAndHold);
    let error = |sampling| {
        let settings = Settings { paths: 16 * 512, sampling, ..Settings::new(252) };
        simulate(&process, &portfolio, &settings).unwrap().drawdown.mean.standard_error
    };
    let (chance, net) = (error(Sampling::Independent), error(Sampling::Sobol { replicates: 16 }));
    assert!(net < chance / 3.0, "{net} {chance}");
}
