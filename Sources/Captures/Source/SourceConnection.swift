internal import KafkaClient
internal import Quantities
internal import ScenarioModel

/// The cluster that is captured: its client properties, and someone to ask.
struct SourceConnection {
    let profile: TargetProfile
    let properties: [String: String]
    let admin: Admin

    private static let connectSeconds = 10.0
    static let timeoutMs: Int32 = 15_000
    /// How long a leader that is being elected is waited for.
    private static let patienceMs: UInt64 = 15_000

    /// Connects, or says within about ten seconds why not.
    init(_ profile: TargetProfile, limit: CaptureLimit) throws(CaptureError) {
        self.profile = profile
        properties = SourceConnection.properties(profile, limit: limit)
        do throws(KafkaError) {
            admin = try Admin(groupless: properties)
            var notices: [ClientNotice] = []
            _ = try admin.firstAnswer(withinSeconds: SourceConnection.connectSeconds, noting: &notices)
        } catch {
            let at = profile.name == profile.bootstrap ? "" : " at \(profile.bootstrap)"
            throw CaptureError(.target, "target '\(profile.name)'\(at): \(SourceConnection.words(error))")
        }
    }

    /// Asks again while the cluster is only not done yet: a leader is being found.
    func ask<Value>(_ question: (Admin) throws(KafkaError) -> Value) throws(CaptureError) -> Value {
        let begin = MonotonicClock.reading()
        while true {
            do throws(KafkaError) {
                return try question(admin)
            } catch {
                let spentMs = (MonotonicClock.reading() - begin) / 1_000_000
                guard error.isTransient, spentMs < SourceConnection.patienceMs else { throw failure(error) }
                // The client's own poll is the wait: it learns of leaders meanwhile.
                _ = admin.awaitNotices(timeoutMs: 100)
            }
        }
    }

    func failure(_ error: KafkaError) -> CaptureError {
        CaptureError(.target, "target '\(profile.name)': \(SourceConnection.words(error))")
    }

    /// A capture needs fewer rights than a trial, and other ones.
    private static func words(_ error: KafkaError) -> String {
        guard error.isTopicRefusal else { return error.description }
        return "\(error.operation): \(error.reason) (\(error.name)). "
            + "Grant this user Read and Describe on the topics to capture; nothing else is needed."
    }

    /// The target's properties with what is fetched ahead bounded to what the limit lets through in two seconds.
    ///
    /// librdkafka looks again only after a second when its queue was full, so less than that would starve the reading.
    static func properties(_ profile: TargetProfile, limit: CaptureLimit) -> [String: String] {
        let bytes = min(max((limit.bytesPerSecond ?? 64e6) * 2, 4e6), 128e6)
        let events = min(max((limit.eventsPerSecond ?? 250_000) * 2, 10_000), 500_000)
        var properties = [
            "queued.max.messages.kbytes": String(Int(bytes / 1024)), "queued.min.messages": String(Int(events)),
            "fetch.message.max.bytes": String(Int(min(bytes / 4, 1_048_576))),
            "fetch.max.bytes": String(Int(min(bytes / 2, 16e6))),
            // Larger answers, fewer requests; a live capture has no hurry.
            "fetch.wait.max.ms": "500", "fetch.min.bytes": "65536",
        ]
        properties.merge(profile.properties) { _, theirs in theirs }
        properties["bootstrap.servers"] = profile.bootstrap
        properties["client.id"] = properties["client.id"] ?? "seatrial-capture"
        return properties
    }
}
