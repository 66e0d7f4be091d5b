internal import KafkaWire

extension LabService {
    /// Sets and removes quotas; for each owner all changes are made, or none.
    static let alterClientQuotas = LabService(answering: AlterClientQuotasRequest.self, 0...1) { call in
        var response = AlterClientQuotasResponse()
        response.entries = call.request.entries.map { entry in
            var answer = AlterClientQuotasResponse.EntryData()
            answer.errorMessage = nil
            answer.entity = entry.entity.map { part in
                .init {
                    $0.entityType = part.entityType
                    $0.entityName = part.entityName
                }
            }
            do throws(AdminRefusal) {
                let owner = try owner(entry.entity)
                let changes = try changes(entry.ops, of: owner)
                if !call.request.validateOnly {
                    for (kind, value) in changes { call.cluster.quotas.set(kind, of: owner, to: value) }
                }
            } catch {
                answer.errorCode = error.code
                answer.errorMessage = error.message
            }
            return answer
        }
        return response
    }

    private static func owner(
        _ parts: [AlterClientQuotasRequest.EntryData.EntityData]
    ) throws(AdminRefusal) -> QuotaOwner {
        guard !parts.isEmpty else { throw AdminRefusal(.invalidRequest, "Invalid empty client quota entity") }
        var owner = QuotaOwner()
        for part in parts {
            let place: WritableKeyPath<QuotaOwner, QuotaOwner.Part?>
            switch part.entityType {
            case "user": place = \.user
            case "client-id": place = \.client
            case "ip": place = \.address
            default: throw AdminRefusal(.invalidRequest, "Unhandled client quota entity type: \(part.entityType)")
            }
            guard owner[keyPath: place] == nil else {
                throw AdminRefusal(.invalidRequest, "Duplicate client quota entity type: \(part.entityType)")
            }
            if part.entityName?.isEmpty == true {
                throw AdminRefusal(.invalidRequest, "Empty \(part.entityType) not supported")
            }
            owner[keyPath: place] = QuotaOwner.Part(part.entityName)
        }
        guard owner.address == nil || parts.count == 1 else {
            throw AdminRefusal(
                .invalidRequest,
                "Invalid quota entity combination, IP entity should not be used with user/client ID entity.")
        }
        return owner
    }

    private static func changes(
        _ operations: [AlterClientQuotasRequest.EntryData.OpData], of owner: QuotaOwner
    ) throws(AdminRefusal) -> [(QuotaKind, Double?)] {
        var changes: [(QuotaKind, Double?)] = []
        for operation in operations {
            guard let kind = QuotaKind(rawValue: operation.key), kind.isOfAddresses == (owner.address != nil) else {
                throw AdminRefusal(.invalidRequest, "Invalid configuration key \(operation.key)")
            }
            guard !operation.remove else {
                changes.append((kind, nil))
                continue
            }
            guard operation.value.isFinite, operation.value > 0 else {
                throw AdminRefusal(.invalidRequest, "Quota \(operation.key) must be greater than 0")
            }
            // Kafka takes small differences for errors of rounding.
            guard !kind.isWhole || abs(operation.value - operation.value.rounded()) < 1e-6 else {
                throw AdminRefusal(.invalidRequest, "\(operation.key) must be a whole number: \(operation.value)")
            }
            changes.append((kind, operation.value))
        }
        return changes
    }
}
