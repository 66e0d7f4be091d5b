/// What users query of the compatibility checks.
///
/// Columns of a view are only ever added; `run` is the id, units are seconds and milliseconds.
enum CompatibilityViewsSQL {
    static let text = """
        CREATE VIEW v_compatibility AS
        SELECT id AS run, target, cluster_id, brokers, release, selection, clients, state, rating,
            compatibility_runs.verdict AS verdict,
            strftime('%Y-%m-%dT%H:%M:%SZ', started_at / 1000000000, 'unixepoch') AS started_utc,
            (finished_at - started_at) / 1e9 AS duration_s,
            count(check_findings.check_id) AS checks,
            count(*) FILTER (WHERE check_findings.verdict = 'pass') AS passed,
            count(*) FILTER (WHERE check_findings.verdict = 'degraded') AS degraded,
            count(*) FILTER (WHERE check_findings.verdict = 'fail') AS failed,
            count(*) FILTER (WHERE check_findings.verdict = 'unsupported') AS unsupported,
            count(*) FILTER (WHERE check_findings.verdict = 'inconclusive') AS inconclusive,
            count(*) FILTER (WHERE check_findings.verdict = 'not run') AS not_run
        FROM compatibility_runs LEFT JOIN check_findings ON run_number = number
        GROUP BY number;

        CREATE VIEW v_checks AS
        SELECT id AS run, target, check_id, substr(check_id, 1, instr(check_id || '.', '.') - 1) AS check_group, title,
            tier, feature, check_findings.verdict AS verdict, expected, observed, why, remedy, facts, client, took_s
        FROM check_findings JOIN compatibility_runs ON number = run_number;

        CREATE VIEW v_exchanges AS
        SELECT id AS run, check_id, position, broker, request, asked, answered, at_ms, took_ms
        FROM wire_exchanges JOIN compatibility_runs ON number = run_number;

        CREATE VIEW v_apis AS
        SELECT id AS run, target, api_key, name, lowest, highest
        FROM offered_apis JOIN compatibility_runs ON number = run_number;
        """
}
