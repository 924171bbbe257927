use crate::assert_close;
use crate::series::{AIR_PASSENGERS, UNEMPLOYMENT};
use neuron_forecasting::tbats::{Tbats, TbatsModel, TbatsParameters, TbatsSeason, TbatsTrend};
use neuron_forecasting::{Fitted, ForecastError, Forecaster};
use std::f64::consts::TAU;

/// Synthetic: 400 days with a week, a month of 30.4375 days, and errors that hang together; to three
/// places, as R was given them.
fn week_and_month() -> Vec<f64> {
    let mut error = 0.0;
    (0..400_i32)
        .map(|day| {
            let t = f64::from(day);
            error = 0.6 * error + (f64::from((day * day * 7 + day * 13) % 101) / 101.0 - 0.5) * 4.0;
            let week = 6.0 * (TAU * t / 7.0).sin() + 3.0 * (2.0 * TAU * t / 7.0).cos();
            let value = 50.0 + 0.02 * t + week + 8.0 * (TAU * t / 30.4375).cos() + error;
            (value * 1000.0).round() / 1000.0
        })
        .collect()
}

fn season(period: f64, harmonics: usize) -> TbatsSeason {
    TbatsSeason { period, harmonics }
}

/// Deviance, fitted values, forecasts and the shape of the intervals at R's own numbers. `n` of `n - k`
/// degrees of freedom and the 90 % quantile of Student's t for them are ours; R divides by `n` and takes
/// the normal quantile 1.2815515655446004.
struct Peer {
    deviance: f64,
    /// At observations 0, 1, 2, 19, 49.
    fitted: [f64; 5],
    mean: [f64; 8],
    /// On the transformed scale, from the forecast to its 90 % quantile.
    widths: [f64; 8],
    lambda: f64,
    student: f64,
}

#[track_caller]
fn agrees(fitted: &Fitted, series: &[f64], seeds: usize, peer: &Peer) {
    let deviance = -2.0 * fitted.log_likelihood.expect("has one");
    assert!((deviance / peer.deviance - 1.0).abs() < 1e-9, "{deviance}");
    let own = [0, 1, 2, 19, 49].map(|t: usize| fitted.fitted[t]);
    let forecast = fitted.forecast(8, &[0.9]).expect("forecasts");
    let theirs = peer.fitted.iter().chain(&peer.mean);
    for (own, theirs) in own.iter().chain(&forecast.mean).zip(theirs) {
        assert!((own / theirs - 1.0).abs() < 1e-7, "{own}, expected {theirs}");
    }
    let power = |value: f64| (value.ln() * peer.lambda).exp_m1() / peer.lambda;
    let n = series.len() as f64;
    let freedom = fitted.degrees_of_freedom.expect("has some") as f64;
    assert!(n - freedom >= seeds as f64);
    let wider = (n / freedom).sqrt() * peer.student / 1.2815515655446004;
    for step in 0..8 {
        let own = power(forecast.quantiles[0][step]) - power(forecast.mean[step]);
        let expected = peer.widths[step] * wider;
        assert!((own / expected - 1.0).abs() < 1e-6, "{step}: {own}, expected {expected}");
    }
}

