package import Evidence
internal import KafkaWire

extension ClusterIdentity {
    /// Asks every broker of a cluster what it offers.
    /// - Throws: `WireError` where none can be reached.
    package static func read(from target: CompatibilityTarget) async throws -> ClusterIdentity {
        let settings = try target.settings(clientID: "seatrial-identity")
        let pool = BrokerPool(settings)
        do {
            let first = try await pool.any()
            let metadata = try await pool.metadata(MetadataRequest(topics: [], version: 4))
            var common = first.versions.ranges
            for broker in metadata.brokers {
                let ranges: [Int16: ClosedRange<Int16>]
                do {
                    ranges = try await pool.broker(broker.nodeID).versions.ranges
                } catch {
                    // One that cannot be reached is what meta.endpoints-reachable finds, and not the end of the run.
                    continue
                }
                common = common.reduce(into: [:]) { both, entry in
                    guard let other = ranges[entry.key], other.overlaps(entry.value) else { return }
                    both[entry.key] = entry.value.clamped(to: other)
                }
            }
            let features = Dictionary(
                first.versions.finalizedFeatures.map { ($0.name, Int($0.maxVersionLevel)) }, uniquingKeysWith: max)
            let apis = common.sorted { $0.key < $1.key }.map { key, range in
                OfferedAPI(
                    key: Int(key), name: WireAPINames.known[key], lowest: Int(range.lowerBound),
                    highest: Int(range.upperBound))
            }
            await pool.close()
            return ClusterIdentity(
                target: target.name, clusterID: metadata.clusterID, brokers: max(1, metadata.brokers.count),
                apis: apis, features: features, release: KafkaRelease.likest(common)?.description)
        } catch {
            await pool.close()
            throw error
        }
    }
}
