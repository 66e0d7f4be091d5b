extension ScenarioTable {
    package static let pattern = Shape(
        "pattern", alternatives: [["diurnal"], ["hours"], ["shifts"]],
        [
            Field("day", .duration(.aboveZero), required: true, "How long a day lasts in the trial: `10m`."),
            Field(
                "spread", .percent(0...1), default: "0%",
                "Share of the day over which the regions' clocks are spread."),
            Field("diurnal", .object(diurnal), "A cosine between `low` and 100 %."),
            Field("hours", .object(hours), "100 % during business hours, `low` outside them."),
            Field("shifts", .object(shifts), "On at 100 % and off at `low` by turns, from the day's start."),
        ])

    package static let diurnal = Shape(
        "diurnal course",
        [
            Field("low", .percent(0...1), default: "20%", "The load at the quietest time."),
            Field("peak", .percent(0...1), default: "50%", "When the load is highest, as a share of the day."),
        ])

    package static let hours = Shape(
        "business day",
        [
            Field(
                "from", .percent(0...1), required: true, "The beginning, as a share of the day: 9 o'clock is `37.5%`."),
            Field("until", .percent(0...1), required: true, "The end, likewise; below `from`: on the next day."),
            Field(
                "ramp", .percent(0...1), default: "0%",
                "The straight rise before the beginning and the straight fall after the end, each as a share of the day."
            ),
            Field("low", .percent(0...1), default: "0%", "The load outside the hours."),
        ])

    package static let shifts = Shape(
        "shift plan",
        [
            Field("on", .percent(0...1), required: true, "How long a shift lasts, as a share of the day."),
            Field("off", .percent(0...1), required: true, "How long it is off after each, likewise."),
            Field("low", .percent(0...1), default: "0%", "The load while it is off."),
        ])
}
