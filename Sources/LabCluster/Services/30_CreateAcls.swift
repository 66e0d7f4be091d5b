internal import KafkaWire

extension LabService {
    /// Makes access rules.
    static let createAcls = LabService(answering: CreateAclsRequest.self, 1...3) { call in
        var response = CreateAclsResponse()
        response.results = call.request.creations.map { asked in
            var result = CreateAclsResponse.AclCreationResult()
            result.errorMessage = nil
            do throws(AdminRefusal) {
                guard call.cluster.hasAuthorizer else {
                    throw AdminRefusal(.securityDisabled, "No Authorizer is configured.")
                }
                call.cluster.accessRules.add(try AccessRule(asked))
            } catch {
                result.errorCode = error.code
                result.errorMessage = error.message
            }
            return result
        }
        return response
    }
}

extension AccessRule {
    fileprivate init(_ asked: CreateAclsRequest.AclCreation) throws(AdminRefusal) {
        guard let kind = AccessKind(rawValue: asked.resourceType),
            let pattern = Pattern(rawValue: asked.resourcePatternType),
            let operation = AccessOperation(rawValue: asked.operation), [2, 3].contains(asked.permissionType)
        else { throw AdminRefusal(.invalidRequest, "Invalid ACL: an unknown kind, pattern, operation or permission") }
        guard !asked.resourceName.isEmpty else {
            throw AdminRefusal(.invalidRequest, "Resource name should not be empty")
        }
        guard kind != .cluster || asked.resourceName == AccessKind.clusterName else {
            throw AdminRefusal(
                .invalidRequest, "The only valid name for the CLUSTER resource is \(AccessKind.clusterName)")
        }
        guard let colon = asked.principal.firstIndex(of: ":"), colon != asked.principal.startIndex else {
            throw AdminRefusal(.invalidRequest, "Could not parse principal from \(asked.principal)")
        }
        guard !asked.host.isEmpty else { throw AdminRefusal(.invalidRequest, "Host should not be empty") }
        self.init(
            kind: kind, name: asked.resourceName, pattern: pattern, principal: asked.principal, host: asked.host,
            operation: operation, isAllowed: asked.permissionType == 3)
    }
}
