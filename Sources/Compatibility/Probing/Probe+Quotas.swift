package import KafkaWire

/// Whose quota it is: types (`user`, `client-id`, `ip`) with names, nil for the default.
package typealias QuotaOwner = [(type: String, name: String?)]

/// Quotas that limit nobody, on owners whose names say nothing of a run: what tells them from other people's.
package enum HarmlessQuota {
    /// Large, and a number that nobody else sets.
    package static let rate = 1_738_275_931.0
    /// An address of documentation (RFC 5737): nobody has it.
    package static let address = "203.0.113.7"
}

extension Probe {
    /// Sets a quota, or removes it where the value is nil; what the cluster says of it.
    package func setQuota(_ owner: QuotaOwner, _ key: String, to value: Double?) async throws -> BrokerCode {
        let answer = try await send(
            AlterClientQuotasRequest {
                $0.entries = [
                    .init {
                        $0.entity = owner.map { part in
                            .init {
                                $0.entityType = part.type
                                $0.entityName = part.name
                            }
                        }
                        $0.ops = [
                            .init {
                                $0.key = key
                                $0.value = value ?? 0
                                $0.remove = value == nil
                            }
                        ]
                    }
                ]
            }, to: .controller)
        guard let entry = answer.entries.first else {
            throw CheckOutcome.fail("AlterClientQuotas answered without an entry for the client")
        }
        return entry.errorCode
    }

    /// The same, and it is removed after the check; goes on where it worked and every broker has it.
    package func holdQuota(_ owner: QuotaOwner, _ key: String, to value: Double) async throws {
        dropQuotaAfterwards(owner, key)
        try expectNone(try await setQuota(owner, key, to: value), "a quota \(key)")
        for id in try await brokerIDs() {
            _ = try await eventually(within: .seconds(20), "a quota at every broker") {
                try await self.quotas(of: owner, from: .broker(id))[key] == value ? true : nil as Bool?
            }
        }
    }

    /// Sees to it that a quota is gone after the check, however it ends.
    package func dropQuotaAfterwards(_ owner: QuotaOwner, _ key: String) {
        let parts = owner.map { QuotaPart(type: $0.type, name: $0.name) }
        afterwards { _ = try await self.setQuota(parts.map { ($0.type, $0.name) }, key, to: nil) }
    }

    /// The quotas of exactly this owner, by their keys.
    package func quotas(of owner: QuotaOwner, from destination: Destination = .any) async throws -> [String: Double] {
        let answer = try await send(
            DescribeClientQuotasRequest {
                $0.components = owner.map { part in
                    .init {
                        $0.entityType = part.type
                        $0.matchType = part.name == nil ? 1 : 0
                        $0.match = part.name
                    }
                }
                $0.strict = true
            }, to: destination)
        try expectNone(answer.errorCode, "DescribeClientQuotas: \(answer.errorMessage ?? "")")
        let values = (answer.entries ?? []).flatMap(\.values)
        return Dictionary(values.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

private struct QuotaPart: Sendable {
    var type: String
    var name: String?
}