/// `tbats(AirPassengers)`, R's forecast 8.20, whose `(y^lambda - 1) / lambda` loses eight digits at so
/// small a power. Its intervals leave out `beta` and shift the season's weights by one where there is a
/// trend (`forecast.tbats` asks for `object$beta.v`, which does not exist): the widths are those of the
/// paper's linear form, 1 and the squares of `w' F^j g` summed up, with R's variance, by NumPy 2.4.6.
#[test]
fn passengers_at_the_numbers_of_r() {
    let model = TbatsModel {
        box_cox: true,
        trend: TbatsTrend::Linear,
        seasons: vec![season(12.0, 5)],
        p: 0,
        q: 0,
    };
    let seeds = vec![
        4.810033172245163,
        -0.008583295126970189,
        -0.1483784470176085,
        0.05635757309905491,
        -0.009050016200671685,
        0.010821682702050889,
        0.005632252682400351,
        0.027288737392217446,
        0.05871005608475924,
        -0.027537727631660926,
        -0.032132831827857866,
        -0.021334437666330815,
    ];
    let parameters = TbatsParameters {
        lambda: Some(1.5655650078790494e-08),
        alpha: 0.7539964396610992,
        beta: 0.03574778004367599,
        phi: 1.0,
        gamma: vec![(0.003469020958524061, 0.0057547909123822575)],
        ar: vec![],
        ma: vec![],
        seeds,
    };
    let peer = Peer {
        deviance: 1363.015010816791,
        fitted: [
            111.81355037698594,
            107.99207674728504,
            131.90637761530124,
            166.75035154556159,
            192.5607331704031,
        ],
        mean: [
            451.25440517571485,
            439.9738518023919,
            509.38174272660336,
            495.6693641412384,
            498.2116164871487,
            567.2531726652492,
            638.7344713826236,
            633.911863800123,
        ],
        widths: [
            0.04753352595480082,
            0.06108369130964982,
            0.07315763212027546,
            0.08375240864372228,
            0.09410515011194466,
            0.10395616112357726,
            0.11372289534285891,
            0.12327115299300434,
        ],
        lambda: 1.5655650078790494e-08,
        student: 1.2882531090393643,
    };
    let fitted = Tbats::fixed(model.clone(), parameters).fit(&AIR_PASSENGERS, 12).expect("fits");
    agrees(&fitted, &AIR_PASSENGERS, 12, &peer);
    // Estimated here, the same components are at least as likely.
    let own = Tbats::with(model).fit(&AIR_PASSENGERS, 12).expect("fits");
    let deviance = -2.0 * own.log_likelihood.expect("has one");
    assert!(deviance <= peer.deviance + 1e-3, "{deviance}");
}

/// `tbats(msts(y, c(7, 30.4375)))`, R's forecast 8.20; `scipy.stats.t.ppf(.9, 370)`, SciPy 1.17.1.
#[test]
fn two_seasons_and_correlated_errors_at_the_numbers_of_r() {
    let model = TbatsModel {
        box_cox: true,
        trend: TbatsTrend::None,
        seasons: vec![season(7.0, 2), season(30.4375, 7)],
        p: 4,
        q: 1,
    };
    let seeds = vec![
        48.01081032085653,
        -0.07132561973031565,
        2.920568309829385,
        6.019662040152886,
        -0.0585864231346509,
        7.858149784631532,
        -0.00948861954280911,
        0.20758790939256863,
        -0.02012562286712926,
        0.06810809958432275,
        -0.10771842111087218,
        9.668690103593619e-06,
        0.004982923266219448,
        -0.0431303034933429,
        -0.360983841333574,
        -0.0008377647174366962,
        -0.023021814162749434,
        -0.061000674519336676,
        0.021230903240110774,
    ];
    let lambda = 0.9989764866642118;
    let parameters = TbatsParameters {
        lambda: Some(lambda),
        alpha: 0.36322288894369964,
        beta: 0.0,
        phi: 1.0,
        gamma: vec![
            (0.00035287876074539885, 0.001611187028013817),
            (-0.003683986746192727, 0.0036891551586281006),
        ],
        ar: vec![
            -0.4033846380916515,
            0.08393786302856049,
            -0.05465557096242977,
            -0.2930798608632211,
        ],
        ma: vec![0.5361199401323916],
        seeds,
    };
    let peer = Peer {
        deviance: 2410.2227116462527,
        fitted: [
            60.04749322761274,
            60.221182135963616,
            58.54703011728856,
            36.5341294134173,
            48.72129295432236,
        ],
        mean: [
            66.6190569316011,
            64.78303508124637,
            64.84289520897741,
            58.651796547422975,
            48.767268543406544,
            50.41305148994234,
            56.97982203313034,
            56.69221901159365,
        ],
        widths: [
            1.2982917436031443,
            1.4350230987194692,
            1.5459137034272956,
            1.6252027848214112,
            1.6359901926949973,
            1.7085413840152626,
            1.743374113854152,
            1.8067218307557482,
        ],
        lambda,
        student: 1.2838438077181487,
    };
    let series = week_and_month();
    let fitted = Tbats::fixed(model, parameters).fit(&series, 7).expect("fits");
    agrees(&fitted, &series, 19, &peer);
}

