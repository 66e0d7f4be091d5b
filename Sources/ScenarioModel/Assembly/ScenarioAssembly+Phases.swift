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
                if firsts[name] == nil { phaseNames.append(name) }
                requireFirst(name, phase.place(of: "name"), "phase", &firsts)
            }
            let load = load(phase)
            if let name = phase.text("name"), let kind = phase.choice("kind", as: Phase.Kind.self),
                let duration = phase.duration("for"), let load
            {
                phases.append(Phase(name: name, kind: kind, duration: duration, load: load))
            }
        }
        phasesAreComplete = phases.count == object.list("phases").count
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
        let isReplaced = object.text("kind") == "broker-replacement"
        return Drill(
            kind: isReplaced
                ? .brokerReplacement(broker: broker, duration: duration)
                : .brokerOutage(broker: broker, duration: duration),
            phase: name, after: after)
    }

    private mutating func load(_ phase: ReadObject) -> LoadCurve? {
        if let steady = phase.number("load") { return .steady(steady) }
        guard let curve = phase.object("load") else { return nil }
        if let ramp = curve.object("ramp"), let from = ramp.number("from"), let to = ramp.number("to") {
            return .ramp(from: from, to: to)
        }
        if let object = curve.object("bell") { return bell(object, of: phase) }
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

    private mutating func bell(_ object: ReadObject, of phase: ReadObject) -> LoadCurve? {
        guard let base = object.number("base"), let peak = object.number("peak"), let at = object.duration("at"),
            let width = object.duration("width")
        else { return nil }
        if let duration = phase.duration("for"), at > duration {
            problems.add(
                object.place(of: "at"), "the bell's peak is \(at) after the start of its phase of \(duration)",
                "give an 'at' within the phase, or lengthen it")
        }
        return .bell(LoadCurve.Bell(base: base, peak: peak, at: at, width: width))
    }
}
