//! Every table there is, and what it holds of customers. A new table or column is a decision: it
//! belongs here, otherwise a test fails.

/// What a table holds of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Nothing, and why.
    Nothing(&'static str),
    /// Rows about a person, found by these columns; they are handed over, and removed.
    Rows {
        /// The column with the customer's number.
        customer: Option<&'static str>,
        /// The column with the contact's number.
        contact: Option<&'static str>,
    },
    /// A JSON document that may cite people; parts that do are taken out of it, and addresses out
    /// of its texts.
    Document(&'static str),
    /// Rows that are not needed; they go when this column names the person.
    Naming(&'static str),
    /// Something that code of its own looks after, and which.
    Elsewhere(&'static str),
}

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub table: &'static str,
    /// All its columns; the first is its key where words are blotted out.
    pub columns: &'static [&'static str],
    /// What it holds.
    pub holds: Holds,
    /// Columns in which people write freely. Mail addresses and telephone numbers of an erased
    /// person are blotted out there, also where the row is about somebody else.
    pub words: &'static [&'static str],
}

const fn nothing(
    table: &'static str,
    columns: &'static [&'static str],
    why: &'static str,
) -> Place {
    Place { table, columns, holds: Holds::Nothing(why), words: &[] }
}

const fn of(
    table: &'static str,
    columns: &'static [&'static str],
    customer: Option<&'static str>,
    contact: Option<&'static str>,
    words: &'static [&'static str],
) -> Place {
    Place { table, columns, holds: Holds::Rows { customer, contact }, words }
}

const CATALOGUE: &str = "which files there are; the layout is DuckLake's";
const SUMS: &str = "sums over many customers, made anew with each refresh";
const OURS: &str = "about people of the house and their work";

