import Quantities

extension ScenarioAssembly {
    mutating func reader(_ entry: ReadEntry) -> Reader? {
        let object = entry.object
        let topics = readTopics(object)
        requirePartitions(object, topics)
        let role = role(object)
        let deadLetters = deadLetters(object)
        let schema = object.text("schema").flatMap {
            requireKnown($0, object.place(of: "schema"), "firmware version", in: firmwareNames) ? $0 : nil
        }
        let scaleOut = scaleOut(object, topics)
        let properties = clientProperties(object)
        guard let role, let members = object.integer("members"), let commit = object.duration("commit"),
            let rule = object.object("caught_up"), let lag = rule.duration("lag"), let hold = rule.duration("hold"),
            let upserts = object.flag("upserts")
        else { return nil }
        return Reader(
            name: entry.name, topics: topics, role: role, members: members, commitInterval: commit,
            caughtUp: CaughtUpRule(lag: lag, hold: hold), deadLetters: deadLetters, upserts: upserts, schema: schema,
            scaleOut: scaleOut, properties: properties)
    }

    private mutating func readTopics(_ object: ReadObject) -> [String] {
        var names: [String] = []
        for value in object.list("topics") {
            guard case .text(let name) = value.content else { continue }
            if names.contains(name) {
                problems.add(value.place, "topic '\(name)' twice", "name it once")
            } else if requireKnown(name, value.place, "topic", in: topics.keys) {
                names.append(name)
            }
        }
        if object["topics"] != nil, object.list("topics").isEmpty {
            problems.add(object.place(of: "topics"), "a reader of no topics", "name at least one of 'topics'")
        }
        return names
    }

    /// A member beyond the partitions would never get one.
    private mutating func requirePartitions(_ object: ReadObject, _ names: [String]) {
        guard let members = object.integer("members"), let partitions = partitions(object, names),
            members > partitions
        else { return }
        problems.add(
            object.place(of: "members"), "\(members) members for \(partitions) partitions",
            "a partition has one member at most: give \(partitions) members or fewer, or more partitions")
    }

    /// Of all its topics together; nil where one of them had a problem.
    func partitions(_ object: ReadObject, _ names: [String]) -> Int? {
        guard names.count == object.list("topics").count else { return nil }
        let counts = names.compactMap { topics[$0].flatMap(\.self) }
        return counts.isEmpty || counts.count < names.count ? nil : counts.reduce(0, +)
    }

    private mutating func role(_ object: ReadObject) -> Reader.Role? {
        guard let role = object.text("role") else { return nil }
        let allowed: [String: [String]] = [
            "paused": ["away", "limit"], "slow": ["limit"], "replay": ["from", "limit"],
        ]
        let needed = ["paused": "away", "slow": "limit", "replay": "from"]
        for key in ["away", "from", "limit"] where object.has(key) && !(allowed[role] ?? []).contains(key) {
            let roles = allowed.filter { $0.value.contains(key) }.keys.sorted()
            problems.add(
                object.place(of: key), "'\(key)' on a reader with the role \(role)",
                "it belongs to \(roles.joined(separator: ", ")): remove it or change the role")
        }
        if let key = needed[role], !object.has(key) {
            problems.add(object.place, "a reader with the role \(role) needs '\(key)'", "add it")
        }
        // A limit that was written badly has been reported; it must not count as absent.
        if object.has("limit"), object.number("limit") == nil { return nil }
        let limit = object.number("limit").map { $0 * scale }
        switch role {
        case "live": return .live
        case "slow": return limit.map { .slow(limit: $0) }
        case "paused": return object.object("away").flatMap { outage($0, limit: limit) }.map { .paused($0) }
        default:
            guard let from = object.text("from"),
                requireKnown(from, object.place(of: "from"), "phase", in: phaseNames)
            else { return nil }
            return .replay(from: from, limit: limit)
        }
    }

    private mutating func outage(_ object: ReadObject, limit: Double?) -> Outage? {
        let from = object.text("from")
        let until = object.text("until")
        let fromIsKnown = from.map { requireKnown($0, object.place(of: "from"), "phase", in: phaseNames) }
        let untilIsKnown = until.map { requireKnown($0, object.place(of: "until"), "phase", in: phaseNames) }
        guard let from, let until, let manner = object.choice("manner", as: Outage.Manner.self),
            fromIsKnown == true, untilIsKnown == true
        else { return nil }
        if let leaves = phaseNames.firstIndex(of: from), let returns = phaseNames.firstIndex(of: until),
            returns <= leaves
        {
            let later = phaseNames[(leaves + 1)...]
            problems.add(
                object.place(of: "until"), "the reader returns with '\(until)', not after it left with '\(from)'",
                later.isEmpty
                    ? "'\(from)' is the last phase: add a phase to come back in"
                    : "name a later phase: \(later.joined(separator: ", "))")
        }
        return Outage(from: from, until: until, manner: manner, limit: limit)
    }
}
