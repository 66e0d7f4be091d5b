extension Report {
    /// What a person looks at first: tail, throughput, lag, distribution.
    func chartsSection() -> Markup {
        tag("section") {
            tag("h2") { "Over the trial" }
            if let headline = series.headline {
                tailChart(headline, id: "tail").figure()
            } else {
                empty("Tail over time", "No reader received an event whose latency could be measured.")
            }
            throughputFigure()
            if series.lags.isEmpty { empty("Lag over time", "No reader's lag was sampled.") }
            for (index, lag) in series.lags.enumerated() { lagChart(lag, id: "lag\(index)").figure() }
            percentileFigure()
            if series.tails.count > 1 { otherTails() }
        }
    }

    private func otherTails() -> Markup {
        tag("details") {
            tag("summary") { "Tails of the other readers" }
            for (index, tail) in series.tails.dropFirst().enumerated() {
                tailChart(tail, id: "tail\(index + 1)").figure()
            }
        }
    }

    /// A chart without data, in words.
    func empty(_ title: String, _ words: String) -> Markup {
        tag("figure") {
            tag("figcaption") { title }
            tag("p", ("class", "muted")) { words }
        }
    }

    /// Points at the middle of their intervals.
    func points(_ values: [Double?]) -> [(x: Double, y: Double?)] {
        values.enumerated().map { (series.grid.middle($0.offset), $0.element) }
    }

    /// Legend entries of the marks that a chart has.
    func swatches(of marks: TimeMarks) -> [(class: String, words: String)] {
        var swatches: [(class: String, words: String)] = []
        if marks.phases.contains(where: \.isWarmUp) { swatches.append(("phase-warm", "warm-up, not rated")) }
        if !marks.outages.isEmpty {
            swatches += [("outage", "outage, devices dark"), ("storm", "devices come back")]
        }
        if !marks.catchUps.isEmpty { swatches.append(("catch", "catch-up")) }
        if !marks.incidents.isEmpty { swatches.append(("incident-mark", "incident, by number")) }
        return swatches
    }

    /// Said under a time axis, with the units that its labels have.
    var timeCaption: String {
        let units = series.grid.seconds <= 2 ? "s" : series.grid.seconds >= 3600 ? "h:min:s" : "min:s"
        return "time since the trial began (\(units))"
    }

    /// How an interval of several seconds was made one point.
    func thinning(_ rule: String) -> String {
        series.grid.interval == 1
            ? "One point a second." : "Each point is the \(rule) of \(series.grid.interval) seconds."
    }
}
