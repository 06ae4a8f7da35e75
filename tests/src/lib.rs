//! The World of the end-to-end tests: it speaks the product's language, against real servers. Nothing is here yet.
