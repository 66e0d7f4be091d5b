import Quantities

extension ScenarioAssembly {
    mutating func readFirmware(_ object: ReadObject) {
        let entries = object.named("firmware")
        firmwareNames = entries.map(\.name)
        if entries.count > ScenarioTable.mostFirmware {
            problems.add(
                entries[ScenarioTable.mostFirmware].place, "\(entries.count) firmware versions",
                "a scenario has \(ScenarioTable.mostFirmware) at most")
        }
        firmware = entries.compactMap { version($0) }
    }

    private mutating func version(_ entry: ReadEntry) -> Firmware? {
        let object = entry.object
        let size = size(object)
        // Fields that were written badly have been reported; they must not count as absent.
        if object.has("fields"), object["fields"] == nil { return nil }
        let fields = object.has("fields") ? fields(object) : SchemaField.telemetry
        guard let size, let format = object.choice("format", as: Firmware.Format.self),
            let entropy = object.number("entropy")
        else { return nil }
        let firmware = Firmware(
            version: entry.name, format: format, fields: fields,
            payload: Payload(shape: .telemetry, size: size, entropy: entropy))
        if size.smallest < firmware.smallestSize,
            fields.count == object.properties("fields").count || !object.has("fields")
        {
            problems.add(
                object.place(of: "size"), "\(size.smallest) B are too few for the fields of firmware '\(entry.name)'",
                "give \(firmware.smallestSize)B or more, or fewer fields")
        }
        return firmware
    }

    private mutating func fields(_ object: ReadObject) -> [SchemaField] {
        object.properties("fields").compactMap { property in
            guard !SchemaField.reserved.contains(property.key) else {
                problems.add(
                    property.keyPlace, "a field named '\(property.key)'",
                    "'stamp' and 'pad' are in every event already: take another name")
                return nil
            }
            let isOptional = property.value.hasSuffix("?")
            let word = isOptional ? String(property.value.dropLast()) : property.value
            return SchemaField.Kind(rawValue: word).map {
                SchemaField(name: property.key, kind: $0, isOptional: isOptional)
            }
        }
    }

    /// The version a group begins with; nil where it names none, or none that is known.
    mutating func groupFirmware(_ object: ReadObject) -> String? {
        guard let name = object.text("firmware"),
            requireKnown(name, object.place(of: "firmware"), "firmware version", in: firmwareNames)
        else { return nil }
        return name
    }

    mutating func rollouts(_ object: ReadObject) -> [Rollout] {
        let values = object.list("rollouts")
        if !values.isEmpty, !object.has("firmware") {
            problems.add(
                object.place(of: "rollouts"), "rollouts of a group without 'firmware'",
                "name the version that its devices begin with")
        }
        var rollouts: [Rollout] = []
        for value in values {
            guard case .object(let entry) = value.content, let rollout = rollout(entry) else { continue }
            if let last = rollouts.last, let end = end(of: last), let begin = start(of: rollout.phase),
                begin + rollout.after < end
            {
                problems.add(
                    entry.place, "the rollout to '\(rollout.to)' begins before the one above it has ended",
                    "write rollouts in the order of time, each after the one before")
            }
            rollouts.append(rollout)
        }
        return rollouts
    }

    private mutating func rollout(_ object: ReadObject) -> Rollout? {
        let to = object.text("to")
        let phase = object.text("phase")
        let toIsKnown = to.map { requireKnown($0, object.place(of: "to"), "firmware version", in: firmwareNames) }
        let phaseIsKnown = phase.map { requireKnown($0, object.place(of: "phase"), "phase", in: phaseNames) }
        guard let to, let phase, toIsKnown == true, phaseIsKnown == true, let after = object.duration("after"),
            let duration = object.duration("for"), let share = object.number("share"),
            let order = object.choice("order", as: Rollout.Order.self)
        else { return nil }
        if let named = phases.first(where: { $0.name == phase }), after + duration > named.duration {
            problems.add(
                object.place(of: object.has("for") ? "for" : "after"),
                "the rollout ends \(after + duration) after the start of '\(phase)', which lasts \(named.duration)",
                "shorten 'after' or 'for', or lengthen the phase")
        }
        return Rollout(to: to, phase: phase, after: after, duration: duration, share: share, order: order)
    }

    private func end(of rollout: Rollout) -> Nanoseconds? {
        start(of: rollout.phase).map { $0 + rollout.after + rollout.duration }
    }
}
