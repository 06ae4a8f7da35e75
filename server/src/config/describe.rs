//! The configuration in force, for a person who checks it.

use std::fmt::Display;

use figment::Figment;

use super::{GraphQl, Http, Mail, Rates, Settings, Sockets, problem};

/// A line for each key: its value, secrets masked, and where it came from.
pub(super) fn lines(settings: &Settings, sources: &Figment) -> Vec<String> {
    entries(settings)
        .into_iter()
        .map(|(key, value)| {
            let source = sources
                .find_metadata(key)
                .map_or_else(|| "built in".to_owned(), problem::name);
            format!("{key} = {value}   # {source}")
        })
        .collect()
}

type Entry = (&'static str, String);

fn entries(settings: &Settings) -> Vec<Entry> {
    let Settings {
        data,
        keys,
        http,
        database,
        requests,
        rates,
        graphql,
        sockets,
        log,
        centre,
        mail,
        passphrases,
        screening,
        reviews,
        comments,
    } = settings;
    let given = keys.as_ref().map(|_| quoted("***"));
    let mut entries = vec![("data", quoted(data.display())), ("keys", or_none(given))];
    entries.extend(of_http(http));
    entries.extend([
        (
            "database.url",
            or_none(database.url.as_ref().map(|url| quoted(url.masked()))),
        ),
        ("database.connections", database.connections.to_string()),
        ("database.durability", quoted(database.durability.as_str())),
        ("requests.running", requests.running.to_string()),
        ("requests.waiting", requests.waiting.to_string()),
        ("requests.seconds", requests.seconds.to_string()),
        ("requests.body_bytes", requests.body_bytes.to_string()),
        ("requests.body_seconds", requests.body_seconds.to_string()),
        ("requests.bodies_bytes", requests.bodies_bytes.to_string()),
    ]);
    entries.extend(of_rates(rates));
    entries.extend(of_graphql(graphql));
    entries.extend(of_sockets(sockets));
    entries.extend([
        ("log.format", quoted(log.format.as_str())),
        ("log.level", quoted(log.level.as_str())),
        ("centre.name", quoted(&centre.name)),
        ("centre.languages", list(centre.languages.codes())),
        ("centre.colour", or_none(centre.colour.map(quoted))),
        ("centre.time_zone", quoted(centre.time_zone)),
        ("centre.country", quoted(centre.country)),
        ("centre.cool_off_hours", centre.cool_off_hours.to_string()),
    ]);
    entries.extend(of_mail(mail));
    let breached = passphrases.breached.as_ref();
    let breached = breached.map(|list| quoted(list.display()));
    entries.push(("passphrases.breached", or_none(breached)));
    let rules = screening.rules.as_ref();
    let rules = rules.map(|folder| quoted(folder.display()));
    entries.push(("screening.rules", or_none(rules)));
    entries.push(("reviews.second_adult", list(&reviews.second_adult)));
    entries.push(("comments.readers", comments.readers.to_string()));
    entries
}

fn of_mail(mail: &Mail) -> [Entry; 5] {
    let Mail {
        server,
        folder,
        from,
        alarms,
        alarms_language,
    } = mail;
    let server = server.as_ref().map(|server| quoted(server.masked()));
    let folder = folder.as_ref().map(|folder| quoted(folder.display()));
    [
        ("mail.server", or_none(server)),
        ("mail.folder", or_none(folder)),
        ("mail.from", quoted(from)),
        ("mail.alarms", list(alarms)),
        ("mail.alarms_language", quoted(alarms_language)),
    ]
}

fn of_http(http: &Http) -> [Entry; 6] {
    let Http {
        listen,
        public_origin,
        allowed_origins,
        trusted_proxies,
        most_connections,
        most_connections_per_address,
    } = http;
    [
        ("http.listen", quoted(listen)),
        (
            "http.public_origin",
            or_none(public_origin.as_ref().map(quoted)),
        ),
        ("http.allowed_origins", list(allowed_origins)),
        ("http.trusted_proxies", list(trusted_proxies)),
        ("http.most_connections", most_connections.to_string()),
        (
            "http.most_connections_per_address",
            most_connections_per_address.to_string(),
        ),
    ]
}

fn of_rates(rates: &Rates) -> [Entry; 6] {
    let Rates {
        on,
        account_burst,
        account_per_second,
        address_burst,
        address_per_second,
        keys,
    } = rates;
    [
        ("rates.on", on.to_string()),
        ("rates.account_burst", account_burst.to_string()),
        ("rates.account_per_second", account_per_second.to_string()),
        ("rates.address_burst", address_burst.to_string()),
        ("rates.address_per_second", address_per_second.to_string()),
        ("rates.keys", keys.to_string()),
    ]
}

fn of_graphql(graphql: &GraphQl) -> [Entry; 13] {
    let GraphQl {
        trusted_only,
        documents,
        bytes,
        tokens,
        nesting,
        definitions,
        variables,
        fields,
        selections,
        depth,
        directives,
        same_field,
        complexity,
    } = graphql;
    let documents = documents.as_ref().map(|folder| quoted(folder.display()));
    [
        ("graphql.trusted_only", trusted_only.to_string()),
        ("graphql.documents", or_none(documents)),
        ("graphql.bytes", bytes.to_string()),
        ("graphql.tokens", tokens.to_string()),
        ("graphql.nesting", nesting.to_string()),
        ("graphql.definitions", definitions.to_string()),
        ("graphql.variables", variables.to_string()),
        ("graphql.fields", fields.to_string()),
        ("graphql.selections", selections.to_string()),
        ("graphql.depth", depth.to_string()),
        ("graphql.directives", directives.to_string()),
        ("graphql.same_field", same_field.to_string()),
        ("graphql.complexity", complexity.to_string()),
    ]
}

fn of_sockets(sockets: &Sockets) -> [Entry; 8] {
    let Sockets {
        most,
        most_per_address,
        per_socket_subscriptions,
        per_account_subscriptions,
        init_seconds,
        ping_seconds,
        message_bytes,
        check_seconds,
    } = sockets;
    [
        ("sockets.most", most.to_string()),
        ("sockets.most_per_address", most_per_address.to_string()),
        (
            "sockets.per_socket_subscriptions",
            per_socket_subscriptions.to_string(),
        ),
        (
            "sockets.per_account_subscriptions",
            per_account_subscriptions.to_string(),
        ),
        ("sockets.init_seconds", init_seconds.to_string()),
        ("sockets.ping_seconds", ping_seconds.to_string()),
        ("sockets.message_bytes", message_bytes.to_string()),
        ("sockets.check_seconds", check_seconds.to_string()),
    ]
}

fn quoted(value: impl Display) -> String {
    format!("\"{value}\"")
}

fn list<T: Display>(values: &[T]) -> String {
    let values: Vec<_> = values.iter().map(quoted).collect();
    format!("[{}]", values.join(", "))
}

fn or_none(value: Option<String>) -> String {
    value.unwrap_or_else(|| "(none)".to_owned())
}
