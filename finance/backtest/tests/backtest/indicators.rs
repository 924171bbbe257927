//! Against TA-Lib 0.8.2 (Python) and pandas 2.3.3 on `d = made_up(1, 1500)`, with o, h, l, c, v its
//! columns: the values at rows 33, 100 and 1499, and the row of the first one.

use crate::made_up::{agree, bars};
use neuron_backtest::indicators::{
    Adx, Atr, Bar, Bollinger, Donchian, Ema, Indicator, Macd, Momentum, OnBalanceVolume,
    RateOfChange, Rsi, Sma, Stochastic, Volatility, Vwap, Wma, ZScore, over,
};
use neuron_backtest::{BacktestError, Bars};

const ROWS: [usize; 3] = [33, 100, 1499];

/// Runs an indicator, and compares each of its parts.
#[track_caller]
fn compare<I: Indicator, const N: usize>(
    what: &str,
    indicator: I,
    inputs: impl IntoIterator<Item = I::Input>,
    parts: impl Fn(I::Output) -> [f64; N],
    first: usize,
    expected: [[f64; 3]; N],
) where
    I::Output: Copy,
{
    assert_eq!(indicator.warm_up(), first, "{what}");
    let values = over(indicator, inputs).unwrap();
    assert_eq!(values.iter().position(Option::is_some), Some(first), "{what}");
    for (place, row) in ROWS.into_iter().enumerate() {
        let ours = parts(values[row].unwrap());
        for (part, ours) in ours.into_iter().enumerate() {
            agree(&format!("{what} {part} at {row}"), ours, expected[part][place], 1e-9);
        }
    }
}

fn one(value: f64) -> [f64; 1] {
    [value]
}

fn closes(bars: &Bars) -> Vec<f64> {
    bars.close(0).to_vec()
}

#[test]
fn averages() {
    let bars = bars();
    let c = || closes(&bars);
    // talib.SMA(c, 10)
    let expected = [[87.124, 86.749, 95.38900000000011]];
    compare("sma", Sma::new(10).unwrap(), c(), one, 9, expected);
    // talib.EMA(c, 12)
    let expected = [[87.96560824109004, 86.73917708758442, 95.48229963701961]];
    compare("ema", Ema::new(12).unwrap(), c(), one, 11, expected);
    // talib.WMA(c, 9)
    let expected = [[86.9188888888889, 87.07866666666665, 95.48022222222235]];
    compare("wma", Wma::new(9).unwrap(), c(), one, 8, expected);
    // tp = (h + l + c) / 3; (tp * v).rolling(20).sum() / v.rolling(20).sum(), and with cumsum
    let expected = [[89.98074774495178, 86.02558934908018, 95.86686675559508]];
    compare("vwap", Vwap::rolling(20).unwrap(), bars.iter(0), one, 19, expected);
    let expected = [[92.7079054742643, 88.39917265424998, 91.64288370582278]];
    compare("vwap", Vwap::cumulative(), bars.iter(0), one, 0, expected);
}

#[test]
fn momentum() {
    let bars = bars();
    let c = || closes(&bars);
    // talib.MOM(c, 10), talib.ROCP(c, 10), talib.RSI(c, 14)
    let expected = [[-2.710000000000008, 2.75, 1.5499999999999972]];
    compare("momentum", Momentum::new(10).unwrap(), c(), one, 10, expected);
    let expected = [[-0.03024891170889617, 0.03208868144690782, 0.0166255497157567]];
    compare("rate of change", RateOfChange::new(10).unwrap(), c(), one, 10, expected);
    let expected = [[32.33441864290069, 58.661770834779446, 45.622878646951726]];
    compare("rsi", Rsi::new(14).unwrap(), c(), one, 14, expected);
    // talib.MACD(c, 12, 26, 9)
    compare(
        "macd",
        Macd::new(12, 26, 9).unwrap(),
        c(),
        |v| [v.macd, v.signal, v.histogram],
        33,
        [
            [-2.863571677790148, 0.31711841036432986, -0.2535796839508464],
            [-3.172643557871721, 0.037052330123172675, -0.15913461694085715],
            [0.30907188008157327, 0.2800660802411572, -0.09444506700998925],
        ],
    );
    // talib.STOCH(h, l, c, 14, 3, 0, 3, 0)
    compare(
        "stochastic",
        Stochastic::new(14, 3, 3).unwrap(),
        bars.iter(0),
        |v| [v.k, v.d],
        17,
        [
            [22.89812139967614, 70.2855633772329, 47.475342903018436],
            [16.979020364130914, 72.97318121615217, 49.816981626233],
        ],
    );
    // talib.ADX(h, l, c, 14), talib.PLUS_DI(h, l, c, 14), talib.MINUS_DI(h, l, c, 14)
    compare(
        "adx",
        Adx::new(14).unwrap(),
        bars.iter(0),
        |v| [v.adx, v.plus, v.minus],
        27,
        [
            [36.381013001209695, 19.386924497495613, 16.667558123943603],
            [14.778152620226223, 25.10481198191777, 16.40094685737668],
            [20.25286168740793, 11.1008058343687, 23.25908997663596],
        ],
    );
}

