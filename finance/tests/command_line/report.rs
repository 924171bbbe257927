//! `--output`: reports with plots, written whole or not at all.

use super::place::Place;
#[cfg(target_os = "linux")]
use neuron_testkit::command::Command;

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

/// A disk that is full after four kilobytes (as far as the program can tell), and one that is full from
/// the start: one line, and nothing half written.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_leaves_nothing_behind() {
    let place = Place::new();
    let in_shell = |script: &str, line: &str| {
        let own = ["-c", script, env!("CARGO_BIN_EXE_neuron-finance")];
        let arguments = own.into_iter().chain(line.split_whitespace());
        Command::new("sh").in_folder(place.path()).args(arguments).run().with_code(2)
    };
    let small = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\"";
    for (line, file) in [
        ("run optimize --output report.html", "report.html"),
        ("run optimize --output report.md", "report-"),
        ("run simulate --simulations 2000 --horizon 20 --output report.html", "report.html"),
        ("run backtest --output report.html", "report.html"),
    ] {
        let output = in_shell(small, line);
        let part = format!("error: cannot write `{file}");
        assert!(output.stderr.contains(&part), "{line}: {}", output.stderr);
        assert_eq!(output.stderr.matches("error: ").count(), 1, "{}", output.stderr);
        let left: Vec<_> = std::fs::read_dir(place.path()).unwrap().collect();
        assert!(left.is_empty(), "{line}: {left:?}");
    }
    let output = in_shell("exec \"$0\" \"$@\" > /dev/full", "run optimize --json");
    assert!(output.stderr.contains("cannot write `standard output`"), "{}", output.stderr);
}
