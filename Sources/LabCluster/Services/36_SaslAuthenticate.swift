internal import KafkaWire

extension LabService {
    /// Takes the next message of a login.
    static let saslAuthenticate = LabService(SaslAuthenticateRequest.self, 0...2) { call in
        let connection = call.connection
        var response = SaslAuthenticateResponse()
        response.errorMessage = nil
        guard case .exchange = connection.login.step else {
            response.errorCode = .illegalSaslState
            response.errorMessage = "SaslAuthenticate request received after successful authentication"
            return call.answer(response)
        }
        do throws(LoginRefusal) {
            response.authBytes = try connection.takeLogin(call.request.authBytes)[...]
            if let end = connection.login.endsAt, connection.login.isComplete {
                response.sessionLifetimeMs = max(1, end - call.cluster.now)
            }
            call.answer(response)
        } catch {
            response.errorCode = .saslAuthenticationFailed
            response.errorMessage = error.message
            call.answer(response)
            connection.close()
        }
    }
}
