/// What a trial was, and how it was rated.
enum TrialTablesSQL {
    static let text = """
        CREATE TABLE trials (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            scenario TEXT NOT NULL,
            title TEXT NOT NULL,
            scenario_text TEXT NOT NULL,
            overrides TEXT NOT NULL,
            expects TEXT NOT NULL,
            target TEXT NOT NULL,
            architecture TEXT NOT NULL,
            is_embedded INTEGER NOT NULL,
            brokers TEXT NOT NULL,
            seed TEXT NOT NULL,
            scale REAL NOT NULL,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            state TEXT NOT NULL,
            reason TEXT,
            host TEXT NOT NULL,
            process INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            seatrial_version TEXT NOT NULL,
            client_version TEXT NOT NULL,
            rating TEXT,
            verdict TEXT
        ) STRICT;

        CREATE TABLE phases (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            is_warm_up INTEGER NOT NULL,
            start_ns INTEGER NOT NULL,
            end_ns INTEGER NOT NULL,
            planned_events INTEGER NOT NULL,
            PRIMARY KEY (trial_number, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE readers (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            consumer_group TEXT NOT NULL,
            members INTEGER NOT NULL,
            topics TEXT NOT NULL,
            limit_per_s REAL,
            PRIMARY KEY (trial_number, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE bands (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            criterion TEXT NOT NULL,
            green REAL,
            yellow REAL,
            percentile REAL,
            PRIMARY KEY (trial_number, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE findings (
            trial_number INTEGER NOT NULL REFERENCES trials (number) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            area TEXT NOT NULL,
            criterion TEXT NOT NULL,
            title TEXT NOT NULL,
            subject TEXT,
            rating TEXT NOT NULL,
            value REAL,
            shown TEXT NOT NULL,
            bands TEXT NOT NULL,
            why TEXT NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (trial_number, position)
        ) STRICT, WITHOUT ROWID;
        """
}
