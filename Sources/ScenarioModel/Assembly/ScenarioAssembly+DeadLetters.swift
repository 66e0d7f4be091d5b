import Quantities

extension ScenarioAssembly {
    /// The topic a reader forwards to; nil where it has none, or one with a problem.
    mutating func deadLetters(_ object: ReadObject) -> String? {
        guard let topic = object.text("dead_letters") else { return nil }
        let place = object.place(of: "dead_letters")
        guard requireKnown(topic, place, "topic", in: topics.keys) else { return nil }
        if case .text(topic)? = object.list("topics").first?.content {
            problems.add(
                place, "dead letters into '\(topic)', the topic that they come from",
                "give dead letters a topic of their own")
            return nil
        }
        if object.list("topics").count > 1 {
            problems.add(
                place, "dead letters of a reader of \(object.list("topics").count) topics",
                "a reader with 'dead_letters' reads one topic: make it several readers")
        }
        return topic
    }

    /// What comes into a dead-letter topic must be one reader's, or the account over both topics would not close.
    mutating func requireSeparateDeadLetters(_ object: ReadObject) {
        let groups = object.named("fleet")
        let readers = object.named("readers").filter { $0.object.text("dead_letters") != nil }
        let letters = Set(readers.compactMap { $0.object.text("dead_letters") })
        var feeders: [String: String] = [:]
        for reader in readers {
            guard let topic = reader.object.text("dead_letters") else { continue }
            let place = reader.object.place(of: "dead_letters")
            let readsIt = reader.object.list("topics").contains {
                if case .text(topic) = $0.content { true } else { false }
            }
            // That has been reported at the reader itself.
            if readsIt { continue }
            if let group = groups.first(where: { $0.object.text("topic") == topic }) {
                problems.add(
                    place, "device group '\(group.name)' sends to the dead-letter topic '\(topic)' too",
                    "give dead letters a topic of their own")
            }
            if let other = feeders[topic] {
                problems.add(
                    place, "reader '\(other)' has the dead-letter topic '\(topic)' too",
                    "give each reader one of its own")
            }
            feeders[topic] = reader.name
            for value in reader.object.list("topics") {
                guard case .text(let name) = value.content, letters.contains(name) else { continue }
                problems.add(
                    value.place, "a reader with dead letters reads '\(name)', a dead-letter topic",
                    "what is malformed there is known: read it without 'dead_letters'")
            }
        }
    }

    mutating func scaleOut(_ object: ReadObject, _ names: [String]) -> ScaleOut? {
        guard let out = object.object("scale_out") else { return nil }
        let phase = out.text("phase")
        let isKnown = phase.map { requireKnown($0, out.place(of: "phase"), "phase", in: phaseNames) }
        let members = out.integer("members")
        if let members, let before = object.integer("members"), members <= before {
            problems.add(
                out.place(of: "members"), "a scale-out to \(members) members from \(before)", "give more than \(before)"
            )
        }
        if let members, let partitions = partitions(object, names), members > partitions {
            problems.add(
                out.place(of: "members"), "\(members) members for \(partitions) partitions",
                "a partition has one member at most: give \(partitions) members or fewer, or more partitions")
        }
        guard let phase, isKnown == true, let members, let after = out.duration("after") else { return nil }
        if let named = phases.first(where: { $0.name == phase }), after >= named.duration {
            problems.add(
                out.place(of: "after"),
                "the scale-out comes \(after) after the start of '\(phase)', which lasts \(named.duration)",
                "shorten 'after', or name a later phase")
        }
        return ScaleOut(members: members, phase: phase, after: after)
    }
}
