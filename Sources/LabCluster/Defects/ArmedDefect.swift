internal import KafkaWire

/// A defect that is switched on, with its own random choices and whatever it has to remember.
final class ArmedDefect {
    let setting: DefectSetting
    private var random: LabRandom
    /// How often it struck.
    private(set) var strikes = 0
    /// What its hooks keep from one call to the next.
    var memory: [String: Int64] = [:]

    init(_ setting: DefectSetting) {
        self.setting = setting
        random = LabRandom(seed: setting.seed)
    }

    /// Whether it strikes here and now; counted.
    func strikes(
        atSeconds now: Double, client: String?, node: Int32?, topic: String?, partition: Int32?
    ) -> Bool {
        guard now >= setting.from, now < setting.to, matches(setting.client, client), matches(setting.node, node),
            matches(setting.topic, topic), matches(setting.partition, partition)
        else { return false }
        if setting.probability < 1 {
            let unit = Double(random.next() >> 11) / Double(1 << 53)
            guard unit < setting.probability else { return false }
        }
        strikes += 1
        return true
    }

    /// What is not asked for, or not known here, matches.
    private func matches<Value: Equatable>(_ wanted: Value?, _ value: Value?) -> Bool {
        guard let wanted, let value else { return true }
        return wanted == value
    }
}

/// One occasion for a defect: whose request it is, and at which node.
struct DefectCall {
    let defect: ArmedDefect
    let cluster: ClusterState
    let clientID: String?
    let node: Int32?
    /// Of the request; -1 where none is at hand.
    let version: Int16

    /// Whether the defect strikes here; asked once for everything that it would change.
    func strikes(topic: String? = nil, partition: Int32? = nil) -> Bool {
        defect.strikes(
            atSeconds: cluster.secondsSinceStart, client: clientID, node: node, topic: topic, partition: partition)
    }
}
