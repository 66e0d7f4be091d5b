package import Quantities

/// One status line of a running trial: values in, a line out that is never wider than the terminal.
package struct LiveLine: Hashable, Sendable {
    package struct ReaderLag: Hashable, Sendable {
        package var reader: String
        /// Events behind, over all partitions; nil while it cannot be read.
        package var events: Int64?
        /// What becomes of it: `about 12 s left`, `will not drain`, `away`; nil where there is nothing to say.
        package var outlook: String?

        package init(reader: String, events: Int64?, outlook: String? = nil) {
            self.reader = reader
            self.events = events
            self.outlook = outlook
        }
    }

    /// Devices' own connections that were set up again, so far.
    package struct Connections: Hashable, Sendable {
        package var opened: Int64
        /// Attempts.
        package var failed: Int64
        /// At this moment.
        package var opening: Int64

        package init(opened: Int64 = 0, failed: Int64 = 0, opening: Int64 = 0) {
            self.opened = opened
            self.failed = failed
            self.opening = opening
        }
    }

    package var phase: String
    package var elapsed: Nanoseconds
    /// Until the end of the last phase; nil while draining.
    package var left: Nanoseconds?
    /// Events a second over the last second.
    package var asked: Double
    package var sent: Double
    package var acked: Double
    /// The live reader's latency from the intended time over the last second; nil where nothing was delivered.
    package var p50: Nanoseconds?
    package var p99: Nanoseconds?
    package var lags: [ReaderLag]
    /// Ledger counts so far.
    package var repeated: Int64
    package var outOfOrder: Int64
    package var corrupted: Int64
    package var rejected: Int64
    /// Sends so far that were more than the bound behind the schedule.
    package var late: Int64
    package var connections: Connections

    package init(
        phase: String, elapsed: Nanoseconds, left: Nanoseconds? = nil, asked: Double = 0, sent: Double = 0,
        acked: Double = 0, p50: Nanoseconds? = nil, p99: Nanoseconds? = nil, lags: [ReaderLag] = [],
        repeated: Int64 = 0, outOfOrder: Int64 = 0, corrupted: Int64 = 0, rejected: Int64 = 0, late: Int64 = 0,
        connections: Connections = Connections()
    ) {
        self.phase = phase
        self.elapsed = elapsed
        self.left = left
        self.asked = asked
        self.sent = sent
        self.acked = acked
        self.p50 = p50
        self.p99 = p99
        self.lags = lags
        self.repeated = repeated
        self.outOfOrder = outOfOrder
        self.corrupted = corrupted
        self.rejected = rejected
        self.late = late
        self.connections = connections
    }

    /// Parts in the order of their weight; those that do not fit are left out from the end, none is cut but the first.
    package func text(width: Int, color: Bool) -> String {
        var line = parts[0]
        for part in parts.dropFirst() where line.width + 3 + part.width <= width {
            line = line + StyledLine(" · ", .dim) + part
        }
        return line.text(width: max(1, width), color: color)
    }

    private var parts: [StyledLine] {
        let time = elapsed.clock + (left.map { ", \($0.clock) left" } ?? ", draining")
        return [StyledLine(phase, .bold) + StyledLine(" \(time)"), rates, latency, ledger] + reconnects
            + lags.map(lag) + lateSends
    }

    private var rates: StyledLine {
        StyledLine("asked \(asked.short)/s sent \(sent.short)/s acked \(acked.short)/s")
    }

    private var latency: StyledLine {
        guard let p50, let p99 else { return StyledLine("nothing delivered", .yellow) }
        return StyledLine("p50 \(p50) p99 \(p99)")
    }

    private var ledger: StyledLine {
        let counts = [
            ("corrupted", corrupted), ("out of order", outOfOrder), ("repeated", repeated), ("rejected", rejected),
        ]
        let anomalies = counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1.grouped)" }
        return anomalies.isEmpty
            ? StyledLine("ledger clean", .green)
            : StyledLine(anomalies.joined(separator: " "), corrupted > 0 ? .red : .yellow)
    }

    private func lag(_ lag: ReaderLag) -> StyledLine {
        let outlook = lag.outlook.map { " (\($0))" } ?? ""
        return StyledLine("\(lag.reader) lag \(lag.events.text("unknown") { Double($0).short })\(outlook)")
    }

    private var reconnects: [StyledLine] {
        let counts = [("opened", connections.opened), ("opening", connections.opening), ("failed", connections.failed)]
        let words = counts.filter { $0.1 > 0 }.map { "\($0.0) \($0.1.grouped)" }
        guard !words.isEmpty else { return [] }
        return [StyledLine("connections " + words.joined(separator: " "), connections.failed > 0 ? .yellow : .plain)]
    }

    private var lateSends: [StyledLine] { late > 0 ? [StyledLine("late \(late.grouped)", .yellow)] : [] }
}
