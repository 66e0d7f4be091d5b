internal import KafkaWire

extension LabService {
    /// Makes a token for who asks, or for somebody else.
    static let createDelegationToken = LabService(answering: CreateDelegationTokenRequest.self, 1...3) { call in
        var response = CreateDelegationTokenResponse()
        let request = call.request
        let owner =
            request.ownerPrincipalName.flatMap { $0.isEmpty ? nil : "\(request.ownerPrincipalType ?? "User"):\($0)" }
            ?? call.principal
        (response.principalType, response.principalName) = principalParts(owner)
        (response.tokenRequesterPrincipalType, response.tokenRequesterPrincipalName) = principalParts(call.principal)
        if let fault = call.faultOfTokenUse {
            response.errorCode = fault
            return response
        }
        guard owner == call.principal || call.access.may(.createTokens, .user, owner) else {
            response.errorCode = .delegationTokenAuthorizationFailed
            return response
        }
        guard response.principalType == "User", request.renewers.allSatisfy({ $0.principalType == "User" }) else {
            response.errorCode = .invalidPrincipalType
            return response
        }
        let token = call.cluster.tokens.make(
            for: owner, by: call.principal, renewers: request.renewers.map { "User:\($0.principalName)" },
            lifetime: request.maxLifetimeMs, id: call.cluster.random.clusterID(), now: call.cluster.now)
        response.issueTimestampMs = token.issuedAt
        response.expiryTimestampMs = token.expiresAt
        response.maxTimestampMs = token.lastsUntil
        response.tokenID = token.id
        response.hmac = token.hmac[...]
        return response
    }
}

/// `User:alice` in its two parts.
func principalParts(_ principal: String) -> (String, String) {
    guard let colon = principal.firstIndex(of: ":") else { return ("User", principal) }
    return (String(principal[..<colon]), String(principal[principal.index(after: colon)...]))
}

extension LabCall {
    /// Why tokens are not given on this connection.
    var faultOfTokenUse: BrokerCode? {
        guard cluster.hasAuthorizer else { return .delegationTokenAuthDisabled }
        return connection.listener.asksForLogin && !connection.login.isByToken ? nil : .delegationTokenRequestNotAllowed
    }

    /// Whether who asks may prolong or end a token.
    func mayRenew(_ token: DelegationToken) -> Bool {
        token.owner == principal || token.requester == principal || token.renewers.contains(principal)
    }
}
