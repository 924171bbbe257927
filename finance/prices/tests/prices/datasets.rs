use neuron_data::fetch::{Cache, FetchOptions, Fetcher};
use neuron_data::manifest::{PackageClient, Source};
use neuron_prices::datasets::{
    Periodicity, cached, diversified_groups, diversified_portfolio, fetch, m3, manifest, names,
    sp500_index, tech_portfolio, tech_stocks, tech_stocks_daily, walmart_weekly,
};
use neuron_prices::{PriceKind, PricesError, ReturnKind};

/// Mean and deviation (ddof 1) of a column.
fn moments(column: &[f64]) -> (f64, f64) {
    let n = column.len() as f64;
    let mean = column.iter().sum::<f64>() / n;
    let square: f64 = column.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (square / (n - 1.0)).sqrt())
}

/// pandas 2.3.3 on bokeh_sampledata 2026.1: `w = d.pivot(index='Date', columns='Ticker', values='Adj
/// Close')[['AAPL','GOOG','IBM','MSFT']].dropna()`, then mean and std of `w.pct_change().dropna()` and
/// of `np.log(w).diff().dropna()`.
#[test]
fn the_embedded_panel_has_the_returns_that_pandas_finds() {
    let panel = tech_portfolio().unwrap();
    assert_eq!(
        panel.row(0),
        [1.9733315126243, 50.32284179174976, 64.213372028836, 18.212114101258]
    );
    assert_eq!(panel.assets()[0].kind, PriceKind::Adjusted);
    assert_eq!(panel.assets()[0].currency.as_ref().unwrap().as_str(), "USD");
    let simple = [
        (0.001845489801031767, 0.023884905894028963),
        (0.0012035382407922443, 0.021672108422302414),
        (0.000565425804186128, 0.013986386726182187),
        (0.0002916389307325289, 0.017362787938941818),
    ];
    let log = [
        (0.0015594216040848393, 0.023867236833673297),
        (0.0009705658404739863, 0.021520547713742868),
        (0.0004676865009236782, 0.013972186215384904),
        (0.0001416311829765602, 0.017310419587869056),
    ];
    for (kind, expected) in [(ReturnKind::Simple, simple), (ReturnKind::Log, log)] {
        let returns = panel.returns(kind).unwrap();
        assert_eq!((returns.days(), returns.dates()[0]), (2147, panel.dates()[1]));
        for (asset, (mean, deviation)) in expected.into_iter().enumerate() {
            let own = moments(&returns.column(asset));
            assert!((own.0 - mean).abs() < 1e-15, "{} {mean}", own.0);
            assert!((own.1 - deviation).abs() < 1e-14, "{} {deviation}", own.1);
        }
    }
}

/// Numbers of rows as the package's description has them.
#[test]
fn the_embedded_bars_are_those_of_the_package() {
    let stocks = tech_stocks().unwrap();
    let rows: Vec<_> = stocks.iter().map(|own| (own.ticker(), own.dates().len())).collect();
    let expected = [("AAPL", 3270), ("FB", 196), ("GOOG", 2148), ("IBM", 3270), ("MSFT", 3270)];
    assert_eq!(rows, expected);
    let first = stocks[0].bars()[0];
    assert_eq!((first.open, first.high, first.low, first.close), (118.56, 132.06, 118.5, 130.31));
    assert_eq!(first.volume, 9_616_100.0);
    assert_eq!(stocks[4].closes().prices()[3269], 27.95);
    assert!(
        stocks.iter().all(|own| own.asset().kind == PriceKind::Unadjusted && own.gaps().is_empty())
    );
}