/// All tables.
pub const PLACES: &[Place] = &[
    // Of the room `store`.
    nothing("setting", &["key", "value"], "what the installation is set to"),
    of(
        "customer",
        &["id", "name", "kind", "country", "region", "owner", "since"],
        Some("id"),
        None,
        &[],
    ),
    of(
        "contact",
        &[
            "id",
            "customer_id",
            "first_name",
            "last_name",
            "email",
            "phone",
            "language",
            "role",
            "impersonal",
        ],
        Some("customer_id"),
        Some("id"),
        &[],
    ),
    nothing("people_change", &["one"], "how often records of people changed"),
    of(
        "consent",
        &[
            "id",
            "contact_id",
            "channel",
            "purpose",
            "status",
            "at",
            "source",
            "text_version",
            "sale_ref",
            "family",
            "notice_shown",
        ],
        None,
        Some("contact_id"),
        &["source"],
    ),
    nothing(
        "block",
        &["hash", "channel", "at", "reason", "erasure"],
        "keyed hashes: what stays of an erased person, so that they are not taken in again",
    ),
    of(
        "deal",
        &[
            "id",
            "customer_id",
            "title",
            "opened",
            "closed",
            "outcome",
            "phase",
            "amount",
            "family",
            "region",
            "owner",
        ],
        Some("customer_id"),
        None,
        &["title"],
    ),
    of(
        "complaint",
        &["id", "customer_id", "order_ref", "opened", "closed", "owner", "text", "first_reply"],
        Some("customer_id"),
        None,
        &["text"],
    ),
    of(
        "promise",
        &["id", "customer_id", "contact_id", "made", "owner", "text", "due", "settled", "outcome"],
        Some("customer_id"),
        Some("contact_id"),
        &["text"],
    ),
    of(
        "survey",
        &[
            "id",
            "customer_id",
            "contact_id",
            "asked",
            "answered",
            "competence",
            "likeability",
            "text",
            "followed_up",
        ],
        Some("customer_id"),
        Some("contact_id"),
        &["text"],
    ),
    nothing(
        "target",
        &["id", "period", "scope_kind", "scope_value", "amount", "source"],
        "what should be reached, in sums",
    ),
    Place {
        table: "import",
        columns: &[
            "id",
            "at",
            "files",
            "preset",
            "rows",
            "accepted",
            "duplicates",
            "rejected",
            "blocked",
            "rejected_file",
        ],
        holds: Holds::Elsewhere("names files of rejected rows: see `rejected`"),
        words: &[],
    },
    // Of the room `events`.
    nothing("event_log", &["one", "log", "buckets", "derived"], "the log as a whole"),
    nothing("event_run", &["file_id", "oldest", "newest"], "how old the events of a run are"),
    nothing("event_ids", &["file_id", "path", "rows", "snapshot"], "which files of ids there are"),
    nothing("event_bucket", &["bucket", "version", "rewritten"], "when a bucket changed"),
    Place {
        table: "event_inbox",
        columns: &["seq", "events", "body"],
        holds: Holds::Elsewhere("packed events; `events::rewrite` takes them out of their row"),
        words: &[],
    },
    Place {
        table: "event_identity",
        columns: &["alias", "customer", "since", "pending"],
        holds: Holds::Elsewhere("who turned out to be whom: `EventLog::forget_links`"),
        words: &[],
    },
    nothing("ducklake_metadata", &[], CATALOGUE),
    nothing("ducklake_snapshot", &[], CATALOGUE),
    nothing("ducklake_snapshot_changes", &[], CATALOGUE),
    nothing("ducklake_schema", &[], CATALOGUE),
    nothing("ducklake_table", &[], CATALOGUE),
    nothing("ducklake_view", &[], CATALOGUE),
    nothing("ducklake_tag", &[], CATALOGUE),
    nothing("ducklake_column_tag", &[], CATALOGUE),
    nothing("ducklake_data_file", &[], CATALOGUE),
    Place {
        table: "ducklake_file_column_stats",
        columns: &[],
        holds: Holds::Elsewhere("smallest and largest values: they go with the file they are of"),
        words: &[],
    },
    nothing("ducklake_file_variant_stats", &[], CATALOGUE),
    nothing("ducklake_delete_file", &[], CATALOGUE),
    nothing("ducklake_column", &[], CATALOGUE),
    nothing("ducklake_table_stats", &[], CATALOGUE),
    nothing("ducklake_table_column_stats", &[], CATALOGUE),
    nothing("ducklake_partition_info", &[], CATALOGUE),
    nothing("ducklake_partition_column", &[], CATALOGUE),
    nothing("ducklake_file_partition_value", &[], CATALOGUE),
    nothing("ducklake_files_scheduled_for_deletion", &[], CATALOGUE),
    nothing("ducklake_inlined_data_tables", &[], CATALOGUE),
    nothing("ducklake_column_mapping", &[], CATALOGUE),
    nothing("ducklake_name_mapping", &[], CATALOGUE),
    nothing("ducklake_schema_versions", &[], CATALOGUE),
    nothing("ducklake_macro", &[], CATALOGUE),
    nothing("ducklake_macro_impl", &[], CATALOGUE),
    nothing("ducklake_macro_parameters", &[], CATALOGUE),
    nothing("ducklake_sort_info", &[], CATALOGUE),
    nothing("ducklake_sort_expression", &[], CATALOGUE),
    // Of the room `customers`.
    nothing(
        "picture_file",
        &[
            "bucket",
            "path",
            "checksum",
            "changes",
            "changes_checksum",
            "bucket_version",
            "snapshot",
            "fold_version",
            "customers",
            "bytes",
        ],
        "which files of pictures there are; the files are made anew",
    ),
    of(
        "opportunity_fact",
        &[
            "id",
            "fact",
            "version",
            "deal_id",
            "customer_id",
            "contact_id",
            "kind",
            "text",
            "said",
            "event_id",
            "event_kind",
            "event_at",
            "outline",
            "outline_gap",
            "detail",
            "detail_gap",
            "accepted_id",
            "accepted_kind",
            "accepted_at",
            "answer",
            "amount",
            "removed",
            "written",
            "person",
        ],
        Some("customer_id"),
        Some("contact_id"),
        &["text", "outline_gap", "detail_gap", "answer"],
    ),
    of(
        "stated_need",
        &[
            "id",
            "need",
            "version",
            "customer_id",
            "contact_id",
            "family",
            "from_day",
            "peak_day",
            "until_day",
            "recurrence",
            "fact",
            "wish",
            "source",
            "event_id",
            "event_kind",
            "event_at",
            "withdrawn",
            "removed",
            "written",
            "person",
        ],
        Some("customer_id"),
        Some("contact_id"),
        &["family", "fact", "wish"],
    ),
    // Of the room `warn`.
    nothing("forecast", &["target_id", "period", "state", "detail"], SUMS),
    nothing(
        "warning",
        &[
            "id",
            "target_id",
            "state",
            "first_seen",
            "last_refreshed",
            "closed_at",
            "closed_reason",
            "probability",
            "at_risk",
            "knowable_since",
            "detail",
        ],
        SUMS,
    ),
    nothing("target_act", &["id", "at", "person"], OURS),
    nothing("target_change", &["act", "target_id", "before_change", "after_change"], OURS),
    // Of the room `diagnose`.
    Place {
        table: "diagnosis",
        columns: &["id", "target_id", "made_at", "as_of", "json"],
        holds: Holds::Document("json"),
        words: &[],
    },
    // Of the room `campaign`.
    Place {
        table: "campaign",
        columns: &[
            "id",
            "created",
            "created_by",
            "state",
            "state_note",
            "launched",
            "launched_by",
            "launched_version",
            "holdout_share",
        ],
        holds: Holds::Nothing("about the campaign; what a mail server said may name an address"),
        words: &["state_note"],
    },
    nothing(
        "brief",
        &["campaign_id", "version", "at", "author", "body", "message"],
        "words to many, signed as they are: what names the person there is told, not changed",
    ),
    nothing(
        "brief_signature",
        &["campaign_id", "version", "team", "person", "at", "content"],
        OURS,
    ),
    of(
        "message",
        &[
            "id",
            "campaign_id",
            "contact_id",
            "customer_id",
            "state",
            "launch_group",
            "address",
            "reasons",
            "denied_group",
            "note",
            "answer",
            "blame",
            "attempts",
            "not_before",
            "claim",
            "lease",
            "token_hash",
            "queued",
            "sending",
            "done",
            "unsubscribed",
            "answered",
            "answers",
            "decided_by",
        ],
        Some("customer_id"),
        Some("contact_id"),
        &["reasons", "answer"],
    ),
    nothing("sending_marks", &["id", "marks"], "one number"),
    of(
        "campaign_answer",
        &["id", "campaign_id", "message_id", "contact_id", "customer_id", "at", "text"],
        Some("customer_id"),
        Some("contact_id"),
        &["text"],
    ),
    // Of the room `web`.
    nothing(
        "user",
        &[
            "id",
            "email",
            "name",
            "team",
            "language",
            "theme",
            "password_hash",
            "stamp",
            "active",
            "created",
        ],
        "people of the house who may sign in",
    ),
    Place {
        table: "session",
        columns: &["hash", "data", "expires"],
        holds: Holds::Naming("data"),
        words: &[],
    },
    nothing(
        "write_key",
        &["id", "name", "sender", "hash", "hint", "created", "revoked"],
        "programs that may send",
    ),
    Place {
        table: "saved_view",
        columns: &["id", "user_id", "name", "query", "shared", "created"],
        // A view that looks for the person is of no use any more.
        holds: Holds::Naming("query"),
        words: &["name"],
    },
    // Of this room.
    nothing(
        "erasure",
        &["id", "at", "person", "reason", "counts", "files", "done"],
        "that people were erased, never who",
    ),
    nothing("seaql_migrations", &[], "which tables were made"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_list_names_are_columns_of_the_table() {
        for place in PLACES {
            let named = match place.holds {
                Holds::Rows { customer, contact } => customer.into_iter().chain(contact).collect(),
                Holds::Document(column) | Holds::Naming(column) => vec![column],
                Holds::Nothing(_) | Holds::Elsewhere(_) => Vec::new(),
            };
            for column in named.iter().chain(place.words) {
                assert!(place.columns.contains(column), "{} has no {column}", place.table);
            }
        }
    }
}
