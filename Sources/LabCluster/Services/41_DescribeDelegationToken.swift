internal import KafkaWire

extension LabService {
    /// The tokens that who asks owns, may prolong or may describe.
    static let describeDelegationToken = LabService(answering: DescribeDelegationTokenRequest.self, 1...3) { call in
        var response = DescribeDelegationTokenResponse()
        if let fault = call.faultOfTokenUse {
            response.errorCode = fault
            return response
        }
        let owners = call.request.owners.map { Set($0.map { "\($0.principalType):\($0.principalName)" }) }
        response.tokens = call.cluster.tokens.inOrder.filter { token in
            (owners?.contains(token.owner) ?? true)
                && (call.mayRenew(token) || call.access.may(.describe, .delegationToken, token.id)
                    || call.access.may(.describeTokens, .user, token.owner))
        }.map(described)
        return response
    }

    private static func described(_ token: DelegationToken) -> DescribeDelegationTokenResponse.DescribedDelegationToken
    {
        .init {
            ($0.principalType, $0.principalName) = principalParts(token.owner)
            ($0.tokenRequesterPrincipalType, $0.tokenRequesterPrincipalName) = principalParts(token.requester)
            $0.issueTimestamp = token.issuedAt
            $0.expiryTimestamp = token.expiresAt
            $0.maxTimestamp = token.lastsUntil
            $0.tokenID = token.id
            $0.hmac = token.hmac[...]
            $0.renewers = token.renewers.map { renewer in
                .init { ($0.principalType, $0.principalName) = principalParts(renewer) }
            }
        }
    }
}
