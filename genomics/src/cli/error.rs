use neuron_command_line::CommandLineError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    CommandLine(#[from] CommandLineError),
}
