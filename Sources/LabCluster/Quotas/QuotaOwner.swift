/// Whose quota it is: a user, a client id, both, or an address; each by name, or the default of its kind.
struct QuotaOwner: Hashable {
    enum Part: Hashable {
        case named(String)
        case standard

        init(_ name: String?) { self = name.map(Part.named) ?? .standard }

        /// nil for the default.
        var name: String? {
            if case .named(let name) = self { name } else { nil }
        }
    }

    var user: Part?
    var client: Part?
    var address: Part?

    /// The parts by their names in the protocol.
    var parts: [(type: String, part: Part)] {
        [("user", user), ("client-id", client), ("ip", address)].compactMap { type, part in part.map { (type, $0) } }
    }

    /// For an order that stays.
    var text: String { parts.map { "\($0.type)=\($0.part.name ?? "")" }.joined(separator: ",") }

    /// The owners whose quota counts for a client, the first that has one before the others.
    static func ranked(user: String, client: String) -> [QuotaOwner] {
        let (user, client) = (Part.named(user), Part.named(client))
        return [
            QuotaOwner(user: user, client: client), QuotaOwner(user: user, client: .standard), QuotaOwner(user: user),
            QuotaOwner(user: .standard, client: client), QuotaOwner(user: .standard, client: .standard),
            QuotaOwner(user: .standard), QuotaOwner(client: client), QuotaOwner(client: .standard),
        ]
    }
}

/// What a quota limits.
enum QuotaKind: String, CaseIterable {
    case produce = "producer_byte_rate"
    case fetch = "consumer_byte_rate"
    case requests = "request_percentage"
    case mutations = "controller_mutation_rate"
    case connections = "connection_creation_rate"

    /// Whether it is for addresses and not for users and clients.
    var isOfAddresses: Bool { self == .connections }
    var isWhole: Bool { self == .produce || self == .fetch || self == .connections }
}
