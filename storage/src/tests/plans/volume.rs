//! Enough rows for PostgreSQL to choose as it would for a panel. SQLite does not look at numbers of rows.

use diesel_async::SimpleAsyncConnection as _;

use crate::Db;
use crate::testing::*;
use crate::tx::Conn;

/// Ids are numbers, as in the stories; they begin where the panel's end.
const FILL: &str = "
SET LOCAL session_replication_role = replica;
CREATE FUNCTION uid(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
    AS $$ SELECT lpad(to_hex(n), 32, '0')::uuid $$;
CREATE FUNCTION hash(n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE
    AS $$ SELECT uuid_send(uid(n)) || uuid_send(uid(n)) $$;
INSERT INTO groups SELECT uid(n), 'group-' || n, 'Group ' || n, 1, NULL, 25, now() FROM generate_series(100, 300) n;
INSERT INTO identities SELECT uid(n), 1, hash(n), NULL, hash(n), hash(n), hash(n), NULL, NULL, 'ES', now()
    FROM generate_series(1000, 3000) n;
INSERT INTO accounts SELECT uid(n), 'login-' || n, 'Name ' || n, 'name ' || n, '', 1, '000000', 1, uid(n), 0, now(), now()
    FROM generate_series(1000, 3000) n;
INSERT INTO account_roles SELECT uid(n), 1, now() FROM generate_series(1000, 3000) n;
INSERT INTO memberships SELECT uid(n), uid(100 + n % 200), 0 FROM generate_series(1000, 3000) n;
INSERT INTO vettings SELECT uid(n), 'ES', 1, date '2026-01-01', date '2026-12-01', NULL, date '2026-01-01', NULL, 1, date '2026-01-01'
    FROM generate_series(1000, 3000) n;
INSERT INTO guides SELECT uid(n), uid(100 + n % 200) FROM generate_series(1000, 3000) n;
INSERT INTO guardianships SELECT uid(n), uid(n + 1) FROM generate_series(1000, 3000) n;
INSERT INTO invitations SELECT uid(n), hash(n), 'abcd', uid(100 + n % 200), uid(n), uid(n), 0, NULL, 0, now(), now() + interval '1 day', NULL
    FROM generate_series(1000, 3000) n;
INSERT INTO adult_invitations SELECT uid(n), hash(n), uid(1000 + n % 2000), now(), now() + interval '1 day' FROM generate_series(1, 3000) n;
INSERT INTO guardian_askings SELECT uid(n), uid(1000 + n % 2000), hash(n), 1 + n % 2, now() FROM generate_series(1, 3000) n;
INSERT INTO guardian_links SELECT uid(n), hash(n), uid(n), uid(n + 1), uid(n), 0, NULL, 31, 1, now(), now() + interval '1 day', NULL
    FROM generate_series(1000, 3000) n;
INSERT INTO mails SELECT uid(n), uid(n), 1, uid(n), 1, CASE WHEN n < 2990 THEN 2 ELSE 1 END, 0, now(), now()
    FROM generate_series(1000, 3000) n;
INSERT INTO sessions SELECT uid(n), hash(n), uid(1000 + n % 2000), NULL, now(), now(), NULL, now() FROM generate_series(1, 6000) n;
INSERT INTO second_factors SELECT uid(n), now(), 0, 0, NULL FROM generate_series(1000, 3000) n;
INSERT INTO passkeys SELECT uid(n), uid(1000 + n % 2000), hash(n), '{}', NULL, now() FROM generate_series(1, 6000) n;
INSERT INTO recovery_codes SELECT hash(n), uid(1000 + n % 2000) FROM generate_series(1, 6000) n;
INSERT INTO ceremonies SELECT uid(n), 1, hash(n), now() FROM generate_series(1, 2000) n;
INSERT INTO acts_for_two SELECT uid(n), 4, uid(n), NULL, 1, uid(n + 1), now(), now() + interval '1 day',
    CASE WHEN n < 2890 THEN uid(n + 2) END, CASE WHEN n < 2890 THEN now() END, CASE WHEN n < 2890 THEN 1 END, NULL, NULL
    FROM generate_series(1000, 2900) n;
INSERT INTO posts SELECT uid(n), uid(100 + n % 200), 'post-' || n, uid(n), 2, 1 + n % 6, date '2026-01-01' + n % 300,
    NULL, uid(n * 7919 % 10007), now(), NULL, 0, NULL, 0, NULL, 1, NULL, 0, NULL FROM generate_series(1000, 7000) n;
INSERT INTO posts SELECT uid(n), uid(100 + n % 200), NULL, uid(n), 2, 1 + n % 6, date '2026-01-01' + n % 300,
    NULL, uid(n), now(), NULL, CASE WHEN n % 4 = 3 THEN 2 ELSE 1 END, uid(1000 + n / 4 % 500), 0,
    CASE WHEN n % 4 = 3 THEN uid(n - 3) END, 1, hash(n), 0, NULL FROM generate_series(20000, 29999) n;
INSERT INTO post_authors SELECT uid(n), uid(1000 + n % 2000), 0 FROM generate_series(20000, 29999) n;
INSERT INTO revisions SELECT uid(n), uid(n), 1, NULL, NULL, repeat('Text ', 20), repeat('Text ', 20), 1, '[]', '[]',
    '[]', '', hash(n), 5, '[]', 0, '', uid(1000 + n % 2000), now(), 1, 0, 2, uid(n), NULL, 1, NULL, NULL, now(), NULL,
    CASE WHEN n % 4 = 3 THEN 2 ELSE 1 END FROM generate_series(20000, 29999) n;
INSERT INTO posts SELECT uid(n), uid(100 + n % 200), NULL, uid(n), 2, 1, date '2026-01-01' + n % 300,
    NULL, uid(n), now(), NULL, 1, uid(1000 + n % 500), 0, NULL, 1, hash(n), 0, NULL FROM generate_series(30000, 32999) n;
INSERT INTO post_authors SELECT uid(n), '00000000-0000-7000-8000-000000000001', 0 FROM generate_series(30000, 32999) n;
INSERT INTO drafts SELECT uid(n), NULL, NULL, repeat('Text ', 20), 1, '[]', 1, now() FROM generate_series(30000, 32999) n;
INSERT INTO revisions SELECT uid(n), uid(n), 1, NULL, NULL, repeat('Text ', 20), repeat('Text ', 20), 1, '[]', '[]',
    '[]', '', hash(n), 5, '[]', 0, '', '00000000-0000-7000-8000-000000000001', now(), 1, 0, 2, uid(n), NULL, 1, NULL, NULL, now(), NULL, 1
    FROM generate_series(30000, 32999) n;
INSERT INTO comment_receipts SELECT uid(n), '00000000-0000-7000-8000-000000000001', uid(1000 + n % 500), 1, hash(n), now() - n * interval '1 minute'
    FROM generate_series(30000, 32999) n;
INSERT INTO silences SELECT uid(n), uid(n + 1), 1, now() FROM generate_series(1000, 2900) n;
INSERT INTO post_authors SELECT uid(n), uid(1000 + n % 2000), 0 FROM generate_series(1000, 7000) n;
INSERT INTO post_authors SELECT uid(n), uid(1000 + (n + 1) % 2000), 1 FROM generate_series(1000, 7000, 10) n;
INSERT INTO co_author_words SELECT uid(n), hash(n * 10 + m), uid(1000 + (n + 1) % 2000), now(), 1, now() FROM generate_series(1000, 7000, 10) n, generate_series(0, 9) m;
INSERT INTO co_author_invitations SELECT uid(n), uid(1000 + (n + 2) % 2000), now(), n % 2, 0 FROM generate_series(1000, 7000) n;
INSERT INTO published_topics SELECT uid(1 + n % 2), uid(n), date '2026-01-01' + n % 300, uid(n * 7919 % 10007)
    FROM generate_series(1000, 7000) n;
INSERT INTO drafts SELECT uid(n), 'Title', NULL, repeat('Text ', 200), 1, '[]', 1, now() FROM generate_series(1000, 7000) n;
INSERT INTO revisions SELECT uid(n), uid(n), 1, 'Title', NULL, repeat('Text ', 200), repeat('Text ', 200), 1, '[]', '[]',
    '[]', '', hash(n), 5, '[]', 0, '', uid(1000 + n % 2000), now(), 1, 0, 2, uid(n), NULL, 1, NULL, NULL, now(), NULL, 0
    FROM generate_series(1000, 7000) n;
INSERT INTO reviews SELECT uid(n), uid(n), uid(n), hash(n), uid(100 + n % 200), 1 + n % 6, 5, 0, n % 256, now(), now(), now() + interval '2 days',
    CASE WHEN n < 6900 THEN 3 ELSE 1 END, CASE WHEN n < 6900 THEN uid(n) END, CASE WHEN n < 6900 THEN now() END,
    CASE WHEN n % 4 = 1 THEN uid(1000 + (n - 1) % 50) END, NULL, 0, CASE WHEN n >= 6990 THEN now() END, CASE WHEN n >= 6990 THEN now() END
    FROM generate_series(1000, 7000) n;
INSERT INTO notifications SELECT uid(n), uid(1000 + n % 2000), 1 + n % 5, uid(1000 + n % 6000), NULL, NULL, now() - n * interval '1 minute' FROM generate_series(1, 20000) n;
INSERT INTO notifications SELECT uid(n), uid(1000 + n % 2000), 6 + n % 2, uid(1000 + n % 6000), uid(20000 + n % 9000), NULL, now() FROM generate_series(20001, 40000) n;
INSERT INTO notification_settings SELECT uid(n), uid(n), NULL, CASE WHEN n % 9 = 1 THEN 1 END, CASE WHEN n % 9 = 1 THEN now() END
    FROM generate_series(1000, 2999) n;
INSERT INTO address_proofs SELECT uid(n), uid(n), hash(n), '', hash(n), now() FROM generate_series(1000, 2999) n;
INSERT INTO review_topics SELECT uid(n), uid(1 + n % 2) FROM generate_series(1000, 7000) n;
INSERT INTO review_preferences SELECT uid(n), n % 64, n % 256, '[]' FROM generate_series(1000, 3000) n;
INSERT INTO reviews_given_back SELECT uid(1000 + n % 2000), uid(n), now() + interval '12 hours' FROM generate_series(1000, 7000) n;
INSERT INTO consultations SELECT uid(n), uid(n), uid(1000 + n % 50), uid(1001 + n % 50), 'Words', now(), CASE WHEN n < 6900 THEN 'Words' END,
    CASE WHEN n < 6900 THEN now() END FROM generate_series(1000, 7000) n;
INSERT INTO claims SELECT uid(n), uid(n), uid(1000 + n % 50), now(), now() + interval '1 hour',
    CASE WHEN n < 6980 THEN now() END, CASE WHEN n < 6980 THEN 1 END FROM generate_series(1000, 7000) n;
INSERT INTO statements SELECT uid(n), uid(n), uid(1000 + n % 50), 3, '[1]', 1, NULL, 1, 0, 1, 1, now() FROM generate_series(1000, 6900) n;
INSERT INTO statements SELECT uid(n), uid(n), uid(1000 + n % 50), 3, '[1]', 1, NULL, 1, 0, 1, 1, now() FROM generate_series(20000, 32999) n;
INSERT INTO suggestions SELECT uid(n), uid(n), 2, uid(n), uid(1000 + n % 50), 0, 'body', 0, 4, 'Text', 'Word', 'off_topic_or_form', NULL, 1, NULL, NULL, NULL
    FROM generate_series(1000, 6900) n;
INSERT INTO decisions SELECT uid(n), uid(n), uid(n), hash(n), CASE WHEN n % 4 = 0 THEN 3 ELSE 1 END, uid(1000 + n % 50), 0, now(),
    CASE WHEN n % 4 = 0 THEN uid(n) END, CASE WHEN n % 4 = 0 THEN 3 END, NULL, NULL FROM generate_series(1000, 6900) n;
INSERT INTO second_looks SELECT uid(n), uid(n - 1), uid(1000 + (n - 1) % 50), uid(1000), 1, now(), NULL
    FROM generate_series(1001, 6897, 4) n;
INSERT INTO escalations SELECT uid(n), uid(n), uid(n), hash(n), 1, NULL, uid(1000 + n % 50), now(), CASE WHEN n < 2990 THEN uid(1000) END,
    CASE WHEN n < 2990 THEN now() END, CASE WHEN n < 2990 THEN 1 END, NULL, now() FROM generate_series(1000, 3000) n;
INSERT INTO takedowns SELECT uid(n), uid(n), hash(n), uid(n), 4, uid(1000 + n % 50) FROM generate_series(1000, 3000) n;
INSERT INTO scheduled_publications SELECT uid(n), uid(n), 2, now() + interval '1 day' FROM generate_series(1000, 3000) n;
INSERT INTO audit_records SELECT uid(n), now(), 3, NULL, 'group.created', 'subject', '{}', CASE WHEN n % 7 = 0 THEN 1 + n % 4 END, NULL FROM generate_series(1, 15000) n;
INSERT INTO audit_chain SELECT n, uid(n), ''::bytea FROM generate_series(1, 14989) n;
INSERT INTO audit_pending SELECT uid(n) FROM generate_series(14990, 15000) n;
INSERT INTO audit_head VALUES (1, 14989, '');
INSERT INTO answered_mutations SELECT uid(1000 + n % 2000), 'id-' || n, 'operation', '', '', now()
    FROM generate_series(1, 6000) n;
DROP FUNCTION hash;
DROP FUNCTION uid;
";

/// Fills a PostgreSQL database with some thousand posts and everything that belongs to them.
pub(super) async fn fill(db: &Db) {
    writing!(db, tx => {
        if let Conn::Postgres(conn) = &mut tx.conn {
            conn.batch_execute(FILL).await?;
            conn.batch_execute("ANALYZE").await?;
        }
    })
    .unwrap();
}
