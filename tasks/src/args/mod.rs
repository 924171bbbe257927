//! The command line of what is trained. In help texts, `{domain}` and `{samples}` stand for what [`parse`] puts there.

mod choice;
mod fetch;
mod graphs;
mod names;
mod runs;

pub use choice::{Choice, Places, Speech};
pub use fetch::FetchArgs;
pub(crate) use graphs::{CheckArgs, CompileArgs, ExportArgs, GraphArgs};
pub use names::parse;
pub(crate) use runs::{EvalArgs, PredictArgs, ReportArgs, TrainArgs};

use clap::Subcommand;

/// The commands that all domains have.
#[derive(Debug, Subcommand)]
pub enum TaskCommand {
    /// Train a model, measure it, and write a report
    #[command(
        after_help = "Examples:\n  cargo xtask train {domain}\n  cargo xtask train {domain} --output report.md\n  cargo xtask train {domain} --set trainer.learning_rate=1e-3 --name first\n  cargo xtask train {domain} --name first --resume\n  cargo xtask train {domain} --device neuron:2"
    )]
    Train(TrainArgs),
    /// Measure a trained run
    #[command(
        after_help = "Examples:\n  cargo xtask eval {domain} --run first\n  cargo xtask eval {domain} --run first --split validation --json"
    )]
    Eval(EvalArgs),
    /// Ask a trained run about files
    #[command(
        after_help = "Examples:\n  cargo xtask predict {domain} --run first FILE\n  cargo xtask predict {domain} --run first FILE --json"
    )]
    Predict(PredictArgs),
    /// Write a run's report again
    #[command(
        after_help = "Examples:\n  cargo xtask report {domain} --run first\n  cargo xtask report {domain} --run first --output report.md"
    )]
    Report(ReportArgs),
    /// Print the model as the device sees it: operations, FLOPs, bytes
    #[command(
        after_help = "Examples:\n  cargo xtask graph {domain}\n  cargo xtask graph {domain} --train | less\n  cargo xtask graph {domain} --summary\n  cargo xtask graph {domain} --train --profile --summary\n  cargo xtask graph {domain} --train --trace step.json"
    )]
    Graph(GraphArgs),
    /// Say what Neuron's compiler would refuse of the models, without having it
    #[command(
        after_help = "Exit code 1 where a model would be refused.\n\nExamples:\n  cargo xtask check {domain} --target trn1\n  cargo xtask check {domain} --target trn2 --verbose\n  cargo xtask check {domain} --json\n  cargo xtask check {domain} --rules"
    )]
    Check(CheckArgs),
    /// Compile a model for Neuron devices ahead of time, on any machine with the compiler
    #[command(
        after_help = "With the flags of `train`, what is compiled is what `train`, `eval` and `predict` look for.\n\nExamples:\n  cargo xtask compile {domain} --target trn1\n  cargo xtask compile {domain} --target trn2 --forward --json\n  cargo xtask compile {domain} --list\n  cargo xtask compile {domain} --clear --yes"
    )]
    Compile(CompileArgs),
    /// Write a model as an XLA module (HloModuleProto), with inputs to run it on
    #[command(
        after_help = "Beside FILE, FILE.safetensors holds an example of each input: first weights and first {samples}.\n\nExamples:\n  cargo xtask export {domain} --hlo model.hlo.pb\n  cargo xtask export {domain} --hlo step.hlo.pb --train"
    )]
    Export(ExportArgs),
}
