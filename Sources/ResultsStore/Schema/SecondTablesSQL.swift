/// What was observed second by second, appended while a trial runs.
enum SecondTablesSQL {
    static let text = """
        CREATE TABLE production (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            asked INTEGER NOT NULL,
            sent INTEGER NOT NULL,
            sent_bytes INTEGER NOT NULL,
            acked INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            indeterminate INTEGER NOT NULL,
            late INTEGER NOT NULL,
            queue_full INTEGER NOT NULL,
            PRIMARY KEY (trial_number, second, phase)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE deliveries (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            reader TEXT NOT NULL,
            delivered INTEGER NOT NULL,
            delivered_bytes INTEGER NOT NULL,
            repeated INTEGER NOT NULL,
            out_of_order INTEGER NOT NULL,
            corrupted INTEGER NOT NULL,
            PRIMARY KEY (trial_number, second, phase, reader)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE latencies (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            kind TEXT NOT NULL,
            reader TEXT NOT NULL,
            count INTEGER NOT NULL,
            p50_us INTEGER,
            p90_us INTEGER,
            p99_us INTEGER,
            p999_us INTEGER,
            max_us INTEGER,
            PRIMARY KEY (trial_number, second, phase, kind, reader)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE histograms (
            number INTEGER PRIMARY KEY,
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            seconds INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            kind TEXT NOT NULL,
            reader TEXT NOT NULL,
            encoded BLOB NOT NULL
        ) STRICT;
        CREATE INDEX histograms_of_trial ON histograms (trial_number);

        CREATE TABLE lag (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            reader TEXT NOT NULL,
            topic TEXT NOT NULL,
            committed_lag TEXT NOT NULL,
            committed_total INTEGER,
            committed_max INTEGER,
            position_lag TEXT NOT NULL,
            position_total INTEGER,
            position_max INTEGER,
            PRIMARY KEY (trial_number, second, reader, topic)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE host (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            process_cpu_s REAL NOT NULL,
            machine_busy REAL NOT NULL,
            machine_steal REAL NOT NULL,
            resident_bytes INTEGER NOT NULL,
            PRIMARY KEY (trial_number, second)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE incidents (
            number INTEGER PRIMARY KEY,
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            at_ns INTEGER NOT NULL,
            severity TEXT NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            UNIQUE (trial_number, at_ns, kind, text)
        ) STRICT;
        """
}
