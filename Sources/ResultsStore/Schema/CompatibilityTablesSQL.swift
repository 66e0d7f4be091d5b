/// The third step: runs of the compatibility checks.
enum CompatibilityTablesSQL {
    static let text = """
        CREATE TABLE compatibility_runs (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            target TEXT NOT NULL,
            cluster_id TEXT,
            brokers INTEGER NOT NULL,
            release TEXT,
            features TEXT NOT NULL,
            selection TEXT NOT NULL,
            clients TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            state TEXT NOT NULL,
            host TEXT NOT NULL,
            process INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            rating TEXT,
            verdict TEXT
        ) STRICT;
        CREATE INDEX compatibility_runs_of_target ON compatibility_runs (target, started_at);

        CREATE TABLE check_findings (
            run_number INTEGER NOT NULL REFERENCES compatibility_runs (number) ON DELETE CASCADE,
            check_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            title TEXT NOT NULL,
            why TEXT NOT NULL,
            tier TEXT NOT NULL,
            feature TEXT NOT NULL,
            verdict TEXT NOT NULL,
            expected TEXT NOT NULL,
            observed TEXT NOT NULL,
            remedy TEXT,
            facts TEXT NOT NULL,
            client TEXT NOT NULL,
            took_s REAL NOT NULL,
            PRIMARY KEY (run_number, check_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE wire_exchanges (
            run_number INTEGER NOT NULL,
            check_id TEXT NOT NULL,
            position INTEGER NOT NULL,
            broker TEXT NOT NULL,
            request TEXT NOT NULL,
            asked TEXT NOT NULL,
            answered TEXT NOT NULL,
            at_ms REAL NOT NULL,
            took_ms REAL NOT NULL,
            PRIMARY KEY (run_number, check_id, position),
            FOREIGN KEY (run_number, check_id) REFERENCES check_findings (run_number, check_id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE offered_apis (
            run_number INTEGER NOT NULL REFERENCES compatibility_runs (number) ON DELETE CASCADE,
            api_key INTEGER NOT NULL,
            name TEXT,
            lowest INTEGER NOT NULL,
            highest INTEGER NOT NULL,
            PRIMARY KEY (run_number, api_key)
        ) STRICT, WITHOUT ROWID;
        """
}
