//! `--output`: reports with plots, written whole or not at all.

use super::place::Place;

/// Every analysis writes a page that needs nothing beside it, and says what its figures are.
#[test]
fn a_page_holds_its_plots_and_nothing_from_elsewhere() {
    let place = Place::new();
    for (line, label, plots, parts) in [
        (
            "run optimize --covariance gerber=0.7",
            "ESTIMATED FROM THE PAST",
            2,
            &["Efficient frontier", "Quandl WIKI", "gerber"][..],
        ),
        (
            "run simulate --simulations 2000 --horizon 20",
            "SIMULATED",
            3,
            &["geometric-brownian", "median", "Greatest drawdown"],
        ),
        (
            "run volatility --asset IBM --model garch --innovation normal --backtest --window 1900 --simulations 100",
            "ESTIMATED FROM THE PAST",
            4,
            &["exception", "Kupiec", "historical simulation"],
        ),
        (
            "run backtest --tickers GOOG --from 2010-01-01",
            "MEASURED ON PAST PRICES",
            2,
            &["Drawdown", "Deepest drawdowns", "look-ahead: none found"],
        ),
    ] {
        let _ = place.run(&format!("{line} --output report.html")).with_code(0);
        let page = std::fs::read_to_string(place.path().join("report.html")).unwrap();
        assert_eq!(page.matches("<svg ").count(), plots, "{line}");
        assert!(page.contains(&format!(">{label}<")), "{line}");
        for part in parts {
            assert!(page.contains(part), "{line}: {part}");
        }
        for elsewhere in ["<script", "<link", "<img", "url(", "NaN"] {
            assert!(!page.contains(elsewhere), "{line}: {elsewhere}");
        }
        assert!(page.contains(&format!("cargo xtask run finance {}", &line[4..])), "{line}");
    }
}

#[test]
fn markdown_has_its_plots_beside_it_and_the_same_bytes_each_time() {
    let place = Place::new();
    let read = |name: &str| std::fs::read_to_string(place.path().join(name)).unwrap();
    let line = "run optimize --output finance_report.md";
    let _ = place.run(line).with_code(0);
    let (text, weights) = (read("finance_report.md"), read("finance_report-weights.svg"));
    assert!(text.contains("](finance_report-weights.svg)"), "{text}");
    assert!(text.contains("](finance_report-frontier.svg)"), "{text}");
    assert!(text.contains("| AAPL | 0.823579 |"), "{text}");
    assert!(weights.starts_with("<svg ") && weights.contains("AAPL 0.8236"));
    let _ = place.run(line).with_code(0);
    assert!(text == read("finance_report.md") && weights == read("finance_report-weights.svg"));
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let place = Place::new();
    for line in
        ["run optimize", "run simulate --simulations 2000", "run volatility", "run backtest"]
    {
        let said = place.refusal(&format!("{line} --output report.pdf"));
        assert!(said.contains("`--output` is `report.pdf`"), "{line}: {said}");
        let said = place.refusal(&format!("{line} --output absent/report.md"));
        assert!(said.contains("cannot write `absent/report-"), "{line}: {said}");
    }
    // The plots could be written, the text cannot: its name is a folder's.
    std::fs::create_dir_all(place.path().join("taken.html/inside")).unwrap();
    let said = place.refusal("run optimize --output taken.html");
    assert!(said.contains("cannot write `taken.html`"), "{said}");
    let left: Vec<_> = std::fs::read_dir(place.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    // Nothing is half written where an analysis fails.
    place.refusal("run optimize --max-weight 0.2 --output late.html");
    assert!(!place.path().join("late.html").exists());
}
