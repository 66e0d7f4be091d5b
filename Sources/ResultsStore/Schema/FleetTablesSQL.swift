/// The second step: what devices did at the edge, and what became of the events' identity and content.
enum FleetTablesSQL {
    static let text = """
        ALTER TABLE trials ADD COLUMN promised_within_ns INTEGER;
        ALTER TABLE trials ADD COLUMN promised_share REAL;
        ALTER TABLE trials ADD COLUMN promised_window_ns INTEGER;
        ALTER TABLE trials ADD COLUMN promised_period_ns INTEGER;

        ALTER TABLE readers ADD COLUMN dead_letters TEXT;
        ALTER TABLE readers ADD COLUMN upserts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE readers ADD COLUMN schema_version TEXT;

        CREATE TABLE connections (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            second INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            asked INTEGER NOT NULL,
            opened INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            closed INTEGER NOT NULL,
            PRIMARY KEY (trial_number, second, phase)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fleet_tallies (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            reader TEXT NOT NULL,
            topic TEXT NOT NULL,
            resent INTEGER NOT NULL,
            malformed INTEGER NOT NULL,
            buffered INTEGER NOT NULL,
            reread INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            dead_lettered INTEGER NOT NULL,
            missed INTEGER NOT NULL,
            wronged INTEGER NOT NULL,
            unreadable INTEGER NOT NULL,
            unreadable_reasons TEXT NOT NULL,
            distinct_events INTEGER,
            expected_distinct INTEGER,
            absorbed INTEGER,
            device_disorder INTEGER,
            PRIMARY KEY (trial_number, reader, topic)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE edges (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            device_group TEXT NOT NULL,
            devices INTEGER NOT NULL,
            made INTEGER NOT NULL,
            sent INTEGER NOT NULL,
            resent INTEGER NOT NULL,
            malformed INTEGER NOT NULL,
            buffered INTEGER NOT NULL,
            late INTEGER NOT NULL,
            dropped_at_edge INTEGER NOT NULL,
            held_at_end INTEGER NOT NULL,
            dark_spans INTEGER NOT NULL,
            reconnects INTEGER NOT NULL,
            fallbacks INTEGER NOT NULL,
            failed_attempts INTEGER NOT NULL,
            dark_time_ns INTEGER NOT NULL,
            longest_dark_ns INTEGER NOT NULL,
            PRIMARY KEY (trial_number, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outages (
            number INTEGER PRIMARY KEY,
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            name TEXT NOT NULL,
            start_ns INTEGER NOT NULL,
            first_end_ns INTEGER NOT NULL,
            end_ns INTEGER NOT NULL,
            devices INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX outages_of_trial ON outages (trial_number);

        CREATE TABLE scale_outs (
            number INTEGER PRIMARY KEY,
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            reader TEXT NOT NULL,
            members_before INTEGER NOT NULL,
            members_after INTEGER NOT NULL,
            at_ns INTEGER NOT NULL,
            settled_ns INTEGER
        ) STRICT;
        CREATE INDEX scale_outs_of_trial ON scale_outs (trial_number);

        CREATE TABLE phase_latencies (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            phase INTEGER NOT NULL,
            kind TEXT NOT NULL,
            reader TEXT NOT NULL,
            count INTEGER NOT NULL,
            p50_us INTEGER,
            p90_us INTEGER,
            p99_us INTEGER,
            p999_us INTEGER,
            max_us INTEGER,
            PRIMARY KEY (trial_number, phase, kind, reader)
        ) STRICT, WITHOUT ROWID;
        """
}
