import Quantities

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
    var phasesAreComplete = true
    var linkNames: [String] = []
    /// Whether all that is said of links, and of who is on them, is known.
    var linksAreKnown = true
    var links: [Link] = []
    var firmwareNames: [String] = []
    /// Those without a problem.
    var firmware: [Firmware] = []
    var groupNames: [String] = []

    init(criteria: [CriterionKey], problems: ProblemList) {
        self.criteria = criteria
        self.problems = problems
    }

    /// nil where a required part had a problem, which has been reported then.
    mutating func scenario(_ object: ReadObject, scale given: Double?, memory: ByteCount?) -> Scenario? {
        readScale(object, given)
        requireSome(object, "topics", of: object.named("topics").count)
        requireSome(object, "fleet", of: object.named("fleet").count)
        requireSome(object, "phases", of: object.list("phases").count)
        // References are checked against these, so they come first.
        let topics = object.named("topics").compactMap { topic($0) }
        readPhases(object)
        readLinks(object)
        readFirmware(object)
        groupNames = object.named("fleet").map(\.name)
        let fleet = object.named("fleet").compactMap { group($0) }
        requireCountableDevices(fleet, object)
        requireFewConnections(fleet, object)
        requireMemory(fleet, object, memory)
        let outages = outages(object, fleet: linksAreKnown && fleet.count == groupNames.count ? fleet : nil)
        let readers = object.named("readers").compactMap { reader($0) }
        requireSeparateDeadLetters(object)
        let drills = object.list("drills").compactMap { drill($0) }
        let bands = object.named("criteria").compactMap { self.bands($0) }
        guard let name = object.text("name"), let title = object.text("title"), let about = object.text("about"),
            let expects = object.choice("expects", as: ExpectedRating.self), let seed = object.integer("seed"),
            let producers = producers(object), let limits = limits(object)
        else { return nil }
        let serviceLevel = serviceLevel(object)
        let smoke = smoke(object)
        return Scenario(
            name: name, title: title, about: about, expects: expects, seed: UInt64(seed), topics: topics, fleet: fleet,
            links: links, outages: outages, firmware: firmware, producers: producers, readers: readers, phases: phases,
            drills: drills, criteria: bands, limits: limits, serviceLevel: serviceLevel, smoke: smoke, scale: scale)
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

    private mutating func serviceLevel(_ object: ReadObject) -> ServiceLevel? {
        guard let level = object.object("service_level"), let within = level.duration("within"),
            let share = level.number("share"), let window = level.duration("window"),
            let period = level.duration("period")
        else { return nil }
        if share == 0 || share == 1 {
            problems.add(
                level.place(of: "share"),
                "a promise of \(share.percentText) leaves \(share == 1 ? "no" : "only an") error budget",
                "give a share above 0% and below 100%")
        }
        if window > period {
            problems.add(
                level.place(of: level.has("window") ? "window" : "period"),
                "the window of \(window) is longer than the period of \(period)", "give a shorter 'window'")
        }
        return ServiceLevel(within: within, share: share, window: window, period: period)
    }

    private mutating func smoke(_ object: ReadObject) -> SmokeRun? {
        guard let smoke = object.object("smoke") else { return nil }
        if let reason = smoke.text("real_cluster") {
            if smoke.has("set") {
                problems.add(
                    smoke.place(of: "set"), "'set' of a smoke run that is not made", "remove it, or give a 'scale'")
            }
            return .realCluster(reason: reason)
        }
        let set = smoke.properties("set").map { "\($0.key)=\($0.value)" }.sorted()
        return smoke.number("scale").map { .embedded(scale: $0, set: set) }
    }

    /// When a phase begins; nil where it is unknown, or a phase had a problem.
    func start(of phase: String) -> Nanoseconds? {
        guard phasesAreComplete, let index = phases.firstIndex(where: { $0.name == phase }) else { return nil }
        return phases[..<index].reduce(.zero) { $0 + $1.duration }
    }

    /// Reports a name that was taken before.
    mutating func requireFirst(_ name: String, _ place: Place, _ kind: String, _ firsts: inout [String: Place]) {
        guard let first = firsts[name] else {
            firsts[name] = place
            return
        }
        let line = first.line.map { " in line \($0)" } ?? ""
        problems.add(place, "a second \(kind) '\(name)'", "the first is\(line): every \(kind) has its own name")
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
