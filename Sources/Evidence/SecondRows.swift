package import Quantities

/// What the producers did in one second of the trial for one phase.
///
/// The second is that of the observation, the phase that of the events' intended time: a stalled event is acknowledged
/// in a later second, and still counts for its phase.
package struct ProductionRow: Hashable, Sendable, Codable {
    package var second: Int
    package var phase: Int
    /// Events the schedule wanted sent in this second.
    package var asked: Int64 = 0
    /// Events handed to the client.
    package var sent: Int64 = 0
    package var sentBytes: Int64 = 0
    package var acked: Int64 = 0
    /// Events that the client gave up on, rejected by the broker: certainly not in the log.
    package var rejected: Int64 = 0
    /// Events that the client gave up on without knowing whether the broker has them.
    package var indeterminate: Int64 = 0
    /// Events handed over more than `lateBound` after their intended time.
    package var late: Int64 = 0
    /// Times the client's queue was full when an event was due.
    package var queueFull: Int64 = 0

    package init(second: Int, phase: Int) {
        self.second = second
        self.phase = phase
    }

    /// A send counts as late when it is handed over more than 10 ms after its intended time.
    package static let lateBound = Nanoseconds(10_000_000)
}

/// What one reader received in one second of the trial for one phase.
package struct DeliveryRow: Hashable, Sendable, Codable {
    package var second: Int
    package var phase: Int
    package var reader: String
    /// Records handed over, repeats included.
    package var delivered: Int64 = 0
    package var deliveredBytes: Int64 = 0
    package var repeated: Int64 = 0
    package var outOfOrder: Int64 = 0
    package var corrupted: Int64 = 0

    package init(second: Int, phase: Int, reader: String) {
        self.second = second
        self.phase = phase
        self.reader = reader
    }
}

/// The clock pairs that a latency can run between.
package enum LatencyKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// Intended time to handing over to a reader: the headline, free of coordinated omission.
    case intended
    /// Handing over to the client to handing over to a reader.
    case service
    /// Event time to handing over to a reader; the only one that grows when a device was offline.
    case business
    /// Intended time to acknowledgement.
    case ack
    /// Handing over to the client to acknowledgement.
    case ackService = "ack-service"
    /// Intended time to handing over to the client: the generator's own lateness.
    case sendLag = "send-lag"
    /// Event time to intended time: what the device, its link and its darkness cost, before the producer had the event.
    case edge
    /// The start of a device's own connection to its readiness: TCP, TLS, SASL and the first metadata.
    case connect
}

/// One second's latencies of one kind, for one phase and, where readers measure it, one reader.
package struct LatencyRow: Sendable {
    package var second: Int
    package var phase: Int
    package var kind: LatencyKind
    /// nil for what producers measure.
    package var reader: String?
    package var histogram: LatencyHistogram

    package init(second: Int, phase: Int, kind: LatencyKind, reader: String?, histogram: LatencyHistogram) {
        self.second = second
        self.phase = phase
        self.kind = kind
        self.reader = reader
        self.histogram = histogram
    }
}

/// A reader's lag on one topic at one instant, partition by partition.
package struct LagRow: Hashable, Sendable, Codable {
    package var second: Int
    package var reader: String
    package var topic: String
    /// Log end minus committed offset, by partition; nil where it could not be read.
    package var committedLag: [Int64?]
    /// Log end minus the reader's position, by partition; nil where the reader has no position.
    package var positionLag: [Int64?]

    package init(second: Int, reader: String, topic: String, committedLag: [Int64?], positionLag: [Int64?]) {
        self.second = second
        self.reader = reader
        self.topic = topic
        self.committedLag = committedLag
        self.positionLag = positionLag
    }
}

/// The generator and its machine over one second.
package struct HostRow: Hashable, Sendable, Codable {
    package var second: Int
    /// Processor seconds used by this process.
    package var processCPU: Double
    /// Share of the machine's processor time in use by anyone, stolen by other guests: 0 to 1.
    package var machineBusy: Double
    package var machineSteal: Double
    package var residentBytes: Int64

    package init(
        second: Int, processCPU: Double, machineBusy: Double, machineSteal: Double, residentBytes: Int64
    ) {
        self.second = second
        self.processCPU = processCPU
        self.machineBusy = machineBusy
        self.machineSteal = machineSteal
        self.residentBytes = residentBytes
    }
}

/// Something notable, with its instant: a phase began, a reader rebalanced, a broker went away.
package struct Incident: Hashable, Sendable, Codable {
    package enum Severity: String, CaseIterable, Hashable, Sendable, Codable {
        case note, warning, error
    }

    package var at: Nanoseconds
    package var severity: Severity
    /// Short and stable: `phase`, `rebalance`, `drill`, `client-error`, `topic-deleted`.
    package var kind: String
    package var text: String

    package init(at: Nanoseconds, severity: Severity = .note, kind: String, text: String) {
        self.at = at
        self.severity = severity
        self.kind = kind
        self.text = text
    }
}
