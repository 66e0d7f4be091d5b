internal import ScenarioModel

/// Which reader feeds which dead-letter topic, and who reads it.
///
/// Pure.
enum DeadLetterRoutes {
    /// The word for a reader of nothing but dead letters.
    static let role = "dead-letters"

    /// The reader that forwards to this topic of the scenario; nil: it is no dead-letter topic.
    static func feeder(of topic: String, in scenario: Scenario) -> Reader? {
        scenario.readers.first { $0.deadLetters == topic }
    }

    /// What keeps the account from closing over both topics, and what to do; nil: nothing.
    ///
    /// A scenario file was checked for it; one that was made otherwise was not.
    static func problem(in scenario: Scenario) -> String? {
        for reader in scenario.readers {
            guard let topic = reader.deadLetters else { continue }
            if reader.topics.count != 1 {
                return
                    "reader '\(reader.name)' has dead letters and reads \(reader.topics.count) topics: let it read one"
            }
            let others = scenario.readers.filter { $0.deadLetters == topic }.count
            let isFed = scenario.fleet.contains { $0.topic == topic }
            if !scenario.topics.contains(where: { $0.name == topic }) || others > 1 || isFed {
                return "the dead letters of reader '\(reader.name)' go to '\(topic)': make it a topic of the scenario "
                    + "that nobody else sends to"
            }
        }
        return nil
    }

    /// A reader for each dead-letter topic that has none, so that the account closes over it, too.
    static func auditors(of scenario: Scenario) -> [Reader] {
        let read = Set(scenario.readers.flatMap(\.topics))
        let unread = scenario.readers.filter { feeder in feeder.deadLetters.map { !read.contains($0) } ?? false }
        var names = Set(scenario.readers.map(\.name))
        return unread.compactMap { feeder in
            guard let topic = feeder.deadLetters else { return nil }
            var name = unread.count == 1 ? role : "\(feeder.name)-\(role)"
            while !names.insert(name).inserted { name = "\(feeder.name)-\(name)" }
            // The feeder's properties are for where it reads; what bounds a session or a fetch goes for this one as well.
            return Reader(name: name, topics: [topic], properties: feeder.properties)
        }
    }
}
