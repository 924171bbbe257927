//! Reports and model cards as a reader gets them.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use neuron_train::file_system::RealFileSystem;
use neuron_train::metrics::{Scores, classification};
use neuron_train::plot::{ClassBars, ConfusionHeatMap};
use neuron_train::report::{CardResult, Figure, ModelCard, Report, Section, Table};

const HOSTILE: &str = "<script>alert('x')</script> | `a` [b](c) \"d\" & *e*";

fn sample() -> Report {
    let scores = [2.0, 0.0, 0.0, 2.0, 2.0, 0.0];
    let scores = Scores::Logits { values: &scores, classes: 2 };
    let measured = classification(scores, &[0, 1, 1], None).unwrap();
    let classes = [String::from("soil"), String::from(HOSTILE)];
    let bars: Vec<_> =
        measured.per_class.iter().map(|class| (classes[class.class].clone(), class.f1)).collect();

    let mut report = Report::new("Land use");
    report.subtitle("statlog-landsat, seed 1").label("SYNTHETIC");
    report.figure_of("accuracy", "0.667", "measured, test split");
    let mut table = Table::new("By class", &["class", "support", "F1"]);
    for (name, f1) in &bars {
        table.row([name.clone(), String::from("1"), format!("{:.3}", f1.unwrap())]);
    }
    let matrix = &measured.confusion;
    let map = ConfusionHeatMap { title: "Confusion", matrix, classes: &classes }.draw().unwrap();
    let bars = ClassBars { title: "F1", label: "F1", bars: &bars }.draw().unwrap();
    report.section(Section::new("Result").text(HOSTILE).table(table).figures([
        Figure::new("confusion", "Confusion matrix.", map),
        Figure::new("f1", HOSTILE, bars),
    ]));
    report.section(Section::new("Repeat").list([HOSTILE, "two"]).code("a\n\n\n```\nb <c>"));
    report
}

#[test]
fn html_stands_alone_and_escapes_everything() {
    let html = sample().html().unwrap();
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    assert!(!html.contains("<script"));
    assert!(!html.contains(" onload"));
    // The only addresses are those of namespaces, which nothing fetches.
    assert_eq!(
        html.matches("http").count(),
        html.matches("http://www.w3.org/2000/svg").count() + html.matches("http-equiv").count()
    );
    // In a paragraph, a table, a caption and a list; the plots shorten it.
    assert_eq!(html.matches("&lt;script&gt;alert(&#x27;x&#x27;)&lt;&#x2f;script&gt; |").count(), 4);
    assert_eq!(html.matches("<svg ").count(), 2);
    assert!(html.contains("<strong>SYNTHETIC</strong>"));
    assert!(html.contains("<td class=\"number\">0.667</td>"));
    assert!(html.contains("a\n\n\n```\nb &lt;c&gt;"));
}

#[test]
fn html_is_well_formed() {
    // Every element that is opened is closed, in order.
    let html = sample().html().unwrap();
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0) {
        let name = tag.split([' ', '\n', '/']).find(|part| !part.is_empty()).unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed.trim()), "{tag}");
        } else if !tag.ends_with('/') && !["meta", "!DOCTYPE"].contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn markdown_escapes_everything() {
    let markdown = sample().markdown(Some("plots")).unwrap();
    let hostile = r#"\<script\>alert('x')\</script\> \| \`a\` \[b\](c) "d" \& \*e\*"#;
    let expected = format!(
        "# Land use\n\n**SYNTHETIC**\n\nstatlog-landsat, seed 1\n\n\
         | figure | value | kind |\n|---|---|---|\n\
         | accuracy | 0.667 | measured, test split |\n\n\
         ## Result\n\n{hostile}\n\nBy class\n\n\
         | class | support | F1 |\n|---|---:|---:|\n| soil | 1 | 0.667 |\n| {hostile} | 1 | 0.667 |\n\n\
         ![Confusion matrix.](plots/confusion.svg)\n\nConfusion matrix.\n\n\
         ![{hostile}](plots/f1.svg)\n\n{hostile}\n\n\
         ## Repeat\n\n- {hostile}\n- two\n\n````text\na\n\n\n```\nb <c>\n````\n"
    );
    assert_eq!(markdown, expected);
    let alone = sample().markdown(None).unwrap();
    assert!(!alone.contains("!["), "{alone}");
}

#[test]
fn files_are_written_and_equal_for_equal_reports() {
    let folder = tempfile::tempdir().unwrap();
    let written = sample().write(&RealFileSystem, folder.path()).unwrap();
    let read = |path: &std::path::Path| std::fs::read(path).unwrap();
    let first = (read(&written.html), read(&written.markdown));
    assert_eq!(written.figures.len(), 2);
    assert!(read(&folder.path().join("plots/confusion.svg")).starts_with(b"<svg "));
    sample().write(&RealFileSystem, folder.path()).unwrap();
    assert_eq!((read(&written.html), read(&written.markdown)), first);
}

#[test]
fn a_model_card_has_the_hub_headings_and_sound_front_matter() {
    let mut by_class = Table::new("By class", &["class", "F1"]);
    by_class.row(["soil", "0.9"]);
    let card = ModelCard {
        name: "vit: \"small\"".into(),
        summary: "A model.".into(),
        license: "mit".into(),
        task: "image-classification".into(),
        tags: vec!["landsat".into()],
        labels: vec!["SYNTHETIC".into()],
        datasets: vec!["statlog-landsat".into()],
        details: vec![("parameters".into(), "0.2 million".into())],
        how_to_use: "cargo xtask predict vision --run a FILE".into(),
        results: vec![CardResult {
            dataset: "statlog-landsat".into(),
            split: "test".into(),
            metric: "accuracy".into(),
            value: 0.941,
        }],
        tables: vec![by_class],
        ..ModelCard::default()
    };
    let text = card.markdown().unwrap();
    let front = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap().0;
    assert_eq!(
        front,
        "license: \"mit\"\nlibrary_name: neuron\npipeline_tag: \"image-classification\"\n\
         tags:\n- \"landsat\"\ndatasets:\n- \"statlog-landsat\"\nmodel-index:\n\
         - name: \"vit: \\\"small\\\"\"\n  results:\n  - task:\n      type: \"image-classification\"\n    \
         dataset:\n      name: \"statlog-landsat\"\n      type: \"statlog-landsat\"\n      \
         split: \"test\"\n    metrics:\n    - type: \"accuracy\"\n      value: 0.941"
    );
    for heading in [
        "# Model Card for vit: \"small\"",
        "## Model Details",
        "## Uses",
        "### Direct Use",
        "### Out-of-Scope Use",
        "## Bias, Risks, and Limitations",
        "## How to Get Started with the Model",
        "## Training Details",
        "### Training Data",
        "### Training Procedure",
        "## Evaluation",
        "## Technical Specifications",
    ] {
        assert!(text.contains(&format!("\n{heading}\n")), "{heading}");
    }
    assert!(text.contains("| statlog-landsat | test | accuracy | 0.941 |\n"));
    assert!(text.contains("| class | F1 |\n|---|---:|\n| soil | 0.9 |\n"));
    assert!(text.contains("### Training Data\n\nNot stated.\n"));
}
