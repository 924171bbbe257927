//! The help texts.

use super::place::Place;

#[test]
fn every_command_has_help_with_examples() {
    let place = Place::new();
    let output = place.run("--help").with_code(0);
    insta::assert_snapshot!("help", output.stdout);
    for name in [
        "fetch",
        "run",
        "run optimize",
        "run simulate",
        "run volatility",
        "run forecast",
        "run backtest",
    ] {
        let output = place.run(&format!("{name} --help")).with_code(0);
        assert_eq!(output.stderr, "");
        assert!(output.stdout.contains("Examples:"), "{name}");
        insta::assert_snapshot!(format!("help_{}", name.replace(' ', "_")), output.stdout);
    }
}

#[test]
fn datasets_are_listed_with_their_licences() {
    let listed = Place::new().run("fetch").with_code(0).stdout;
    assert!(listed.lines().any(|line| line.starts_with("tech-portfolio\t")), "{listed}");
    assert!(listed.contains("\tPublic domain\n"), "{listed}");
}
