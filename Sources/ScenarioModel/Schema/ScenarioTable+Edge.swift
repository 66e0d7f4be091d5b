extension ScenarioTable {
    package static let buffer = Shape(
        "buffer",
        [
            Field(
                "events", .integer(1...100_000_000), default: "100000", "Most events one device keeps while it is dark."
            ),
            Field(
                "overflow", .choice(EdgeBuffer.Overflow.allCases.map(\.rawValue)), default: "drop-oldest",
                "`drop-oldest`: the newest are kept. `drop-newest`: the oldest are. `thin-out`: every second one, then every fourth, …: the whole outage at a coarser grain."
            ),
            Field(
                "drain", .choice(EdgeBuffer.Drain.allCases.map(\.rawValue)), default: "backlog-first",
                "`backlog-first`: live events wait until the backlog is through. `live-first`: a live event goes as soon as it is made, the backlog in between."
            ),
        ])

    package static let ownConnections = Shape(
        "own-connections section",
        [
            Field(
                "own", .integer(1...1_000_000), required: true,
                "Each device a producer of its own, up to so many; beyond, devices share them. `--scale` multiplies it."
            )
        ])

    package static let mess = Shape(
        "mess",
        [
            Field(
                "resends", .percent(0...1), default: "0%",
                "Share of events whose acknowledgement the device does not get: it sends the same event again."),
            Field("resend_after", .duration(.aboveZero), default: "5s", "How long it waits before it does."),
            Field("late", .percent(0...1), default: "0%", "Share of events that are held up on the way."),
            Field("late_by", .duration(.aboveZero), default: "60s", "Up to so long, by an even draw."),
            Field(
                "malformed", .percent(0...1), default: "0%",
                "Share of events whose content is broken; not for `shape: random`, which has none to break."),
            Field(
                "clock_skew", .duration(.zeroAllowed), default: "0s",
                "Each device's clock is off by an even draw within this either way."),
        ])
}
