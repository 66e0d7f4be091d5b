import Evidence
import GRDB
import Quantities

/// Tables `honesty`, the block as a whole, and `honesty_facts`, the same for queries.
enum HonestyTables {
    static func replace(_ honesty: HonestyBlock?, trial: Int64, _ database: Database) throws {
        try database.deleteRows(of: "honesty", trial: trial)
        try database.deleteRows(of: "honesty_facts", trial: trial)
        guard let honesty else { return }
        try database.insert(into: "honesty", ["trial_number": trial, "whole": try JSONColumn.text(honesty)])
        for fact in facts(of: honesty) {
            try database.insert(
                into: "honesty_facts",
                ["trial_number": trial, "section": fact.section, "name": fact.name, "value": fact.value])
        }
    }

    static func block(trial: Int64, _ database: Database) throws -> HonestyBlock? {
        try String.fetchOne(database, sql: "SELECT whole FROM honesty WHERE trial_number = ?", arguments: [trial])
            .map { try JSONColumn.value(HonestyBlock.self, from: $0) }
    }

    private typealias Fact = (section: String, name: String, value: (any DatabaseValueConvertible)?)

    private static func facts(of honesty: HonestyBlock) -> [Fact] {
        let settings = honesty.clientSettings.flatMap { client, settings in
            settings.map { Fact("setting " + client, $0.key, $0.value) }
        }
        return figures(of: honesty).map { Fact("figure", $0.0, $0.1) }
            + honesty.durability.map { Fact("durability", $0.key, $0.value) } + settings
            + numbered(honesty.saturation, "saturation") + numbered(honesty.caveats, "caveat")
    }

    private static func figures(of honesty: HonestyBlock) -> [(String, (any DatabaseValueConvertible)?)] {
        [
            ("asked", honesty.asked), ("sent", honesty.sent), ("late", honesty.late), ("queue_full", honesty.queueFull),
            ("send_lag_p99_ns", honesty.sendLagP99?.rawValue), ("generator_cpu_max", honesty.generatorCPUMax),
            ("generator_cpu_mean", honesty.generatorCPUMean), ("generator_cpu_bound", honesty.cpuBound),
            ("steal_max", honesty.stealMax), ("steal_mean", honesty.stealMean), ("steal_bound", honesty.stealBound),
            ("late_bound", honesty.lateBound), ("resident_bytes_max", honesty.residentBytesMax),
            ("histogram_clamped", honesty.histogramClamped), ("histogram_negative", honesty.histogramNegative),
            ("clock", honesty.clock), ("clock_skew_bound_ns", honesty.clockSkewBound.rawValue),
            ("round_trip_p50_ns", honesty.roundTripP50?.rawValue),
            ("round_trip_max_ns", honesty.roundTripMax?.rawValue),
            ("shares_host", honesty.sharesHost), ("client_version", honesty.clientVersion),
            ("processors", honesty.processors), ("kernel", honesty.kernel), ("build_mode", honesty.buildMode),
        ]
    }

    private static func numbered(_ sentences: [String], _ section: String) -> [Fact] {
        sentences.enumerated().map { Fact(section, String($0.offset + 1), $0.element) }
    }
}
