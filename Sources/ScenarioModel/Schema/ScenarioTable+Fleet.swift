extension ScenarioTable {
    /// Bytes that an event's value may have: the stamp must fit, and telemetry needs room for its fields.
    package static let payloadSizes = 64...64_000_000
    package static let smallestTelemetry = 256

    package static let group = Shape(
        "device group", alternatives: [["rate"], ["every"]],
        [
            Field("topic", .topicName, required: true, "The topic it sends to, one of `topics`."),
            Field("devices", .integer(1...100_000_000), required: true, "How many devices; `--scale` multiplies it."),
            Field("rate", .rate, "Events of the whole group in a time, at load 100 %; or `every`."),
            Field("every", .duration(.aboveZero), "The period of each device, at load 100 %; or `rate`."),
            Field(
                "arrival", .choice(["periodic", "poisson"]), default: "periodic",
                "`periodic`: each device in its own period. `poisson`: exponential gaps, events independent of each other."
            ),
            Field(
                "jitter", .percent(0...1),
                "How far each event is shifted either way, as a share of the period; 10 % where absent. Only for `periodic`."
            ),
            Field(
                "key", .keyStrategy, default: "device",
                "What an event's key is made of (`device`, `tenant`, `region`, `segment`, `none`, or several as `tenant+region`); with it, what shares a partition and keeps its order."
            ),
            Field(
                "tenants", .integer(1...10_000_000), default: "1",
                "Tenants that the devices are spread over; `--scale` leaves them alone."),
            Field(
                "regions", .integer(1...10_000_000), default: "1",
                "Regions that the devices are spread over; `--scale` leaves them alone."),
            Field(
                "segments", .integer(1...10_000_000), default: "1",
                "Fleet segments that the devices are spread over; `--scale` leaves them alone."),
            Field(
                "skew", .number(0...10), default: "0",
                "Zipf exponent of the spread over the key's values: 0 is even; 1 gives the first twice the second's share."
            ),
            Field("payload", .object(payload), default: "{}", "What an event carries; not looked at with `firmware`."),
            Field("pattern", .object(pattern), "The group's own course of the day, on top of the phase's load."),
            Field(
                "link", .identifier,
                "Its devices' link, one of `links`; where absent, straight to the producer without delay or outage."),
            Field("buffer", .object(buffer), default: "{}", "What a device keeps while it is dark."),
            Field(
                "connection", .either(.choice(["gateway"]), ownConnections), default: "gateway",
                "`gateway`: through the scenario's producers. `{ own: 200 }`: devices with producers of their own."),
            Field("mess", .object(mess), default: "{}", "What goes wrong on the way from a device."),
            Field("firmware", .identifier, "The version its devices begin with, one of `firmware`."),
            Field("rollouts", .list(.object(rollout)), default: "[]", "Changes of firmware, in the order of time."),
        ])

    package static let payload = Shape(
        "payload",
        [
            Field(
                "shape", .choice(Payload.Shape.allCases.map(\.rawValue)), default: "random",
                "`telemetry`: a JSON object with position, speed, fuel, … (256 B and up). `random`: bytes (64 B and up)."
            ),
            Field(
                "size", .either(.size(payloadSizes), sizes), default: "256B",
                "Bytes of the whole value, the stamp included; a size or a distribution."),
            Field(
                "entropy", .number(0...1), default: "0.5",
                "From 0 (all the same byte) to 1 (incompressible)."),
        ])

    package static let sizes = Shape(
        "size distribution", alternatives: [["min", "max"], ["median", "p99"]],
        [
            Field("min", .size(payloadSizes), "The smallest; with `max`: every size between them alike."),
            Field("max", .size(payloadSizes), "The largest."),
            Field("median", .size(payloadSizes), "Half are smaller; with `p99`: log-normal."),
            Field("p99", .size(payloadSizes), "One in a hundred is larger."),
        ])
}
