//! Events: the end of work that goes on after a function has returned. The caller destroys them.

use super::{Event, request};

request!(EventDestroy = "PJRT_Event_Destroy" at 5, 24 bytes, {
    event: *mut Event,
});

// Blocks, and returns the error of the work.
request!(EventAwait = "PJRT_Event_Await" at 8, 24 bytes, {
    event: *mut Event,
});
