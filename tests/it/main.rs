//! The one end-to-end test binary: the product by its sentences, and the repository by its rules.

mod architecture;
mod main_job;
mod permissions;
mod tidy;
