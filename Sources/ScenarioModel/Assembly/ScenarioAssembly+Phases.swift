import Quantities

extension ScenarioAssembly {
    mutating func readPhases(_ object: ReadObject) {
        let objects = object.list("phases").compactMap { value -> ReadObject? in
            guard case .object(let phase) = value.content else { return nil }
            return phase
        }
        var firsts: [String: Place] = [:]
        for phase in objects {
            if let name = phase.text("name") {
                if let first = firsts[name] {
                    let line = first.line.map { " in line \($0)" } ?? ""
                    problems.add(
                        phase.place(of: "name"), "a second phase '\(name)'",
                        "the first is\(line): every phase has its own name")
                } else {
                    firsts[name] = phase.place(of: "name")
                    phaseNames.append(name)
                }
            }
            let load = load(phase)
            if let name = phase.text("name"), let kind = phase.choice("kind", as: Phase.Kind.self),
                let duration = phase.duration("for"), let load
            {
                phases.append(Phase(name: name, kind: kind, duration: duration, load: load))
            }
        }
        let isJudged = objects.contains { $0.text("kind") != Phase.Kind.warmUp.rawValue }
        if !objects.isEmpty, !isJudged {
            problems.add(object.place(of: "phases"), "no measured phase", "add a phase of the kind measured")
        }
    }

    mutating func drill(_ value: ReadValue) -> Drill? {
        guard case .object(let object) = value.content else { return nil }
        if let name = object.text("phase") {
            _ = requireKnown(name, object.place(of: "phase"), "phase", in: phaseNames)
        }
        guard let broker = object.integer("broker"), let name = object.text("phase"),
            let after = object.duration("after"), let duration = object.duration("for")
        else { return nil }
        if let phase = phases.first(where: { $0.name == name }), after + duration > phase.duration {
            problems.add(
                object.place(of: "for"),
                "the drill ends \(after + duration) after the start of '\(name)', which lasts \(phase.duration)",
                "shorten 'after' or 'for', or lengthen the phase")
        }
        return Drill(kind: .brokerOutage(broker: broker, duration: duration), phase: name, after: after)
    }

    private mutating func load(_ phase: ReadObject) -> LoadCurve? {
        if let steady = phase.number("load") { return .steady(steady) }
        guard let curve = phase.object("load") else { return nil }
        if let ramp = curve.object("ramp"), let from = ramp.number("from"), let to = ramp.number("to") {
            return .ramp(from: from, to: to)
        }
        guard let object = curve.object("burst"), let base = object.number("base"), let peak = object.number("peak"),
            let after = object.duration("after"), let rise = object.duration("rise"),
            let hold = object.duration("hold"), let fall = object.duration("fall")
        else { return nil }
        let length = after + rise + hold + fall
        if let duration = phase.duration("for"), length > duration {
            problems.add(
                object.place, "the burst takes \(length), longer than its phase of \(duration)",
                "lengthen the phase, or shorten 'after', 'rise', 'hold' or 'fall'")
        }
        return .burst(LoadCurve.Burst(base: base, peak: peak, after: after, rise: rise, hold: hold, fall: fall))
    }
}
