/// librdkafka properties that Seatrial sets itself, because its figures depend on them.
enum ReservedProperty {
    /// Where the property comes from instead; nil for one that users may set.
    static func owner(of property: String) -> String? {
        switch property {
        case "bootstrap.servers", "metadata.broker.list":
            "the brokers are the target's: set 'bootstrap' in targets.yaml or name them with --target"
        case "group.id": "each reader has its own group, named after trial and reader: remove it"
        case "enable.auto.commit", "auto.commit.enable", "enable.auto.offset.store", "auto.commit.interval.ms":
            "readers commit what they have handled: set the reader's 'commit' interval instead"
        case "test.mock.num.brokers": "the embedded cluster is a target: use --target embedded"
        default: nil
        }
    }
}
