extension ScenarioTable {
    package static let reader = Shape(
        "reader",
        [
            Field("topics", .list(.topicName), required: true, "The topics it reads, of `topics`."),
            Field(
                "role", .choice(["live", "paused", "slow", "replay"]), default: "live",
                "`live`: reads all the time. `paused`: is away for a while, then catches up. `slow`: handles at most `limit`. `replay`: joins later and reads everything from the beginning."
            ),
            Field(
                "members", .integer(1...1024), default: "1",
                "Consumers in the group, each one client; no more than there are partitions."),
            Field("commit", .duration(.aboveZero), default: "1s", "How often each member commits what it has handled."),
            Field("caught_up", .object(caughtUp), default: "{}", "When it counts as caught up."),
            Field("away", .object(away), "Its absence; for `paused`, and required there."),
            Field("from", .identifier, "The phase at whose start it joins; for `replay`, and required there."),
            Field(
                "limit", .rate,
                "Events it handles in a time over all members: for `slow` (required), for `paused` while it catches up and for `replay` (absent: as fast as it can). `--scale` multiplies it."
            ),
            Field(
                "dead_letters", .topicName,
                "It looks into every value and forwards what is malformed to this topic, one of `topics`, which nobody else feeds. Such a reader reads one topic."
            ),
            Field(
                "upserts", .flag, default: "false",
                "It keeps a table by device and sequence, so that what was sent twice counts once; the result is reconciled with the plan."
            ),
            Field("schema", .identifier, "The firmware version whose schema it reads with, one of `firmware`."),
            Field("scale_out", .object(scaleOut), "Members that join later."),
            Field(
                "properties", .properties, default: "{}",
                "librdkafka properties of its members, over those of the target (`fetch.wait.max.ms`, …)."),
        ])

    package static let away = Shape(
        "absence",
        [
            Field("from", .identifier, required: true, "It leaves at the start of this phase."),
            Field("until", .identifier, required: true, "It is back at the start of this later phase."),
            Field(
                "manner", .choice(Outage.Manner.allCases.map(\.rawValue)), default: "pause",
                "`pause`: stays in the group and keeps polling with its partitions paused. `leave`: leaves the group and joins again. `crash`: is gone without a last commit, and reads again what lies behind its last one."
            ),
        ])

    package static let scaleOut = Shape(
        "scale-out",
        [
            Field("members", .integer(1...1024), required: true, "Members in all from then on; more than `members`."),
            Field("phase", .identifier, required: true, "The phase it belongs to."),
            Field("after", .duration(.zeroAllowed), default: "0s", "How long after the phase's start."),
        ])

    package static let caughtUp = Shape(
        "caught-up rule",
        [
            Field(
                "lag", .duration(.aboveZero), default: "1s",
                "The lag allowed on each partition, as so much time of its mean arrivals (at least ten events)."),
            Field("hold", .duration(.zeroAllowed), default: "2s", "For so long without a break."),
        ])
}
