package import KafkaClient
internal import LoadEngine
internal import Quantities
package import ScenarioModel

/// A target that answered: its client properties, its brokers, and the embedded cluster where it is one.
package struct TargetConnection: Sendable {
    package var profile: TargetProfile
    package var properties: [String: String]
    package var admin: Admin
    package var metadata: ClusterMetadata
    /// Round trips of small requests, in nanoseconds.
    package var roundTripsNs: [UInt64]
    /// What the client library said while connecting.
    package var notices: [ClientNotice]
    package var embedded: EmbeddedCluster?

    /// How long a target may take to answer the first time.
    private static let connectSeconds = 10.0
    private static let embeddedBrokers = 3

    /// Connects, or says within about ten seconds why not.
    ///
    /// Blocks: for a thread of its own.
    package static func open(_ profile: TargetProfile, trial: String) throws(TrialError) -> TargetConnection {
        do throws(KafkaError) {
            let embedded = profile.isEmbedded ? try EmbeddedCluster(brokers: embeddedBrokers) : nil
            let properties = ClientProperties.common(
                profile, bootstrap: embedded?.bootstrap ?? profile.bootstrap, trial: trial)
            let admin = try Admin(settings: properties)
            var notices: [ClientNotice] = []
            let metadata = try admin.firstAnswer(withinSeconds: connectSeconds, noting: &notices)
            var roundTrips: [UInt64] = []
            for _ in 0..<10 {
                let begin = MonotonicClock.reading()
                _ = try admin.metadata(topics: [], timeoutMs: 5000)
                roundTrips.append(MonotonicClock.reading() - begin)
            }
            return TargetConnection(
                profile: profile, properties: properties, admin: admin, metadata: metadata, roundTripsNs: roundTrips,
                notices: notices, embedded: embedded)
        } catch {
            let at = profile.name == profile.bootstrap ? "" : " at \(profile.bootstrap)"
            throw TrialError(.target, "target '\(profile.name)'\(at): \(error)")
        }
    }
}
