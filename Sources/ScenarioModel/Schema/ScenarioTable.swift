/// The keys of a scenario file.
package enum ScenarioTable {
    package static let scenario = Shape(
        "scenario",
        [
            Field(
                "name", .identifier, required: true, "Short and path-safe; names the trial, its topics and its reports."
            ),
            Field("title", .text, default: "\"\"", "One line for people."),
            Field(
                "about", .text, default: "\"\"",
                "What it stands for, where its numbers come from, what a good result looks like, how long it takes. Markdown."
            ),
            Field(
                "expects", .choice(ExpectedRating.allCases.map(\.rawValue)), default: "green",
                "The rating that a healthy cluster gets."),
            Field(
                "seed", .integer(0...Int.max), default: "1",
                "Seeds every random choice of the workload: the same seed gives the same stream of events, byte for byte."
            ),
            Field(
                "scale", .number(0.0001...10_000), default: "1",
                "Multiplies devices, rates, own connections and reader limits, never durations or partitions. `--scale` replaces it."
            ),
            Field(
                "topics", .named(name: .topicName, topic, canAdd: false), required: true,
                "The topics the scenario needs, by name: used when they are there with enough partitions, created when absent."
            ),
            Field(
                "fleet", .named(name: .identifier, group, canAdd: false), required: true,
                "The groups of devices that send, by name."),
            Field(
                "links", .named(name: .identifier, link, canAdd: false), default: "{}",
                "The classes of links that groups name: how a device reaches the cluster."),
            Field(
                "outages", .list(.object(outage)), default: "[]",
                "Planned times without connection, for many devices at once."),
            Field(
                "firmware", .named(name: .identifier, firmware, canAdd: false), default: "{}",
                "Versions of the devices' software, by name; \(mostFirmware) at most."),
            Field("producers", .object(producers), default: "{}", "The clients that send the fleet's events."),
            Field(
                "readers", .named(name: .identifier, reader, canAdd: false), default: "{}",
                "The consumer groups that read, by name."),
            Field(
                "phases", .list(.object(phase)), required: true,
                "The spans of the trial, in order; every measurement belongs to one. At least one is `measured`."),
            Field("drills", .list(.object(drill)), default: "[]", "Operational changes in mid-trial."),
            Field(
                "criteria", .named(name: .text, criterion, canAdd: true), default: "{}",
                "Bands that the scenario sets itself, by criterion; every other criterion keeps its defaults."),
            Field("limits", .object(limits), default: "{}", "What bounds the trial, so that it never hangs."),
            Field("service_level", .object(serviceLevel), "What users were promised."),
            Field("smoke", .object(smoke), "The smallest run of it, for a pipeline, or why there is none."),
        ])

    package static let serviceLevel = Shape(
        "service level",
        [
            Field(
                "within", .duration(.aboveZero), required: true,
                "From the instant an event was due to the live readers."),
            Field("share", .percent(0...1), required: true, "So many events are that fast: `99.9%`; less than 100 %."),
            Field(
                "window", .duration(.aboveZero), default: "5m", "The short window for a fast burn of the error budget."),
            Field(
                "period", .duration(.aboveZero), default: "30d",
                "What the error budget is for; no shorter than `window`."),
        ])

    package static let smoke = Shape(
        "smoke run", alternatives: [["scale"], ["real_cluster"]],
        [
            Field(
                "scale", .number(0.0001...10_000),
                "On the embedded target in about a minute on two cores, at this `--scale`; or `real_cluster`."),
            Field("set", .properties, default: "{}", "What `--set` changes for it: `phases.steady.for: 5s`."),
            Field("real_cluster", .text, "Why it needs a real cluster."),
        ])

    package static let topic = Shape(
        "topic",
        [
            Field(
                "partitions", .integer(1...100_000), required: true, "Partitions it needs; `--scale` leaves them alone."
            ),
            Field("replication", .integer(1...100), "Replicas of each partition; the cluster's default where absent."),
            Field(
                "config", .properties, default: "{}",
                "Topic configuration for a topic that is created, passed on as it is (`retention.ms`, …)."),
        ])

    package static let producers = Shape(
        "producers section",
        [
            Field(
                "count", .integer(1...1024), default: "1",
                "Producers, each one client with its own connections; they share the devices."),
            Field(
                "properties", .properties, default: "{}",
                "librdkafka properties of every producer, over those of the target (`linger.ms`, `acks`, …)."),
        ])

    package static let criterion = Shape(
        "criterion",
        [
            Field(
                "percentile", .number(0...100),
                "The percentile that a latency criterion looks at; 100 is the maximum. Only for criteria measured in time."
            ),
            Field("green", .bound, "The bound of green, in the criterion's unit."),
            Field("yellow", .bound, "The bound of yellow; no better than green."),
        ])

    package static let limits = Shape(
        "limits section",
        [
            Field(
                "ready", .duration(.aboveZero), default: "30s",
                "How long readers may take to get their partitions before the load starts."),
            Field(
                "drain", .duration(.aboveZero), default: "60s",
                "How long outstanding sends and backlogs may take after the last phase."),
            Field(
                "generator_cpu", .percent(0...1), default: "90%",
                "Share of the machine's processor time above which the generator counts as saturated."),
            Field(
                "steal", .percent(0...1), default: "10%",
                "Share of processor time stolen by other guests above which the generator counts as saturated."),
            Field(
                "late_sends", .percent(0...1), default: "1%",
                "Share of late sends above which the generator counts as saturated."),
        ])
}
