//! All that is to be published together into what may be shown.
