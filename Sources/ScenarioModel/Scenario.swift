package import Quantities

/// What to do: the fleet that sends, the topics, the readers, the phases, the drills, and what is good enough.
///
/// A value of this type is complete and consistent: the decoder reports every problem before one exists.
package struct Scenario: Hashable, Sendable {
    /// Short, path-safe: `shift-change`.
    package var name: String
    /// One line for people: `Shift change at a container port`.
    package var title: String
    /// What it stands for, where its numbers come from, what a good result looks like; Markdown.
    package var about: String
    /// The rating a healthy cluster is expected to get; `never-drains` expects red.
    package var expects: ExpectedRating
    /// Seeds every random choice of the workload: the same seed gives the same stream, byte for byte.
    package var seed: UInt64
    package var topics: [Topic]
    package var fleet: [DeviceGroup]
    package var links: [Link]
    package var outages: [LinkOutage]
    package var firmware: [Firmware]
    package var producers: ProducerSettings
    package var readers: [Reader]
    package var phases: [Phase]
    package var drills: [Drill]
    /// The bands that the scenario sets itself; a criterion without one has its default.
    package var criteria: [CriterionBands]
    package var limits: Limits
    /// What users were promised, for the criteria that ask whether it was kept; nil: nothing was.
    package var serviceLevel: ServiceLevel?
    /// What a pipeline runs of it; nil: it does not say.
    package var smoke: SmokeRun?
    /// What devices, rates and reader limits have been multiplied by already; 1 as written.
    package var scale: Double

    package init(
        name: String, title: String = "", about: String = "", expects: ExpectedRating = .green, seed: UInt64 = 1,
        topics: [Topic], fleet: [DeviceGroup], links: [Link] = [], outages: [LinkOutage] = [],
        firmware: [Firmware] = [], producers: ProducerSettings = ProducerSettings(), readers: [Reader] = [],
        phases: [Phase], drills: [Drill] = [], criteria: [CriterionBands] = [],
        limits: Limits = Limits(), serviceLevel: ServiceLevel? = nil, smoke: SmokeRun? = nil, scale: Double = 1
    ) {
        self.name = name
        self.title = title
        self.about = about
        self.expects = expects
        self.seed = seed
        self.topics = topics
        self.fleet = fleet
        self.links = links
        self.outages = outages
        self.firmware = firmware
        self.producers = producers
        self.readers = readers
        self.phases = phases
        self.drills = drills
        self.criteria = criteria
        self.limits = limits
        self.serviceLevel = serviceLevel
        self.smoke = smoke
        self.scale = scale
    }
}

/// The rating a healthy cluster is expected to get from a scenario.
package enum ExpectedRating: String, CaseIterable, Hashable, Sendable {
    case green, yellow, red
}

/// A topic the scenario needs: used when it is there with enough partitions, created when it is absent.
package struct Topic: Hashable, Sendable {
    /// As written in the scenario; the trial may put a prefix before it.
    package var name: String
    package var partitions: Int
    /// nil: the cluster's default.
    package var replication: Int?
    /// Topic configuration, passed on as it is (`retention.ms`, ...).
    package var config: [String: String]

    package init(name: String, partitions: Int, replication: Int? = nil, config: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.config = config
    }
}

/// How the events are sent: a number of producers that share the fleet's devices by device number.
package struct ProducerSettings: Hashable, Sendable {
    /// Producers, each one client with its own connections and its own thread.
    package var count: Int
    /// librdkafka properties; over the target's.
    package var properties: [String: String]

    package init(count: Int = 1, properties: [String: String] = [:]) {
        self.count = count
        self.properties = properties
    }
}

/// What bounds a trial, so that it never hangs.
package struct Limits: Hashable, Sendable {
    /// How long readers may take to get their partitions before the load starts.
    package var ready: Nanoseconds
    /// How long outstanding sends and backlogs may take after the last phase.
    package var drain: Nanoseconds
    /// Share of the machine's processor time, from 0 to 1, above which the generator counts as saturated.
    package var generatorCPU: Double
    /// Share of processor time stolen by other guests, from 0 to 1, above which the generator counts as saturated.
    package var steal: Double
    /// Share of late sends, from 0 to 1, above which the generator counts as saturated.
    package var lateSends: Double

    package init(
        ready: Nanoseconds = .seconds(30), drain: Nanoseconds = .seconds(60), generatorCPU: Double = 0.9,
        steal: Double = 0.1, lateSends: Double = 0.01
    ) {
        self.ready = ready
        self.drain = drain
        self.generatorCPU = generatorCPU
        self.steal = steal
        self.lateSends = lateSends
    }
}

/// A promise to users: so large a share of events is with the live readers within a time.
package struct ServiceLevel: Hashable, Sendable {
    /// From the intended time to the reader.
    package var within: Nanoseconds
    /// From 0 to 1: 0.999.
    package var share: Double
    /// The short window that is looked at for a fast burn of the error budget.
    package var window: Nanoseconds
    /// The period that the error budget (1 - share) is for.
    package var period: Nanoseconds

    package init(
        within: Nanoseconds, share: Double, window: Nanoseconds = .seconds(300),
        period: Nanoseconds = .seconds(30 * 86_400)
    ) {
        self.within = within
        self.share = share
        self.window = window
        self.period = period
    }
}

/// A criterion's bands as the scenario sets them; what is nil keeps the criterion's default.
package struct CriterionBands: Hashable, Sendable {
    /// The criterion's id (`live-tail`).
    package var id: String
    /// The bound of green, in the criterion's base unit: seconds, a fraction, a count, a ratio.
    package var green: Double?
    /// The bound of yellow, likewise.
    package var yellow: Double?
    /// The percentile that a latency criterion looks at, from 0 to 100.
    package var percentile: Double?

    package init(id: String, green: Double? = nil, yellow: Double? = nil, percentile: Double? = nil) {
        self.id = id
        self.green = green
        self.yellow = yellow
        self.percentile = percentile
    }
}
