extension ScenarioTable {
    package static let link = Shape(
        "link",
        [
            Field(
                "kind", .choice(LinkPreset.allCases.map(\.rawValue)),
                "A preset that the other keys change one by one; without one a link begins unbounded, at once and without loss."
            ),
            Field("bandwidth", .bandwidth, "Of one device's link, like `5Mbit/s`; no bound where absent."),
            Field("delay", .duration(.zeroAllowed), "One way, for every event; none where absent."),
            Field(
                "jitter", .duration(.zeroAllowed),
                "Up to so much more than the delay, evenly; never changes the order of a device's events. None where absent."
            ),
            Field(
                "loss", .percent(0...0.99),
                "Share of attempts (to send what is under way, to reconnect) that are lost and made again; none where absent."
            ),
            Field(
                "retransmit", .duration(.aboveZero),
                "How long a sender waits before it makes a lost attempt again; 1 s where absent."),
            Field(
                "drops", .either(.choice(["none"]), drops),
                "Disconnections that come at random to each device on its own; `none` takes a preset's away."),
            Field("reconnect", .object(reconnect), "How a device tries to get back."),
            Field("fallback", .object(fallback), "Another way to the cluster while the device's own link is gone."),
        ])

    package static let drops = Shape(
        "drops section",
        [
            Field(
                "every", .duration(.aboveZero),
                "Mean time from the end of one to the start of the next; required without a preset's."),
            Field("for", .duration(.aboveZero), "Mean length; required without a preset's."),
            Field("peak_phases", .list(.identifier), "Phases in which they come `factor` times as often."),
            Field("factor", .number(1...1000), "How much more often in `peak_phases`; 1 where absent."),
        ])

    package static let reconnect = Shape(
        "reconnect section",
        [
            Field("first", .duration(.aboveZero), "The wait before the first attempt; 1 s where absent."),
            Field("factor", .number(1...10), "Each wait is so many times the one before; 2 where absent."),
            Field("most", .duration(.aboveZero), "No wait is longer; 1 min where absent."),
            Field(
                "jitter", .percent(0...1),
                "Share of each wait that is drawn at random; 100 % where absent. 0 % lets a fleet come back in step."),
        ])

    package static let fallback = Shape(
        "fall-back",
        [
            Field("link", .identifier, required: true, "The other link, one of `links`."),
            Field(
                "after", .duration(.zeroAllowed), default: "0s", "How long the own link must have been gone."),
        ])

    package static let outage = Shape(
        "outage",
        [
            Field("name", .identifier, required: true, "Its name, no other outage's."),
            Field("links", .list(.identifier), default: "[]", "Strikes devices on these links; on all where empty."),
            Field("groups", .list(.identifier), default: "[]", "Strikes devices of these groups; of all where empty."),
            Field(
                "regions", .list(.integer(0...9_999_999)), default: "[]",
                "Strikes devices of these regions, by their numbers from 0; of all where empty."),
            Field("share", .percent(0...1), default: "100%", "Share of those devices, drawn by the seed."),
            Field("phase", .identifier, required: true, "The phase it begins in; it may last into later ones."),
            Field("after", .duration(.zeroAllowed), default: "0s", "How long after the phase's start."),
            Field("for", .duration(.aboveZero), required: true, "How long each device's outage lasts."),
            Field(
                "spread", .duration(.zeroAllowed), default: "0s",
                "Each device's outage begins up to so much later and lasts as long: a fleet out of range one by one."),
        ])
}
