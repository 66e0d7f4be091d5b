internal import LoadEngine
internal import Quantities
package import ScenarioModel

/// The librdkafka properties of each client: Seatrial's defaults, then the target's, then the scenario's.
package enum ClientProperties {
    package static func common(_ target: TargetProfile, bootstrap: String, trial: String) -> [String: String] {
        var properties = target.properties
        properties["bootstrap.servers"] = bootstrap
        properties["client.id"] = properties["client.id"] ?? "seatrial-\(trial)"
        return properties
    }

    static func producer(_ common: [String: String], _ settings: ProducerSettings, number: Int) -> [String: String] {
        let defaults = [
            // As much as the sending loop remembers; what it refuses is counted as queue full.
            "queue.buffering.max.messages": String(SendLoop.queueCapacity),
            "queue.buffering.max.kbytes": "1048576",
        ]
        return merge(
            defaults, common, ["client.id": "\(common["client.id"] ?? "seatrial")-producer-\(number)"],
            settings.properties)
    }

    /// A device's own client: small, and as patient as the device's link.
    static func device(
        _ common: [String: String], _ settings: ProducerSettings, number: Int, longestValue: Int, backoff: Reconnect
    ) -> [String: String] {
        let first = max(1, Int(backoff.first.milliseconds.rounded()))
        let defaults = [
            "queue.buffering.max.messages": String(OwnConnection.queueCapacity),
            "queue.buffering.max.kbytes": String(max(1024, 4 * longestValue / 1024)),
            "socket.keepalive.enable": "true", "socket.nagle.disable": "true", "log.connection.close": "false",
            "reconnect.backoff.ms": String(min(first, 3_600_000)),
            "reconnect.backoff.max.ms": String(
                min(max(first, Int(backoff.most.milliseconds.rounded())), 3_600_000)),
        ]
        return merge(
            defaults, common, ["client.id": "\(common["client.id"] ?? "seatrial")-device-\(number)"],
            settings.properties)
    }

    /// The producer of a reader's dead letters: as safe as the scenario's own, and smaller.
    static func deadLetters(
        _ common: [String: String], _ settings: ProducerSettings, _ reader: Reader
    ) -> [String: String] {
        let identity = [
            "client.id": "\(common["client.id"] ?? "seatrial")-\(reader.name)-dead-letters",
            "queue.buffering.max.messages": "10000", "queue.buffering.max.kbytes": "65536",
        ]
        return merge(common, identity, settings.properties)
    }

    /// What all members of a reader may fetch ahead together, in KiB; librdkafka's default is 64 MiB each.
    private static let fetchedAhead = 512 * 1024

    /// `members`: all that there will be.
    static func reader(
        _ common: [String: String], _ reader: Reader, members: Int = 1, group: String
    ) -> [String: String] {
        let milliseconds = max(1, Int(reader.commitInterval.milliseconds.rounded()))
        var defaults = [
            "allow.auto.create.topics": "false",
            // Groups start at offsets that the trial commits; only lost offsets and replays begin at the beginning.
            "auto.offset.reset": "earliest",
            "enable.auto.commit": "true", "auto.commit.interval.ms": String(milliseconds),
        ]
        let identity = ["client.id": "\(common["client.id"] ?? "seatrial")-\(reader.name)", "group.id": group]
        if members > 8 { defaults["queued.max.messages.kbytes"] = String(max(1024, fetchedAhead / members)) }
        // A reader with dead letters commits by itself, when they are answered for.
        let ownCommits = reader.deadLetters == nil ? [:] : ["enable.auto.commit": "false"]
        return merge(defaults, common, identity, reader.properties, ownCommits)
    }

    private static func merge(_ layers: [String: String]...) -> [String: String] {
        layers.reduce(into: [:]) { merged, layer in merged.merge(layer) { _, upper in upper } }
    }
}
