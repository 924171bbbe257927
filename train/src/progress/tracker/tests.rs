use std::io;

use neuron_testkit::Paper;

use super::*;

/// Two epochs of four steps, two seconds a step, two seconds of validation.
fn run(progress: &mut Progress) {
    let mut now = Duration::ZERO;
    for epoch in 1..=2 {
        progress.begin_epoch_at(epoch, 2, 4, now);
        for step in 1..=4 {
            now += Duration::from_secs(2);
            let metric = (epoch > 1).then_some(("accuracy", 0.875));
            progress.step_at(&StepUpdate { step, samples: 64, loss: 0.5, metric }, now);
        }
        now += Duration::from_secs(2);
        let measured: Metrics = [("val/accuracy", 0.875), ("val/loss", 0.25)].into_iter().collect();
        progress.end_epoch_at(&measured, now);
    }
}

#[test]
fn a_log_gets_a_line_now_and_then() {
    let paper = Paper::default();
    let lines = Lines::new(Box::new(paper.clone()));
    run(&mut Progress::new(Display::Lines(lines)));
    // Six seconds after the last line, three steps were done in 6 s; five remain.
    assert_eq!(
        paper.text(),
        "epoch 1/2, step 3/4, loss 0.5000, 32 samples/s, 0:10 left\n\
         epoch 1/2 took 0:10, val/accuracy 0.8750, val/loss 0.2500\n\
         epoch 2/2, step 3/4, loss 0.5000, accuracy 0.8750, 32 samples/s, 0:02 left\n\
         epoch 2/2 took 0:10, val/accuracy 0.8750, val/loss 0.2500\n"
    );
}

#[test]
fn quiet_is_silent() {
    let paper = Paper::default();
    let mut progress = Progress::to(Box::new(paper.clone()), ProgressStyle::Quiet);
    run(&mut progress);
    progress.note("a note");
    drop(progress);
    assert_eq!(paper.text(), "");
}

#[test]
fn a_bar_shows_steps_and_keeps_the_lines_of_epochs() {
    let paper = Paper::default();
    let target = ProgressDrawTarget::term_like(Box::new(paper.clone()));
    let mut progress = Progress::new(Display::Bar(Bar::new(target, false)));
    run(&mut progress);
    progress.note("saved \u{1b}[31mreport.html");
    drop(progress);
    let text = paper.text();
    assert!(text.contains("epoch 1/2 ██"), "{text}");
    assert!(text.contains("4/4 loss 0.5000, 32 samples/s, 0:08 left"), "{text}");
    assert!(text.contains("epoch 2/2 took 0:10, val/accuracy 0.8750"), "{text}");
    assert!(text.contains("saved \u{fffd}[31mreport.html"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
}

/// A compilation of a minute and a half, told every second.
fn compile(progress: &mut Progress) {
    progress.say("compiling `training`".to_owned(), Duration::ZERO);
    for second in 1..=90 {
        let line = format!("compiling `training`: {second} s");
        progress.busy_at(&line, Duration::from_secs(second));
    }
    progress.say("compiled `training` in 90.0 s".to_owned(), Duration::from_secs(90));
}

#[test]
fn what_takes_its_time_is_told_now_and_then_in_a_log() {
    let paper = Paper::default();
    compile(&mut Progress::new(Display::Lines(Lines::new(Box::new(paper.clone())))));
    assert_eq!(
        paper.text(),
        "compiling `training`\ncompiling `training`: 30 s\ncompiling `training`: 60 s\n\
         compiling `training`: 90 s\ncompiled `training` in 90.0 s\n"
    );
}

#[test]
fn what_takes_its_time_is_a_line_that_goes_away_on_a_terminal() {
    let paper = Paper::default();
    let target = ProgressDrawTarget::term_like(Box::new(paper.clone()));
    let mut progress = Progress::new(Display::Bar(Bar::new(target, false)));
    compile(&mut progress);
    let shown = paper.text().len();
    run(&mut progress);
    drop(progress);
    let text = paper.text();
    assert!(text[..shown].contains("compiling `training`: 1 s"), "{text}");
    assert!(text[..shown].contains("compiled `training` in 90.0 s"), "{text}");
    assert!(!text[shown..].contains("compiling"), "{text}");
    assert!(text[shown..].contains("epoch 1/2 \u{2588}"), "{text}");
}

#[test]
fn a_closed_pipe_stops_nothing() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }
    run(&mut Progress::to(Box::new(Closed), ProgressStyle::Lines));
}
