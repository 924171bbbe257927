use neuron_data::fetch::Display;
use neuron_train::progress::ProgressStyle;

/// How the progress of a fetch is shown: a bar on a terminal, lines elsewhere, nothing where `quiet`.
#[must_use]
pub fn fetch_display(quiet: bool) -> Display {
    match ProgressStyle::detect(quiet) {
        ProgressStyle::Bar { colour } => Display::bar(colour),
        ProgressStyle::Lines => Display::lines(Box::new(std::io::stderr())),
        ProgressStyle::Quiet => Display::quiet(),
    }
}
