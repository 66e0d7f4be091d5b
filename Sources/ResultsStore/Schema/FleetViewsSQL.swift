/// What users query of the fleet.
///
/// Columns of a view are only ever added; `trial` is the id, units are seconds and milliseconds.
enum FleetViewsSQL {
    static let text = """
        CREATE VIEW v_readers AS
        SELECT trials.id AS trial, name AS reader, role, consumer_group, members, topics, limit_per_s, dead_letters,
            upserts, schema_version
        FROM readers JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_service_levels AS
        SELECT id AS trial, promised_within_ns / 1e6 AS within_ms, promised_share AS share,
            promised_window_ns / 1e9 AS window_s, promised_period_ns / 1e9 AS period_s
        FROM trials WHERE promised_share IS NOT NULL;

        CREATE VIEW v_edge_account AS
        SELECT trials.id AS trial, device_group, devices, made, sent, resent, dropped_at_edge, held_at_end,
            made - (sent - resent + dropped_at_edge + held_at_end) AS unaccounted,
            dropped_at_edge * 1.0 / nullif(made, 0) AS dropped_share, buffered, late, malformed, dark_spans, reconnects,
            fallbacks, failed_attempts, dark_time_ns / 1e9 AS dark_time_s, longest_dark_ns / 1e9 AS longest_dark_s
        FROM edges JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_fleet AS
        SELECT trials.id AS trial, fleet_tallies.reader AS reader, role, topic, resent, malformed, buffered, reread,
            rejected, dead_lettered, rejected - dead_lettered AS not_dead_lettered, missed, wronged, unreadable,
            unreadable_reasons, distinct_events, expected_distinct,
            distinct_events * 1.0 / nullif(expected_distinct, 0) AS reconciled_share, absorbed, device_disorder
        FROM fleet_tallies
        JOIN trials ON trials.number = fleet_tallies.trial_number
        LEFT JOIN readers ON readers.trial_number = fleet_tallies.trial_number AND readers.name = fleet_tallies.reader;

        CREATE VIEW v_outages AS
        SELECT trials.id AS trial, name, start_ns / 1e9 AS start_s, first_end_ns / 1e9 AS first_end_s,
            end_ns / 1e9 AS end_s, devices
        FROM outages JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_connections AS
        SELECT trials.id AS trial, connections.second AS second, phases.name AS phase, is_warm_up, asked, opened, failed,
            closed, p50_us / 1e3 AS set_up_p50_ms, p99_us / 1e3 AS set_up_p99_ms, max_us / 1e3 AS set_up_max_ms
        FROM connections
        JOIN trials ON trials.number = connections.trial_number
        LEFT JOIN phases ON phases.trial_number = connections.trial_number AND phases.number = connections.phase
        LEFT JOIN latencies ON latencies.trial_number = connections.trial_number
            AND latencies.second = connections.second AND latencies.phase = connections.phase
            AND latencies.kind = 'connect' AND latencies.reader = '';

        CREATE VIEW v_scale_outs AS
        SELECT trials.id AS trial, reader, members_before, members_after, at_ns / 1e9 AS at_s,
            settled_ns / 1e9 AS settled_s, (settled_ns - at_ns) / 1e9 AS took_s
        FROM scale_outs JOIN trials ON trials.number = trial_number;

        CREATE VIEW v_phase_tail AS
        SELECT trials.id AS trial, phases.name AS phase, is_warm_up, kind, nullif(phase_latencies.reader, '') AS reader,
            role, count, p50_us / 1e3 AS p50_ms, p90_us / 1e3 AS p90_ms, p99_us / 1e3 AS p99_ms,
            p999_us / 1e3 AS p999_ms, max_us / 1e3 AS max_ms
        FROM phase_latencies
        JOIN trials ON trials.number = phase_latencies.trial_number
        LEFT JOIN phases ON phases.trial_number = phase_latencies.trial_number AND phases.number = phase_latencies.phase
        LEFT JOIN readers ON readers.trial_number = phase_latencies.trial_number
            AND readers.name = phase_latencies.reader;

        CREATE VIEW v_business_vs_platform AS
        SELECT platform.trial AS trial, platform.phase AS phase, platform.is_warm_up AS is_warm_up,
            platform.reader AS reader, platform.role AS role,
            business.p50_ms AS business_p50_ms, business.p99_ms AS business_p99_ms, business.max_ms AS business_max_ms,
            coalesce(read.p50_ms, sent.p50_ms) AS edge_p50_ms, coalesce(read.p99_ms, sent.p99_ms) AS edge_p99_ms,
            coalesce(read.max_ms, sent.max_ms) AS edge_max_ms,
            platform.p50_ms AS platform_p50_ms, platform.p99_ms AS platform_p99_ms, platform.max_ms AS platform_max_ms
        FROM v_phase_tail AS platform
        LEFT JOIN v_phase_tail AS business ON business.kind = 'business' AND business.trial = platform.trial
            AND business.phase = platform.phase AND business.reader = platform.reader
        LEFT JOIN v_phase_tail AS read ON read.kind = 'edge' AND read.trial = platform.trial
            AND read.phase = platform.phase AND read.reader = platform.reader
        LEFT JOIN v_phase_tail AS sent ON sent.kind = 'edge' AND sent.trial = platform.trial
            AND sent.phase = platform.phase AND sent.reader IS NULL
        WHERE platform.kind = 'intended';
        """
}
