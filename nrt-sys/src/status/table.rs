//! The known numbers: name, meaning, remedy.

use super::Status;

/// What is known of a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Known {
    /// The number.
    pub status: Status,
    /// AWS's name for it.
    pub name: &'static str,
    /// What it usually means: a clause without a full stop.
    pub meaning: &'static str,
    /// What to do: a clause without a full stop.
    pub remedy: &'static str,
}

/// The remedy where nothing better is known.
pub(super) const READ_THE_LOG: &str =
    "look for the runtime's own lines in the log (`NEURON_RT_LOG_LEVEL=INFO`)";
const OTHER_MACHINE: &str = "look at the kernel's log (`dmesg`), save the last checkpoint, and move \
                             to another instance";
const RERUN: &str = "resume from the last checkpoint; if it comes back, move to another instance";

macro_rules! statuses {
    ($($constant:ident = $code:literal, $name:literal, $meaning:literal, $remedy:expr;)*) => {
        impl Status {
            $(#[doc = concat!("`", $name, "`: ", $meaning, ".")]
            pub const $constant: Self = Self($code);)*
        }

        pub(super) const KNOWN: &[Known] = &[$(Known {
            status: Status::$constant,
            name: $name,
            meaning: $meaning,
            remedy: $remedy,
        },)*];
    };
}

statuses! {
    SUCCESS = 0, "NRT_SUCCESS",
        "the call did what it was asked to do", "there is nothing to do";
    FAILURE = 1, "NRT_FAILURE",
        "the runtime failed without a more precise reason", READ_THE_LOG;
    INVALID = 2, "NRT_INVALID",
        "an argument, a tensor's name or size, or the NEFF itself is not valid",
        "compare names and sizes with what the model says of its tensors, and compile again";
    INVALID_HANDLE = 3, "NRT_INVALID_HANDLE",
        "a model, tensor or set was used that does not exist or was already freed",
        "report it with the log: no input of yours should lead here";
    RESOURCE = 4, "NRT_RESOURCE",
        "the device has not enough memory or another resource for it",
        "use a smaller batch or model, or stop other processes on the same core \
         (`neuron-ls` shows them)";
    TIMEOUT = 5, "NRT_TIMEOUT",
        "the operation took longer than allowed",
        "raise `NEURON_RT_EXEC_TIMEOUT`, and see that all workers of a collective run";
    HW_ERROR = 6, "NRT_HW_ERROR", "the hardware failed", OTHER_MACHINE;
    QUEUE_FULL = 7, "NRT_QUEUE_FULL",
        "more executions wait than the queue holds", "submit again once one has finished";
    LOAD_NOT_ENOUGH_NC = 9, "NRT_LOAD_NOT_ENOUGH_NC",
        "the model needs more cores than the process has",
        "give it more by `NEURON_RT_NUM_CORES` or `NEURON_RT_VISIBLE_CORES`, or compile for fewer";
    UNSUPPORTED_NEFF_VERSION = 10, "NRT_UNSUPPORTED_NEFF_VERSION",
        "compiler and runtime do not fit each other",
        "update `aws-neuronx-runtime-lib` to the release of the compiler, or compile again";
    FAIL_HOST_MEM_ALLOC = 11, "NRT_FAIL_HOST_MEM_ALLOC",
        "the host has not enough memory",
        "free memory of the host, or use an instance with more";
    UNINITIALIZED = 13, "NRT_UNINITIALIZED",
        "the runtime is not initialised",
        "see whether `nrt_init` failed before: its error names the reason";
    CLOSED = 14, "NRT_CLOSED",
        "the runtime was closed before", "start a new process: a closed runtime stays closed";
    QUEUE_EMPTY = 15, "NRT_QUEUE_EMPTY",
        "a queue was read that holds nothing", "read it again after a submission";
    EXEC_UNIT_UNRECOVERABLE = 101, "NRT_EXEC_UNIT_UNRECOVERABLE",
        "an execution unit failed and cannot recover by itself",
        "end all processes on the device and start again; if it comes back, move to another \
         instance";
    EXEC_BAD_INPUT = 1002, "NRT_EXEC_BAD_INPUT",
        "an input of the execution is missing or has the wrong size",
        "compare names and sizes with what the model says of its tensors";
    EXEC_COMPLETED_WITH_NUM_ERR = 1003, "NRT_EXEC_COMPLETED_WITH_NUM_ERR",
        "the execution finished and produced values that are not numbers",
        "find the layer on the processor with `--debug`, or lower the learning rate";
    EXEC_COMPLETED_WITH_ERR = 1004, "NRT_EXEC_COMPLETED_WITH_ERR",
        "the execution finished with an error, so its results cannot be trusted", RERUN;
    EXEC_NC_BUSY = 1005, "NRT_EXEC_NC_BUSY",
        "another process or model holds the core",
        "stop it (`neuron-ls` shows it), or choose other cores by `NEURON_RT_VISIBLE_CORES`";
    EXEC_OOB = 1006, "NRT_EXEC_OOB",
        "a gather or scatter used an index out of bounds",
        "check labels and token ids against the size of the table that they index";
    COLL_PENDING = 1100, "NRT_COLL_PENDING",
        "a collective operation has not finished", "ask again later";
    EXEC_HW_ERR_COLLECTIVES = 1200, "NRT_EXEC_HW_ERR_COLLECTIVES",
        "a collective operation hangs, perhaps because another worker failed",
        "look at the other workers' logs and resume all from the last checkpoint";
    EXEC_HW_ERR_HBM_UE = 1201, "NRT_EXEC_HW_ERR_HBM_UE",
        "the device's memory has an error that cannot be repaired, and the results are wrong",
        OTHER_MACHINE;
    EXEC_HW_ERR_NC_UE = 1202, "NRT_EXEC_HW_ERR_NC_UE",
        "the memory inside a core has a parity error, and the results are wrong", RERUN;
    EXEC_HW_ERR_DMA_ABORT = 1203, "NRT_EXEC_HW_ERR_DMA_ABORT",
        "a copy engine of the device failed", RERUN;
    EXEC_SW_NQ_OVERFLOW = 1204, "NRT_EXEC_SW_NQ_OVERFLOW",
        "a notification queue overflowed",
        "switch profiling off, and update the driver and the runtime";
    EXEC_HW_ERR_REPAIRABLE_HBM_UE = 1205, "NRT_EXEC_HW_ERR_REPAIRABLE_HBM_UE",
        "the device's memory has an error that a reset repairs, and the results are wrong",
        "restart the instance and resume from the last checkpoint";
    NETWORK_PROXY_FAILURE = 1206, "NRT_NETWORK_PROXY_FAILURE",
        "the network between instances failed",
        "check the instances' EFA interfaces and security group, and `NEURON_RT_ROOT_COMM_ID`";
}
