//! What `schemas/` declares, loaded and cross-checked. Must not see any data.