/// What is embedded is what its manifest says, and everything else is fetched by a pinned package.
#[test]
fn manifests_pin_what_is_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let fetcher = Fetcher::new(Cache::new(folder.path()), FetchOptions::default());
    for name in names() {
        let manifest = manifest(name).unwrap();
        let [file] = &manifest.files[..] else { panic!("{name}") };
        match &file.source {
            Source::Embedded(_) => assert_eq!(name, "tech-portfolio"),
            Source::Package(source) => {
                assert_eq!(source.client, PackageClient::Pip);
                assert!(source.version.is_some(), "{name}");
                let error = cached(name, &fetcher).unwrap_err().to_string();
                assert!(error.contains("is missing"), "{error}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    let error = fetch("tech-portfolio", &fetcher, &()).unwrap_err().to_string();
    assert!(error.contains("is in the program itself"), "{error}");
    let error = manifest("sp600").unwrap_err().to_string();
    assert!(
        error.starts_with("there is no dataset `sp600`; there are tech-portfolio, "),
        "{error}"
    );
}

#[test]
fn the_diversified_names_are_in_a_sector_each() {
    let portfolio = diversified_groups().unwrap();
    let grouped: usize = portfolio.groups["sector"].values().map(Vec::len).sum();
    assert_eq!(grouped, portfolio.tickers.len());
    // SYNTHETIC prices in the form of the fetched file.
    let text = "Date,AAPL,AMD\n1990-01-02,0.264,4.125\n1990-01-03,0.266,4.0\n";
    let panel = diversified_portfolio(text.as_bytes(), "d.csv").unwrap();
    assert_eq!((panel.tickers(), panel.values()[3]), (vec!["AAPL", "AMD"], 4.0));
    let cut = "Date,AAPL,AMD\n1990-01-02,0.264,4.125\n1990-01-03,0.266\n";
    let error = diversified_portfolio(cut.as_bytes(), "d.csv").unwrap_err().to_string();
    assert_eq!(error, "`d.csv`, row 3: 2 cells, expected 3 as in the header");
    let hole = "Date,AAPL,AMD\n1990-01-02,0.264,4.125\n1990-01-03,0.266,\n";
    assert!(matches!(
        diversified_portfolio(hole.as_bytes(), "d.csv"),
        Err(PricesError::Missing { .. })
    ));
}

/// SYNTHETIC rows in the forms of the fetched files.
#[test]
fn bars_of_the_fetched_files_are_read() {
    let text = "symbol,date,open,high,low,close,volume,adjusted\n\
                META,2013-01-02,27.4,28.2,27.4,28,69846400,28\nAMZN,2013-01-02,1,2,1,2,3,2\n";
    let bars = tech_stocks_daily(text.as_bytes(), "t.csv").unwrap();
    assert_eq!((bars[0].ticker(), bars[1].bars()[0].volume), ("META", 3.0));
    let text = "Date,Open,High,Low,Close,Adj Close,Volume\n1/4/1999,2,3,1,2.5,2.5,877000000\n";
    let bars = sp500_index(text.as_bytes(), "s.csv").unwrap();
    assert_eq!((bars.ticker(), bars.dates()[0].to_string().as_str()), ("^GSPC", "1999-01-04"));
    assert!(sp500_index(b"Date,Open,High,Low,Close,Adj Close,Volume\n", "s.csv").is_err());
}

/// SYNTHETIC series in the form of the fetched file.
#[test]
fn series_of_m3_are_checked() {
    let entry = |n: usize, period: &str, xx: &str| {
        format!(
            r#"{{"N0002":{{"sn":["N0002"],"st":["Y2"],"n":[{n}],"h":[2],"period":["{period}"],
            "type":["MICRO "],"description":["SALES"],"x":[1,2.5,3],"xx":[{xx}]}}}}"#
        )
    };
    let series = m3(entry(3, "QUARTERLY", "4,5").as_bytes(), "m3.json").unwrap();
    assert_eq!((series[0].id.as_str(), series[0].periodicity), ("N0002", Periodicity::Quarterly));
    assert_eq!((series[0].category.as_str(), &series[0].test[..]), ("MICRO", &[4.0, 5.0][..]));
    assert_eq!(series[0].periodicity.season(), 4);
    for (text, expected) in [
        (entry(4, "YEARLY", "4,5"), "column `N0002`: `x` has 3 values, expected 4"),
        (entry(3, "YEARLY", "4"), "`xx` has 1 values, expected 2"),
        (entry(3, "WEEKLY", "4,5"), "`WEEKLY` is no period"),
        (entry(3, "YEARLY", "4,null"), "it is not the data of M3"),
        ("{}".into(), "there is no series"),
        (entry(3, "YEARLY", "4,5")[..90].into(), "it is not the data of M3"),
    ] {
        let error = m3(text.as_bytes(), "m3.json").unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// SYNTHETIC rows in the form of the fetched file.
#[test]
fn weeks_of_departments_are_checked() {
    const HEAD: &str = "id,Store,Dept,Date,Weekly_Sales,IsHoliday,Type,Size,Temperature,Fuel_Price,\
                        MarkDown1,MarkDown2,MarkDown3,MarkDown4,MarkDown5,CPI,Unemployment\n";
    let row = |date: &str, sales: &str, holiday: &str| {
        format!("1_8,1,8,{date},{sales},{holiday},A,151315,42.31,2.572,NA,1.5,NA,NA,NA,211.1,8.1\n")
    };
    let of =
        |rows: &[String]| walmart_weekly((HEAD.to_owned() + &rows.concat()).as_bytes(), "w.csv");
    let good = row("2010-02-05", "24924.5", "FALSE");
    let own = of(&[good.clone(), row("2010-02-12", "-3", "TRUE")]).unwrap().remove(0);
    assert_eq!((own.id.as_str(), own.department, own.weeks.len()), ("1_8", 8, 2));
    assert!(own.weeks[1].is_holiday && own.weeks[1].sales == -3.0);
    assert_eq!(own.weeks[0].markdowns, [None, Some(1.5), None, None, None]);
    for (next, expected) in [
        (row("2010-02-19", "1", "TRUE"), "row 3: 2010-02-19 of `1_8` is 14 days after"),
        (row("2010-02-05", "1", "TRUE"), "row 3: 2010-02-05 is there twice for `1_8`"),
        (row("2010-02-12", "NA", "TRUE"), "row 3, column `Weekly_Sales`: `NA` is no number"),
        (
            row("2010-02-12", "inf", "TRUE"),
            "row 3, column `Weekly_Sales`: expected a finite number",
        ),
        (row("2010-02-12", "1", "NA"), "row 3, column `IsHoliday`: expected TRUE or FALSE"),
        ("1_8,1,8\n".into(), "row 3: 3 cells, expected 17"),
    ] {
        let error = of(&[good.clone(), next]).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(of(&[]).is_err() && walmart_weekly(b"a,b\n1,2\n", "w.csv").is_err());
}
