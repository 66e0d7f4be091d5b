/// A group of like devices that send to one topic.
package struct DeviceGroup: Hashable, Sendable {
    package var name: String
    package var topic: String
    /// How many devices; `--scale` multiplies it.
    package var devices: Int
    /// Events a second of the whole group at load 100 %.
    package var rate: Double
    package var arrival: Arrival
    package var key: KeyStrategy
    /// Tenants and regions that the devices are spread over.
    package var tenants: Int
    package var regions: Int
    /// Zipf exponent of the spread over the key's values: 0 is even; 1 gives the first value twice the second's share.
    package var skew: Double
    package var payload: Payload

    package init(
        name: String, topic: String, devices: Int, rate: Double, arrival: Arrival = .periodic(jitter: 0.1),
        key: KeyStrategy = .device, tenants: Int = 1, regions: Int = 1, skew: Double = 0, payload: Payload = Payload()
    ) {
        self.name = name
        self.topic = topic
        self.devices = devices
        self.rate = rate
        self.arrival = arrival
        self.key = key
        self.tenants = tenants
        self.regions = regions
        self.skew = skew
        self.payload = payload
    }
}

/// When the devices of a group send.
package enum Arrival: Hashable, Sendable {
    /// Each device in its own period, shifted each time by up to `jitter` of the period (0 to 1) either way.
    case periodic(jitter: Double)
    /// Exponential gaps: events independent of each other.
    case poisson
}

/// What an event's key is made of; with it, what shares a partition and keeps its order.
package enum KeyStrategy: String, CaseIterable, Hashable, Sendable {
    case device, tenant, region, none
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
