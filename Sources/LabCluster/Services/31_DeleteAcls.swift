internal import KafkaWire

extension LabService {
    /// Removes the access rules that filters match.
    static let deleteAcls = LabService(answering: DeleteAclsRequest.self, 1...3) { call in
        let rules = call.cluster.accessRules
        var response = DeleteAclsResponse()
        response.filterResults = call.request.filters.map { asked in
            var result = DeleteAclsResponse.FilterResult()
            result.errorMessage = nil
            let filter = AccessRuleFilter(asked)
            guard call.cluster.hasAuthorizer, !filter.isUnknown else {
                let isOff = !call.cluster.hasAuthorizer
                result.errorCode = isOff ? .securityDisabled : .invalidRequest
                result.errorMessage =
                    isOff ? "No Authorizer is configured." : "The filter contains an unknown value"
                return result
            }
            let found = rules.all.filter(filter.matches)
            rules.remove(found)
            result.matchingAcls = found.map { rule in
                .init {
                    $0.errorMessage = nil
                    $0.resourceType = rule.kind.rawValue
                    $0.resourceName = rule.name
                    $0.patternType = rule.pattern.rawValue
                    $0.principal = rule.principal
                    $0.host = rule.host
                    $0.operation = rule.operation.rawValue
                    $0.permissionType = rule.permission
                }
            }
            return result
        }
        return response
    }
}
