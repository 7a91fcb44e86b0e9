//! One test binary, because polars is slow to link.

mod architecture;
mod catalogue;
mod example_board;
mod reference;
mod stable_board;
mod sdc;
mod store;
mod store_care;
