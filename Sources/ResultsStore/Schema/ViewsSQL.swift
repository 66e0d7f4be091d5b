/// What users query.
///
/// Columns of a view are only ever added; `trial` is the id, units are seconds and milliseconds.
enum ViewsSQL {
    static let text = """
        CREATE VIEW v_trials AS
        SELECT id AS trial, scenario, title, target, architecture, state, reason, expects, rating, verdict, scale,
            strftime('%Y-%m-%dT%H:%M:%SZ', started_at / 1000000000, 'unixepoch') AS started_utc,
            (finished_at - started_at) / 1e9 AS duration_s,
            (SELECT 1 + max(second) FROM production WHERE trial_number = number) AS stored_s,
            (SELECT sum(asked) FROM production WHERE trial_number = number) AS asked,
            (SELECT sum(sent) FROM production WHERE trial_number = number) AS sent,
            (SELECT sum(acked) FROM production WHERE trial_number = number) AS acked,
            (SELECT sum(delivered) FROM deliveries WHERE trial_number = number) AS delivered,
            (SELECT sum(lost) FROM tallies WHERE trial_number = number) AS lost
        FROM trials;

        CREATE VIEW v_phases AS
        SELECT trials.id AS trial, phases.number AS phase, phases.name AS name, is_warm_up,
            start_ns / 1e9 AS start_s, end_ns / 1e9 AS end_s, planned_events
        FROM phases JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_seconds AS
        SELECT trials.id AS trial, second, phases.name AS phase, is_warm_up, asked, sent, sent_bytes, acked, rejected,
            indeterminate, late, queue_full
        FROM production
        JOIN trials ON trials.number = production.trial_number
        LEFT JOIN phases ON phases.trial_number = production.trial_number AND phases.number = production.phase;

        CREATE VIEW v_deliveries AS
        SELECT trials.id AS trial, second, phases.name AS phase, is_warm_up, reader, delivered, delivered_bytes,
            repeated, out_of_order, corrupted
        FROM deliveries
        JOIN trials ON trials.number = deliveries.trial_number
        LEFT JOIN phases ON phases.trial_number = deliveries.trial_number AND phases.number = deliveries.phase;

        CREATE VIEW v_tail AS
        SELECT trials.id AS trial, second, phases.name AS phase, is_warm_up, kind, nullif(latencies.reader, '') AS reader,
            role, count, p50_us / 1e3 AS p50_ms, p90_us / 1e3 AS p90_ms, p99_us / 1e3 AS p99_ms,
            p999_us / 1e3 AS p999_ms, max_us / 1e3 AS max_ms
        FROM latencies
        JOIN trials ON trials.number = latencies.trial_number
        LEFT JOIN phases ON phases.trial_number = latencies.trial_number AND phases.number = latencies.phase
        LEFT JOIN readers ON readers.trial_number = latencies.trial_number AND readers.name = latencies.reader;

        CREATE VIEW v_lag AS
        SELECT trials.id AS trial, second, lag.reader AS reader, role, topic, committed_total, committed_max,
            position_total, position_max
        FROM lag
        JOIN trials ON trials.number = lag.trial_number
        LEFT JOIN readers ON readers.trial_number = lag.trial_number AND readers.name = lag.reader;

        CREATE VIEW v_lag_partitions AS
        SELECT trials.id AS trial, second, reader, topic, committed.key AS partition, committed.value AS committed_lag,
            json_extract(position_lag, '$[' || committed.key || ']') AS position_lag
        FROM lag
        JOIN trials ON trials.number = lag.trial_number
        JOIN json_each(lag.committed_lag) AS committed;

        CREATE VIEW v_host AS
        SELECT trials.id AS trial, second, process_cpu_s, machine_busy, machine_steal, resident_bytes
        FROM host JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_incidents AS
        SELECT trials.id AS trial, at_ns / 1e9 AS at_s, severity, kind, text
        FROM incidents JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_ledger AS
        SELECT trials.id AS trial, tallies.reader AS reader, role, topic, sent, acked, rejected, indeterminate, delivered,
            lost, unread, repeated, out_of_order, corrupted, ambiguous, foreign_records, is_complete
        FROM tallies
        JOIN trials ON trials.number = tallies.trial_number
        LEFT JOIN readers ON readers.trial_number = tallies.trial_number AND readers.name = tallies.reader;

        CREATE VIEW v_partitions AS
        SELECT trials.id AS trial, topic, partition, sent, sent_bytes, acked,
            sent * 1.0 / nullif(sum(sent) OVER (PARTITION BY trial_number, topic), 0) AS share,
            sent / nullif(avg(sent) OVER (PARTITION BY trial_number, topic), 0) AS times_mean,
            ack_p50_ns / 1e6 AS ack_p50_ms, ack_p99_ns / 1e6 AS ack_p99_ms, ack_max_ns / 1e6 AS ack_max_ms,
            heaviest_key, heaviest_key_share
        FROM partitions JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_gaps AS
        SELECT trials.id AS trial, kind, reader, topic, partition, start_ns / 1e9 AS start_s, length_ns / 1e9 AS length_s
        FROM gaps JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_catch_ups AS
        SELECT trials.id AS trial, reader, topic, resumed_ns / 1e9 AS resumed_s, backlog,
            caught_up_ns / 1e9 AS caught_up_s, (caught_up_ns - resumed_ns) / 1e9 AS took_s, drain_rate_per_s,
            arrival_rate_per_s, slowest_partition, slowest_drain_time_ns / 1e9 AS slowest_drain_time_s, left_events,
            estimated_time_left_ns / 1e9 AS estimated_time_left_s, catch_ups.verdict AS verdict
        FROM catch_ups JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_honesty AS
        SELECT trials.id AS trial, section, name, value
        FROM honesty_facts JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_findings AS
        SELECT trials.id AS trial, area, criterion, findings.title AS title, subject, findings.rating AS rating, value,
            shown, bands, why, evidence
        FROM findings JOIN trials ON trials.number = trial_number;
        """
}
