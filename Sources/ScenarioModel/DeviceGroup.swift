package import Quantities

/// A group of like devices that send to one topic.
package struct DeviceGroup: Hashable, Sendable {
    package var name: String
    package var topic: String
    /// How many devices; `--scale` multiplies it.
    package var devices: Int
    /// Events a second of the whole group at load 100 %.
    package var rate: Double
    package var arrival: Arrival
    /// The group's own course of the day; nil for none.
    package var pattern: LoadPattern?
    package var key: KeyStrategy
    /// Tenants, regions and fleet segments that the devices are spread over.
    package var tenants: Int
    package var regions: Int
    package var segments: Int
    /// Zipf exponent of the spread over the key's values: 0 is even; 1 gives the first value twice the second's share.
    package var skew: Double
    package var payload: Payload
    /// Name of one of the scenario's links; nil: straight to the producer, without delay or outage.
    package var link: String?
    package var buffer: EdgeBuffer
    package var connection: Connection
    package var mess: Mess
    /// The version its devices begin with; nil: `payload` describes all its events.
    package var firmware: String?
    package var rollouts: [Rollout]

    package init(
        name: String, topic: String, devices: Int, rate: Double, arrival: Arrival = .periodic(jitter: 0.1),
        pattern: LoadPattern? = nil, key: KeyStrategy = .device, tenants: Int = 1, regions: Int = 1, segments: Int = 1,
        skew: Double = 0, payload: Payload = Payload(), link: String? = nil, buffer: EdgeBuffer = EdgeBuffer(),
        connection: Connection = .gateway, mess: Mess = Mess(), firmware: String? = nil, rollouts: [Rollout] = []
    ) {
        self.name = name
        self.topic = topic
        self.devices = devices
        self.rate = rate
        self.arrival = arrival
        self.pattern = pattern
        self.key = key
        self.tenants = tenants
        self.regions = regions
        self.segments = segments
        self.skew = skew
        self.payload = payload
        self.link = link
        self.buffer = buffer
        self.connection = connection
        self.mess = mess
        self.firmware = firmware
        self.rollouts = rollouts
    }
}

/// When the devices of a group send.
package enum Arrival: Hashable, Sendable {
    /// Each device in its own period, shifted each time by up to `jitter` of the period (0 to 1) either way.
    case periodic(jitter: Double)
    /// Exponential gaps: events independent of each other.
    case poisson
}

/// Which connection to the cluster the events of a group's devices take.
package enum Connection: Hashable, Sendable {
    /// The scenario's shared producers.
    case gateway
    /// Each device a producer of its own, up to so many; beyond, device number modulo that number share one. Going dark
    /// closes it, coming back opens a new one.
    case own(most: Int)
}

/// What goes wrong on the way from a device; shares are of the group's events, by seeded draws.
package struct Mess: Hashable, Sendable {
    /// Share of events whose acknowledgement the device does not get: it sends the same event again after `resendAfter`.
    package var resends: Double
    package var resendAfter: Nanoseconds
    /// Share of events that are held up on the way by an even draw up to `lateBy`: late, and out of their order.
    package var late: Double
    package var lateBy: Nanoseconds
    /// Share of events whose content is broken; their stamp is not, so the ledger knows them.
    package var malformed: Double
    /// The devices' clocks are off by an even draw within this either way, each device by its own; shows in event time.
    package var clockSkew: Nanoseconds

    package init(
        resends: Double = 0, resendAfter: Nanoseconds = .seconds(5), late: Double = 0,
        lateBy: Nanoseconds = .seconds(60), malformed: Double = 0, clockSkew: Nanoseconds = .zero
    ) {
        self.resends = resends
        self.resendAfter = resendAfter
        self.late = late
        self.lateBy = lateBy
        self.malformed = malformed
        self.clockSkew = clockSkew
    }
}

/// What an event's key is made of; with it, what shares a partition and keeps its order.
///
/// Written in YAML as its name: `device`, `none`, `tenant+region`.
package struct KeyStrategy: Hashable, Sendable {
    package enum Part: String, CaseIterable, Hashable, Sendable {
        case device, tenant, region, segment
    }

    /// Empty: no key.
    ///
    /// Otherwise in the order of the key's text, each part once.
    package var parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    package static let none = KeyStrategy([])
    package static let device = KeyStrategy([.device])
    package static let tenant = KeyStrategy([.tenant])
    package static let region = KeyStrategy([.region])
    package static let segment = KeyStrategy([.segment])

    /// `none`, or the parts joined by `+`.
    package var name: String { parts.isEmpty ? "none" : parts.map(\.rawValue).joined(separator: "+") }

    /// nil where the text names no strategy, or a part twice.
    package init?(name: String) {
        if name == "none" {
            self.init([])
            return
        }
        let words = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        let parts = words.compactMap(Part.init(rawValue:))
        guard parts.count == words.count, Set(parts).count == parts.count else { return nil }
        self.init(parts)
    }
}

/// What an event carries besides its stamp.
package struct Payload: Hashable, Sendable {
    package enum Shape: String, CaseIterable, Hashable, Sendable {
        /// A JSON object that looks like telemetry: position, speed, fuel, temperature, rpm, vibration.
        case telemetry
        /// Bytes of controlled entropy.
        case random
    }

    package enum Size: Hashable, Sendable {
        case fixed(Int)
        case uniform(min: Int, max: Int)
        /// Log-normal, by its median and its 99th percentile.
        case logNormal(median: Int, p99: Int)
    }

    package var shape: Shape
    /// Bytes of the whole value, stamp included.
    package var size: Size
    /// From 0 (all the same byte) to 1 (incompressible), for `random` and for telemetry's filler.
    package var entropy: Double

    package init(shape: Shape = .random, size: Size = .fixed(256), entropy: Double = 0.5) {
        self.shape = shape
        self.size = size
        self.entropy = entropy
    }
}