/// Criterion of R's own choices, 1397.015010816791 and 2480.2227116462527, which count the error process's
/// first states, zeros, as estimated: five of the second.
#[test]
fn the_choice_has_no_greater_criterion_than_that_of_r() {
    let criterion = |fitted: &Fitted, n: f64| {
        let k = n - fitted.degrees_of_freedom.expect("has some") as f64;
        -2.0 * fitted.log_likelihood.expect("has one") + 2.0 * k
    };
    let fitted = Tbats::automatic().fit(&AIR_PASSENGERS, 12).expect("fits");
    let own = criterion(&fitted, 144.0);
    assert!(own <= 1397.015010816791, "{}: {own}", fitted.model);
    let fitted = Tbats::seasons(&[30.4375, 7.0]).fit(&week_and_month(), 7).expect("fits");
    let own = criterion(&fitted, 400.0);
    assert!(own <= 2480.2227116462527 - 10.0, "{}: {own}", fitted.model);
}

/// What repeats goes on as it was, and a series without season needs none.
#[test]
fn what_repeats_goes_on() {
    let round = |t: usize| 20.0 + 3.0 * (TAU * t as f64 / 6.5).sin() + 0.5 * t as f64;
    let series: Vec<f64> = (0..80).map(round).collect();
    let forecast =
        Tbats::seasons(&[6.5]).fit(&series, 1).expect("fits").forecast(9, &[]).expect("ok");
    let next: Vec<f64> = (80..89).map(round).collect();
    assert_close(&forecast.mean, &next, 1e-4);
    let fitted = Tbats::automatic().fit(&UNEMPLOYMENT, 1).expect("fits");
    assert!(fitted.model.ends_with("-)"), "{}", fitted.model);
}

/// Fitted values look only back at given numbers, and negative values need no power.
#[test]
fn negative_values_have_no_power() {
    let series: Vec<f64> = week_and_month().iter().map(|value| value - 50.0).collect();
    let fitted = Tbats::seasons(&[7.0]).fit(&series[..120], 7).expect("fits");
    assert!(fitted.model.starts_with("tbats(1, ") && fitted.parameter("lambda").is_none());
    let model = TbatsModel {
        box_cox: true,
        trend: TbatsTrend::None,
        seasons: vec![season(7.0, 1)],
        p: 0,
        q: 0,
    };
    let error = Tbats::with(model).fit(&series, 7).expect_err("has negative values");
    assert!(matches!(error, ForecastError::NotPositive { .. }), "{error}");
}

#[test]
fn what_cannot_be_is_refused() {
    let series = week_and_month();
    for period in [0.5, f64::NAN, f64::INFINITY] {
        let error = Tbats::seasons(&[period]).fit(&series, 7).expect_err("is no period");
        assert!(error.to_string().contains("`period`"), "{error}");
    }
    let model = |harmonics| TbatsModel {
        box_cox: false,
        trend: TbatsTrend::None,
        seasons: vec![season(7.0, harmonics)],
        p: 0,
        q: 0,
    };
    for harmonics in [0, 4] {
        let error = Tbats::with(model(harmonics)).fit(&series, 7).expect_err("has none");
        assert!(error.to_string().contains("`harmonics`"), "{error}");
    }
    let parameters = TbatsParameters {
        lambda: None,
        alpha: 0.1,
        beta: 0.0,
        phi: 1.0,
        gamma: vec![(0.0, 0.0)],
        ar: vec![],
        ma: vec![],
        seeds: vec![0.0; 3],
    };
    assert!(Tbats::fixed(model(1), parameters.clone()).fit(&series, 7).is_ok());
    let error = Tbats::fixed(model(2), parameters).fit(&series, 7).expect_err("has too few");
    assert!(error.to_string().contains("`seeds`"), "{error}");
    let error = Tbats::with(model(3)).fit(&series[..8], 7).expect_err("is too short");
    assert!(matches!(error, ForecastError::TooShort { needed: 12, .. }), "{error}");
}
