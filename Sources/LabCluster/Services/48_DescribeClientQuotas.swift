internal import KafkaWire

extension LabService {
    /// The quotas of owners that a filter matches.
    static let describeClientQuotas = LabService(answering: DescribeClientQuotasRequest.self, 0...1) { call in
        var response = DescribeClientQuotasResponse()
        response.errorMessage = nil
        let components = call.request.components
        let types = components.map(\.entityType)
        func refuse(_ message: String) -> DescribeClientQuotasResponse {
            response.errorCode = .invalidRequest
            response.errorMessage = message
            response.entries = nil
            return response
        }
        if Set(types).count != types.count { return refuse("Duplicate filter component entity type") }
        if types.contains("") { return refuse("Unexpected empty filter component entity type") }
        if let unknown = types.first(where: { !["user", "client-id", "ip"].contains($0) }) {
            response.errorCode = .unsupportedVersion
            response.errorMessage = "Custom entity type '\(unknown)' not supported"
            response.entries = nil
            return response
        }
        if types.contains("ip"), types.count > 1 {
            return refuse(
                "Invalid entity filter component combination, IP filter component should not be used with user or clientId filter component."
            )
        }
        if components.contains(where: { !(0...2).contains($0.matchType) }) {
            return refuse("Unexpected match type in a filter component")
        }
        let found = call.cluster.quotas.all.filter { owner, _ in matches(owner, components, call.request.strict) }
        response.entries = found.sorted { $0.key.text < $1.key.text }.map { owner, values in
            .init {
                $0.entity = owner.parts.map { type, part in
                    .init {
                        $0.entityType = type
                        $0.entityName = part.name
                    }
                }
                $0.values = values.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, value in
                    .init {
                        $0.key = kind.rawValue
                        $0.value = value
                    }
                }
            }
        }
        return response
    }

    private static func matches(
        _ owner: QuotaOwner, _ components: [DescribeClientQuotasRequest.ComponentData], _ isStrict: Bool
    ) -> Bool {
        let parts = Dictionary(uniqueKeysWithValues: owner.parts.map { ($0.type, $0.part) })
        if isStrict, parts.count != components.count { return false }
        return components.allSatisfy { component in
            guard let part = parts[component.entityType] else { return false }
            return switch component.matchType {
            case 0: part.name != nil && part.name == component.match
            case 1: part == .standard
            default: true
            }
        }
    }
}
