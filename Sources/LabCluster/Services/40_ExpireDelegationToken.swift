internal import KafkaWire

extension LabService {
    /// Ends a token, or says when it ends.
    static let expireDelegationToken = LabService(answering: ExpireDelegationTokenRequest.self, 1...2) { call in
        let (tokens, now) = (call.cluster.tokens, call.cluster.now)
        return ExpireDelegationTokenResponse {
            if let fault = call.faultOfTokenUse {
                $0.errorCode = fault
            } else if let token = tokens.find(call.request.hmac) {
                if !call.mayRenew(token) {
                    $0.errorCode = .delegationTokenOwnerMismatch
                } else {
                    $0.expiryTimestampMs = tokens.expire(token, after: call.request.expiryTimePeriodMs, now: now)
                }
            } else {
                $0.errorCode = .delegationTokenNotFound
            }
        }
    }
}
