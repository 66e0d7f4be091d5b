/// What went wrong between this client and a broker: what, where, and what to do about it.
///
/// No secret is ever in it: what a broker says is shown only after the password was taken out.
package struct WireError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A property asks for what cannot be used, or is missing.
        case settings
        /// No connection came about: name, route, refusal of the port, TLS.
        case unreachable
        /// No answer in time.
        case timedOut
        /// The connection ended.
        case closed
        /// The broker does not let this user in.
        case authentication
        /// The bytes are not what the protocol says.
        case malformed
        /// The two sides have no version of an API in common, or the broker has not the API at all.
        case unsupported
        /// The broker answered with an error code.
        case refused(BrokerCode)
        /// The task that waited was cancelled.
        case cancelled
    }

    package var kind: Kind
    /// What happened: `no answer within 10.0 s`.
    package var what: String
    /// Where: a broker, a response of a broker, a property.
    package var place: String
    /// What to do; nil where only the caller can know.
    package var remedy: String?

    package init(_ kind: Kind, at place: String, _ what: String, remedy: String? = nil) {
        self.kind = kind
        self.what = what
        self.place = place
        self.remedy = remedy
    }
}

extension WireError: CustomStringConvertible {
    package var description: String {
        remedy.map { "\(place): \(what). \($0)" } ?? "\(place): \(what)"
    }
}

extension WireError {
    static func malformed(at place: String, _ what: String) -> WireError {
        WireError(
            .malformed, at: place, what,
            remedy:
                "Something that does not speak Kafka's protocol answers, or alters it on the way: see what listens there"
        )
    }

    /// A broker's error code in an answer, with what was asked for: `partition 3 of topic 'positions'`.
    static func refused(_ code: BrokerCode, at place: String, _ subject: String) -> WireError {
        WireError(.refused(code), at: place, "\(subject): \(code)", remedy: code.remedy)
    }
}