#[test]
fn dispersion_and_channels() {
    let bars = bars();
    let c = || closes(&bars);
    // talib.BBANDS(c, 20, 2, 2)
    compare(
        "bollinger",
        Bollinger::new(20, 2.0).unwrap(),
        c(),
        |v| [v.upper, v.middle, v.lower],
        19,
        [
            [94.77346816644756, 88.33365638900275, 99.44283810180622],
            [89.41749999999998, 85.94849999999998, 95.81950000000003],
            [84.0615318335524, 83.56334361099721, 92.19616189819385],
        ],
    );
    // (c - c.rolling(20).mean()) / c.rolling(20).std()
    let expected = [[-0.9235488293186249, 2.0444450658209066, -0.5592518521180895]];
    compare("z-score", ZScore::new(20).unwrap(), c(), one, 19, expected);
    // np.log(c).diff().rolling(20).std() * np.sqrt(252)
    let expected = [[0.16025131529940662, 0.19409896921030023, 0.1714806122572184]];
    compare("volatility", Volatility::new(20, 252.0).unwrap(), c(), one, 20, expected);
    // talib.ATR(h, l, c, 14)
    let expected = [[1.8860981337703255, 1.829817188677006, 1.7958697194005002]];
    compare("atr", Atr::new(14).unwrap(), bars.iter(0), one, 14, expected);
    // talib.MAX(h, 20), talib.MIN(l, 20)
    let expected = [[96.64, 89.05, 100.72], [85.57, 83.43, 92.73]];
    let donchian = Donchian::new(20).unwrap();
    compare("donchian", donchian, bars.iter(0), |v| [v.upper, v.lower], 19, expected);
    // talib.OBV(c, v)
    let expected = [[-57716.0, -41438.0, 49954.0]];
    compare("obv", OnBalanceVolume::new(), bars.iter(0), one, 0, expected);
}

#[test]
fn a_long_sum_does_not_drift() {
    // A huge value that leaves the window again must leave nothing behind.
    let values = [0.1, 1e16, 0.1, 0.1, 0.1];
    let averages = over(Sma::new(2).unwrap(), values).unwrap();
    assert_eq!(averages[3], Some(0.1));
    // Equal values deviate by exactly 0, so a z-score has no value rather than a huge one.
    let scores = over(ZScore::new(3).unwrap(), [0.1; 6]).unwrap();
    assert!(scores.iter().all(Option::is_none));
}

#[test]
fn what_an_indicator_refuses() {
    assert_eq!(Sma::new(0).unwrap_err().to_string(), "`window` is 0, expected 1 bar or more");
    assert!(Rsi::new(1).is_err());
    assert!(Macd::new(26, 12, 9).is_err());
    assert!(Bollinger::new(20, -1.0).is_err());
    assert!(Volatility::new(20, 0.0).is_err());
    let short = over(Sma::new(10).unwrap(), [1.0; 9]).unwrap_err();
    assert!(matches!(short, BacktestError::TooFewBars { needed: 10, found: 9, .. }));
    let hole = over(Sma::new(2).unwrap(), [1.0, 2.0, f64::NAN]).unwrap_err();
    assert!(matches!(hole, BacktestError::NotFinite { row: 2, .. }));
    let bar = Bar { open: 1.0, high: f64::INFINITY, low: 1.0, close: 1.0, volume: 0.0 };
    assert!(over(Atr::new(1).unwrap(), [bar, bar]).is_err());
}
