internal import KafkaWire

extension LabService {
    /// Prolongs a token.
    static let renewDelegationToken = LabService(answering: RenewDelegationTokenRequest.self, 1...2) { call in
        let (tokens, now) = (call.cluster.tokens, call.cluster.now)
        return RenewDelegationTokenResponse {
            if let fault = call.faultOfTokenUse {
                $0.errorCode = fault
            } else if let token = tokens.find(call.request.hmac) {
                if !call.mayRenew(token) {
                    $0.errorCode = .delegationTokenOwnerMismatch
                } else if token.expiresAt <= now {
                    $0.errorCode = .delegationTokenExpired
                } else {
                    $0.expiryTimestampMs = tokens.renew(token, for: call.request.renewPeriodMs, now: now)
                }
            } else {
                $0.errorCode = .delegationTokenNotFound
            }
        }
    }
}
