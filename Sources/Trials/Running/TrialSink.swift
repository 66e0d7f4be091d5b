package import Evidence

/// Where a trial's rows go, as they are observed.
///
/// The runner calls these one at a time.
package struct TrialSink: Sendable {
    package var begin: @Sendable (TrialManifest, [PhaseRecord], [ReaderRecord], [BandsRecord]) throws -> Void
    package var append: @Sendable (_ trial: String, SecondBatch) throws -> Void
    package var finish: @Sendable (TrialManifest, TrialAccount) throws -> Void

    package init(
        begin: @escaping @Sendable (TrialManifest, [PhaseRecord], [ReaderRecord], [BandsRecord]) throws -> Void,
        append: @escaping @Sendable (_ trial: String, SecondBatch) throws -> Void,
        finish: @escaping @Sendable (TrialManifest, TrialAccount) throws -> Void
    ) {
        self.begin = begin
        self.append = append
        self.finish = finish
    }
}

/// How far a running trial is, for whoever watches.
package struct TrialProgress: Sendable {
    package enum Stage: String, Sendable {
        case connecting, preparing, joining, running, draining, accounting
    }

    package struct ReaderState: Sendable {
        package var name: String
        /// `live`, `paused`, ...; what it is doing now.
        package var state: String
        package var lag: Int64?
        /// While it catches up: the estimated time left in seconds; nil: none, or never.
        package var secondsLeft: Double?
        package var isCatchingUp: Bool
        package var willNotDrain: Bool
        /// So far: records it read again, and records it forwarded as dead letters.
        package var reread: Int64 = 0
        package var deadLetters: Int64 = 0
    }

    package var stage: Stage
    package var elapsedSeconds: Double = 0
    package var totalSeconds: Double = 0
    package var phase: String = ""
    package var phaseSecondsLeft: Double = 0
    /// Rates of the last complete second.
    package var asked: Int64 = 0
    package var sent: Int64 = 0
    package var acked: Int64 = 0
    package var delivered: Int64 = 0
    package var late: Int64 = 0
    package var rejected: Int64 = 0
    package var repeated: Int64 = 0
    package var outOfOrder: Int64 = 0
    package var corrupted: Int64 = 0
    /// The live readers' intended-time latency in the last complete second.
    package var tail: LatencyHistogram?
    package var readers: [ReaderState] = []
    /// Devices' own connections so far: set up again, failed attempts, and being set up now.
    package var connectionsOpened: Int64 = 0
    package var connectionsFailed: Int64 = 0
    package var connectionsOpening: Int64 = 0

    package init(stage: Stage) {
        self.stage = stage
    }
}
