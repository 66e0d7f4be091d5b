internal import KafkaWire

extension LabService {
    /// Chooses how to log in; on a connection that is logged in it begins a new login (KIP-368).
    static let saslHandshake = LabService(answering: SaslHandshakeRequest.self, 0...1) { call in
        let connection = call.connection
        var response = SaslHandshakeResponse()
        response.mechanisms = SaslExchange.mechanisms.map(\.rawValue)
        guard connection.listener.asksForLogin else {
            response.errorCode = .illegalSaslState
            response.mechanisms = []
            return response
        }
        if connection.login.isComplete, call.cluster.now - connection.login.loggedInAt < 1000 {
            // Kafka takes no second login within the first second.
            throw LabHangUp("a second login within a second")
        }
        guard let mechanism = SaslMechanism(rawValue: call.request.mechanism) else {
            connection.login.step = .failed
            response.errorCode = .unsupportedSaslMechanism
            return response
        }
        if let before = connection.login.mechanism, before != mechanism {
            throw LabHangUp("a second login with \(mechanism.rawValue) after one with \(before.rawValue)")
        }
        connection.login.step = .exchange(SaslExchange(mechanism))
        connection.login.isBare = call.version == 0
        return response
    }
}
