//! The plugin itself.

use super::request;

// Once, before any other function.
request!(PluginInitialize = "PJRT_Plugin_Initialize" at 3, 16 bytes, {});
