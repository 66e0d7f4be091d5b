/// The books of a trial, written when it has ended.
enum AccountTablesSQL {
    static let text = """
        CREATE TABLE tallies (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            reader TEXT NOT NULL,
            topic TEXT NOT NULL,
            sent INTEGER NOT NULL,
            acked INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            indeterminate INTEGER NOT NULL,
            delivered INTEGER NOT NULL,
            lost INTEGER NOT NULL,
            unread INTEGER NOT NULL,
            repeated INTEGER NOT NULL,
            out_of_order INTEGER NOT NULL,
            corrupted INTEGER NOT NULL,
            ambiguous INTEGER NOT NULL,
            foreign_records INTEGER NOT NULL,
            is_complete INTEGER NOT NULL,
            PRIMARY KEY (trial_number, reader, topic)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE partitions (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            topic TEXT NOT NULL,
            partition INTEGER NOT NULL,
            sent INTEGER NOT NULL,
            sent_bytes INTEGER NOT NULL,
            acked INTEGER NOT NULL,
            ack_p50_ns INTEGER,
            ack_p99_ns INTEGER,
            ack_max_ns INTEGER,
            heaviest_key TEXT,
            heaviest_key_share REAL,
            PRIMARY KEY (trial_number, topic, partition)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE gaps (
            number INTEGER PRIMARY KEY,
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            reader TEXT,
            topic TEXT NOT NULL,
            partition INTEGER,
            start_ns INTEGER NOT NULL,
            length_ns INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX gaps_of_trial ON gaps (trial_number);

        CREATE TABLE catch_ups (
            number INTEGER PRIMARY KEY,
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            reader TEXT NOT NULL,
            topic TEXT NOT NULL,
            resumed_ns INTEGER NOT NULL,
            backlog INTEGER NOT NULL,
            caught_up_ns INTEGER,
            drain_rate_per_s REAL NOT NULL,
            arrival_rate_per_s REAL NOT NULL,
            slowest_partition INTEGER,
            slowest_drain_time_ns INTEGER,
            left_events INTEGER NOT NULL,
            estimated_time_left_ns INTEGER,
            verdict TEXT NOT NULL
        ) STRICT;
        CREATE INDEX catch_ups_of_trial ON catch_ups (trial_number);

        CREATE TABLE honesty (
            trial_number INTEGER PRIMARY KEY REFERENCES trials (number) ON DELETE CASCADE,
            whole TEXT NOT NULL
        ) STRICT;

        CREATE TABLE honesty_facts (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            section TEXT NOT NULL,
            name TEXT NOT NULL,
            value ANY,
            PRIMARY KEY (trial_number, section, name)
        ) STRICT, WITHOUT ROWID;
        """
}
