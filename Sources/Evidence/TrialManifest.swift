package import Quantities

/// What a trial was: written before the first event is sent, completed at the end.
package struct TrialManifest: Hashable, Sendable, Codable {
    /// Sortable by time: `20261121-021530-7f3a`.
    package var id: String
    package var scenario: String
    /// One line for people.
    package var title: String
    /// The scenario's YAML as it was run, comments and all.
    package var scenarioText: String
    /// `--set` and `--scale` as given.
    package var overrides: [String]
    package var expects: String
    package var target: String
    package var architecture: String
    package var isEmbedded: Bool
    /// Brokers as the cluster names them, `id host:port`.
    package var brokers: [String]
    package var seed: UInt64
    package var scale: Double
    /// Wall clock at the trial's zero, in nanoseconds since 1970 (UTC).
    package var startedAt: Int64
    package var finishedAt: Int64?
    package var state: TrialState
    /// Why it ended early or failed, for people.
    package var reason: String?
    /// The process that runs it, and the host's boot, so that a trial whose process is gone can be told.
    package var host: String
    package var process: Int32
    package var bootID: String
    package var seatrialVersion: String
    package var clientVersion: String
    /// What the scenario promises to users; nil: nothing.
    package var serviceLevel: ServiceLevelRecord?

    package init(
        id: String, scenario: String, title: String, scenarioText: String, overrides: [String] = [],
        expects: String = "green", target: String, architecture: String = "unstated", isEmbedded: Bool,
        brokers: [String] = [], seed: UInt64, scale: Double, startedAt: Int64, finishedAt: Int64? = nil,
        state: TrialState = .running, reason: String? = nil, host: String, process: Int32, bootID: String,
        seatrialVersion: String, clientVersion: String, serviceLevel: ServiceLevelRecord? = nil
    ) {
        self.id = id
        self.scenario = scenario
        self.title = title
        self.scenarioText = scenarioText
        self.overrides = overrides
        self.expects = expects
        self.target = target
        self.architecture = architecture
        self.isEmbedded = isEmbedded
        self.brokers = brokers
        self.seed = seed
        self.scale = scale
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.state = state
        self.reason = reason
        self.host = host
        self.process = process
        self.bootID = bootID
        self.seatrialVersion = seatrialVersion
        self.clientVersion = clientVersion
        self.serviceLevel = serviceLevel
    }
}

/// How far a trial got.
package enum TrialState: String, CaseIterable, Hashable, Sendable, Codable {
    case running
    case finished
    /// Stopped by a signal, or its process is gone.
    case interrupted
    /// Ended by an error of the target or of Seatrial; `reason` says which.
    case failed
}

/// A phase as it was planned and as it ran; instants in nanoseconds since the trial's zero.
package struct PhaseRecord: Hashable, Sendable, Codable {
    package var number: Int
    package var name: String
    package var isWarmUp: Bool
    package var start: Nanoseconds
    package var end: Nanoseconds
    /// Events that its schedule holds.
    package var planned: Int64

    package init(
        number: Int, name: String, isWarmUp: Bool, start: Nanoseconds, end: Nanoseconds, planned: Int64
    ) {
        self.number = number
        self.name = name
        self.isWarmUp = isWarmUp
        self.start = start
        self.end = end
        self.planned = planned
    }
}

/// A reader as it was configured.
package struct ReaderRecord: Hashable, Sendable, Codable {
    package var name: String
    /// `live`, `paused`, `slow`, `replay`.
    package var role: String
    package var group: String
    package var members: Int
    package var topics: [String]
    /// The most events a second it handles; nil where it is not held back.
    package var limit: Double?
    /// The topic it forwards malformed records to; nil: it does not look into them.
    package var deadLetters: String?
    package var upserts: Bool
    /// The firmware version whose schema it reads with.
    package var schema: String?

    package init(
        name: String, role: String, group: String, members: Int, topics: [String], limit: Double? = nil,
        deadLetters: String? = nil, upserts: Bool = false, schema: String? = nil
    ) {
        self.name = name
        self.role = role
        self.group = group
        self.members = members
        self.topics = topics
        self.limit = limit
        self.deadLetters = deadLetters
        self.upserts = upserts
        self.schema = schema
    }
}
