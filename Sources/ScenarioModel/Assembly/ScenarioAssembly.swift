/// Puts a scenario together from its read parts and checks what holds between them.
///
/// It goes on after each problem: a part with a problem is left out, and nothing is said about what hangs on it.
struct ScenarioAssembly {
    let criteria: [CriterionKey]
    var problems: ProblemList
    var scale = 1.0
    /// Names with their partitions, nil where these had a problem.
    var topics: [String: Int?] = [:]
    /// Names of phases in order, and what is known of each.
    var phaseNames: [String] = []
    var phases: [Phase] = []

    init(criteria: [CriterionKey], problems: ProblemList) {
        self.criteria = criteria
        self.problems = problems
    }

    /// nil where a required part had a problem, which has been reported then.
    mutating func scenario(_ object: ReadObject, scale given: Double?) -> Scenario? {
        readScale(object, given)
        requireSome(object, "topics", of: object.named("topics").count)
        requireSome(object, "fleet", of: object.named("fleet").count)
        requireSome(object, "phases", of: object.list("phases").count)
        // References are checked against topics and phases, so these come first.
        let topics = object.named("topics").compactMap { topic($0) }
        readPhases(object)
        let fleet = object.named("fleet").compactMap { group($0) }
        requireCountableDevices(fleet, object)
        let readers = object.named("readers").compactMap { reader($0) }
        let drills = object.list("drills").compactMap { drill($0) }
        let bands = object.named("criteria").compactMap { self.bands($0) }
        guard let name = object.text("name"), let title = object.text("title"), let about = object.text("about"),
            let expects = object.choice("expects", as: ExpectedRating.self), let seed = object.integer("seed"),
            let producers = producers(object), let limits = limits(object)
        else { return nil }
        return Scenario(
            name: name, title: title, about: about, expects: expects, seed: UInt64(seed), topics: topics, fleet: fleet,
            producers: producers, readers: readers, phases: phases, drills: drills, criteria: bands, limits: limits,
            scale: scale)
    }

    private mutating func readScale(_ object: ReadObject, _ given: Double?) {
        guard let given else {
            scale = object.number("scale") ?? 1
            return
        }
        let range = 0.0001...10_000.0
        guard range.contains(given) else {
            problems.add(
                Place(source: "--scale \(given)"), "the scale is out of range", "give a number from 0.0001 to 10000")
            return
        }
        scale = given
    }

    private mutating func requireSome(_ object: ReadObject, _ key: String, of count: Int) {
        // An absent or mistyped section has been reported already.
        guard object[key] != nil, count == 0 else { return }
        problems.add(object.place(of: key), "'\(key)' is empty", "a scenario needs at least one of them")
    }

    private mutating func topic(_ entry: ReadEntry) -> Topic? {
        let partitions = entry.object.integer("partitions")
        topics[entry.name] = .some(partitions)
        guard let partitions else { return nil }
        return Topic(
            name: entry.name, partitions: partitions, replication: entry.object.integer("replication"),
            config: values(of: entry.object.properties("config")))
    }

    private mutating func producers(_ object: ReadObject) -> ProducerSettings? {
        guard let producers = object.object("producers") else { return nil }
        let properties = clientProperties(producers)
        return producers.integer("count").map { ProducerSettings(count: $0, properties: properties) }
    }

    private func limits(_ object: ReadObject) -> Limits? {
        guard let limits = object.object("limits"), let ready = limits.duration("ready"),
            let drain = limits.duration("drain"), let processor = limits.number("generator_cpu"),
            let steal = limits.number("steal"), let late = limits.number("late_sends")
        else { return nil }
        return Limits(ready: ready, drain: drain, generatorCPU: processor, steal: steal, lateSends: late)
    }

    /// Reports a name that is none of the known ones.
    mutating func requireKnown(_ name: String, _ place: Place, _ kind: String, in known: some Sequence<String>) -> Bool
    {
        if known.contains(where: { $0 == name }) { return true }
        problems.add(
            place, "unknown \(kind) '\(name)'", NearestName.remedy(for: name, in: known, kind: "\(kind)s here"))
        return false
    }

    /// The properties of a client, without those that are Seatrial's own or belong into targets.yaml.
    mutating func clientProperties(_ object: ReadObject) -> [String: String] {
        let properties = object.properties("properties")
        for property in properties {
            if Redaction.isSecret(property.key) {
                problems.add(
                    property.keyPlace, "the secret property '\(property.key)' in a scenario",
                    "scenarios are stored with their trials: put it into the target's properties in targets.yaml")
            } else if let owner = ReservedProperty.owner(of: property.key) {
                problems.add(property.keyPlace, "property '\(property.key)' cannot be set here", owner)
            }
        }
        return values(of: properties)
    }

    func values(of properties: [ReadProperty]) -> [String: String] {
        Dictionary(properties.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
