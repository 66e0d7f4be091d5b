extension ScenarioTable {
    /// Load as a share of the groups' rates.
    package static let load = Kind.percent(0...1000)

    package static let phase = Shape(
        "phase",
        [
            Field("name", .identifier, required: true, "Its name, no other phase's."),
            Field(
                "kind", .choice(Phase.Kind.allCases.map(\.rawValue)), default: "measured",
                "`warm-up`: shown, and excluded from every criterion. `measured`: judged. At least one phase is."),
            Field("for", .duration(.aboveZero), required: true, "How long it lasts; `--scale` leaves it alone."),
            Field(
                "load", .either(load, curve), default: "100%",
                "The fleet's load over the phase, as a share of the groups' rates; a percentage or a curve."),
        ])

    package static let curve = Shape(
        "load curve", alternatives: [["burst"], ["ramp"], ["bell"]],
        [
            Field("burst", .object(burst), "Base load, a rise, a plateau, a fall, base load: a shift change."),
            Field("ramp", .object(ramp), "In a straight line over the phase."),
            Field("bell", .object(bell), "A bell (Gaussian) on a base load, cut off at four standard deviations."),
        ])

    package static let burst = Shape(
        "burst",
        [
            Field("base", load, default: "100%", "The load before and after."),
            Field("peak", load, required: true, "The load of the plateau."),
            Field("after", .duration(.zeroAllowed), default: "0s", "Base load before the rise."),
            Field("rise", .duration(.zeroAllowed), default: "0s", "The straight rise to the peak."),
            Field("hold", .duration(.aboveZero), required: true, "The plateau."),
            Field(
                "fall", .duration(.zeroAllowed), default: "0s",
                "The straight fall; base load for the rest of the phase."),
        ])

    package static let ramp = Shape(
        "ramp",
        [
            Field("from", load, default: "100%", "The load at the phase's start."),
            Field("to", load, required: true, "The load at its end."),
        ])

    package static let bell = Shape(
        "bell",
        [
            Field("base", load, default: "100%", "The load far from the peak."),
            Field("peak", load, required: true, "The load at the peak."),
            Field("at", .duration(.zeroAllowed), required: true, "When the peak is, after the phase's start."),
            Field("width", .duration(.aboveZero), required: true, "One standard deviation."),
        ])

    package static let drill = Shape(
        "drill",
        [
            Field(
                "kind", .choice(["broker-outage", "broker-replacement"]), required: true,
                "`broker-outage`: a broker stops answering for a while and comes back. `broker-replacement`: it is lost "
                    + "with its disk, and one with an empty disk takes its place."),
            Field("broker", .integer(1...100_000), required: true, "Which broker, from 1 in the order of broker ids."),
            Field("phase", .identifier, required: true, "The phase it belongs to."),
            Field("after", .duration(.zeroAllowed), default: "0s", "How long after the phase's start."),
            Field(
                "for", .duration(.aboveZero), required: true,
                "How long the broker is away; it is back within the phase."),
        ])
}
