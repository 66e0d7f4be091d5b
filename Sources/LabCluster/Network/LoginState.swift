internal import KafkaWire

/// How far the login of a connection is; nothing where its listener asks for none.
struct LoginState {
    enum Step {
        /// A mechanism is to be chosen.
        case handshake
        /// What the mechanism says is to come.
        case exchange(SaslExchange)
        case done
        /// The login was refused.
        case failed
    }

    var step = Step.done
    /// Whether the client sends what its mechanism says without headers: so after the first version of SaslHandshake.
    var isBare = false
    /// The mechanism of the last login; a later one on the same connection must have the same.
    var mechanism: SaslMechanism?
    /// Whether a delegation token stood for the user.
    var isByToken = false
    /// In milliseconds since 1970.
    var loggedInAt: Int64 = 0
    /// When the login ends, in milliseconds since 1970; nil for never.
    var endsAt: Int64?

    /// Whether requests other than those of the login itself are answered.
    var isComplete: Bool {
        if case .done = step { true } else { false }
    }
}
