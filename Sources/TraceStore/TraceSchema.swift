/// The tables of a trace, in SQL; docs/traces.md describes them to users.
///
/// A trace is written once and never changed, so there are no migrations: another schema is another version.
enum TraceSchema {
    /// In `PRAGMA application_id`: `SeaT`.
    ///
    /// Tells a trace from a results file and from other SQLite files.
    static let applicationID: Int64 = 0x5365_6154

    /// By name, in the order in which they are made; the text is what SQLite keeps in `sqlite_master`.
    static let tables: [(name: String, sql: String)] = [
        (
            "manifest",
            """
            CREATE TABLE manifest (
                captured_at_ns INTEGER NOT NULL,
                source TEXT NOT NULL,
                window_start_ns INTEGER NOT NULL,
                window_end_ns INTEGER NOT NULL,
                window_kind TEXT NOT NULL,
                events INTEGER,
                keys INTEGER,
                seatrial_version TEXT NOT NULL
            ) STRICT
            """
        ),
        (
            "topics",
            """
            CREATE TABLE topics (
                topic INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                partitions INTEGER NOT NULL,
                timestamp_kind TEXT NOT NULL
            ) STRICT
            """
        ),
        (
            "key_pages",
            """
            CREATE TABLE key_pages (
                first_key INTEGER PRIMARY KEY,
                hashes BLOB NOT NULL
            ) STRICT
            """
        ),
        (
            "blocks",
            """
            CREATE TABLE blocks (
                id INTEGER PRIMARY KEY,
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                number INTEGER NOT NULL,
                events INTEGER NOT NULL,
                first_ns INTEGER NOT NULL,
                last_ns INTEGER NOT NULL,
                bytes BLOB NOT NULL,
                UNIQUE (topic, partition, number)
            ) STRICT
            """
        ),
        (
            "partitions",
            """
            CREATE TABLE partitions (
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                start_offset INTEGER NOT NULL,
                end_offset INTEGER NOT NULL,
                holes INTEGER NOT NULL,
                events INTEGER NOT NULL,
                raised_times INTEGER NOT NULL,
                PRIMARY KEY (topic, partition)
            ) STRICT, WITHOUT ROWID
            """
        ),
        (
            "gaps",
            """
            CREATE TABLE gaps (
                id INTEGER PRIMARY KEY,
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                from_offset INTEGER NOT NULL,
                to_offset INTEGER NOT NULL,
                at_ns INTEGER NOT NULL,
                reason TEXT NOT NULL
            ) STRICT
            """
        ),
        (
            "consumer_groups",
            """
            CREATE TABLE consumer_groups (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                state TEXT NOT NULL,
                members INTEGER NOT NULL,
                topic INTEGER NOT NULL,
                partitions INTEGER NOT NULL,
                lag_at_start INTEGER,
                lag_at_end INTEGER
            ) STRICT
            """
        ),
        (
            "batches",
            """
            CREATE TABLE batches (
                id INTEGER PRIMARY KEY,
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                codec TEXT NOT NULL,
                batches INTEGER NOT NULL,
                records INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                records_per_batch TEXT NOT NULL,
                bytes_per_batch TEXT NOT NULL
            ) STRICT
            """
        ),
    ]
}
