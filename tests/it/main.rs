//! The one end-to-end test binary: the product by its sentences, and the repository by its rules.

#[cfg(test)]
mod acts_for_two;
#[cfg(test)]
mod adults;
#[cfg(test)]
mod an_hour;
mod architecture;
#[cfg(test)]
mod audit_log;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod checking;
#[cfg(test)]
mod clients;
#[cfg(test)]
mod colleagues;
#[cfg(test)]
mod comments;
#[cfg(test)]
mod consent;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod difficult_posts;
#[cfg(test)]
mod escalation;
mod generated;
#[cfg(test)]
mod history;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod live;
#[cfg(test)]
mod mail_address;
#[cfg(test)]
mod main_job;
#[cfg(test)]
mod new_centre;
#[cfg(test)]
mod ninety_days;
#[cfg(test)]
mod notifications;
#[cfg(test)]
mod offered;
#[cfg(test)]
mod operations;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod panel_groups;
#[cfg(test)]
mod panel_topics;
#[cfg(test)]
mod passphrases;
mod permissions;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod races;
#[cfg(test)]
mod rates;
#[cfg(test)]
mod readers;
#[cfg(test)]
mod reasons;
#[cfg(test)]
mod scheduled;
mod schema;
#[cfg(test)]
mod screening;
#[cfg(test)]
mod second_adult;
#[cfg(test)]
mod second_factors;
#[cfg(test)]
mod second_look;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod set_up;
#[cfg(test)]
mod signing_in;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod suggestions;
#[cfg(test)]
mod takedown;
mod tidy;
#[cfg(test)]
mod together;
#[cfg(test)]
mod vetting;
#[cfg(test)]
mod waiting;
