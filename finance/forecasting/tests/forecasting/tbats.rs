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
        4.8100331722451628025,
        -0.0085832951269701890,
        -0.1483784470176084946,
        0.0563575730990549112,
        -0.0090500162006716851,
        0.0108216827020508888,
        0.0056322526824003514,
        0.0272887373922174464,
        0.0587100560847592379,
        -0.0275377276316609264,
        -0.0321328318278578662,
        -0.0213344376663308147,
    ];
    let parameters = TbatsParameters {
        lambda: Some(1.5655650078790494e-08),
        alpha: 0.75399643966109919,
        beta: 0.035747780043675993,
        phi: 1.0,
        gamma: vec![(0.0034690209585240611, 0.0057547909123822575)],
        ar: vec![],
        ma: vec![],
        seeds,
    };
    let peer = Peer {
        deviance: 1363.0150108167909,
        fitted: [
            111.81355037698594,
            107.99207674728504,
            131.90637761530124,
            166.75035154556159,
            192.56073317040310,
        ],
        mean: [
            451.25440517571485,
            439.97385180239189,
            509.38174272660336,
            495.66936414123842,
            498.21161648714872,
            567.25317266524917,
            638.73447138262361,
            633.91186380012300,
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
        4.8010810320856528e+01,
        -7.1325619730315648e-02,
        2.9205683098293851e+00,
        6.0196620401528858e+00,
        -5.8586423134650900e-02,
        7.8581497846315322e+00,
        -9.4886195428091104e-03,
        2.0758790939256863e-01,
        -2.0125622867129260e-02,
        6.8108099584322748e-02,
        -1.0771842111087218e-01,
        9.6686901035936190e-06,
        4.9829232662194477e-03,
        -4.3130303493342903e-02,
        -3.6098384133357397e-01,
        -8.3776471743669616e-04,
        -2.3021814162749434e-02,
        -6.1000674519336676e-02,
        2.1230903240110774e-02,
    ];
    let lambda = 0.99897648666421179;
    let parameters = TbatsParameters {
        lambda: Some(lambda),
        alpha: 0.36322288894369964,
        beta: 0.0,
        phi: 1.0,
        gamma: vec![
            (0.00035287876074539885, 0.0016111870280138170),
            (-0.00368398674619272717, 0.0036891551586281006),
        ],
        ar: vec![
            -0.403384638091651482,
            0.083937863028560489,
            -0.054655570962429768,
            -0.293079860863221076,
        ],
        ma: vec![0.53611994013239161],
        seeds,
    };
    let peer = Peer {
        deviance: 2410.2227116462527,
        fitted: [
            60.047493227612740,
            60.221182135963616,
            58.547030117288557,
            36.534129413417297,
            48.721292954322358,
        ],
        mean: [
            66.619056931601094,
            64.783035081246368,
            64.842895208977410,
            58.651796547422975,
            48.767268543406544,
            50.413051489942340,
            56.979822033130340,
            56.692219011593650,
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

/// Criterion of R's own choices, 1397.0150108167909 and 2480.2227116462527, which count the error process's
/// first states, zeros, as estimated: five of the second.
#[test]
fn the_choice_has_no_greater_criterion_than_that_of_r() {
    let criterion = |fitted: &Fitted, n: f64| {
        let k = n - fitted.degrees_of_freedom.expect("has some") as f64;
        -2.0 * fitted.log_likelihood.expect("has one") + 2.0 * k
    };
    let fitted = Tbats::automatic().fit(&AIR_PASSENGERS, 12).expect("fits");
    let own = criterion(&fitted, 144.0);
    assert!(own <= 1397.0150108167909, "{}: {own}", fitted.model);
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
