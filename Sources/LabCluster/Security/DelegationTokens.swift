internal import Crypto
internal import Foundation
internal import KafkaWire

/// A secret that stands for a user for a while (KIP-48).
struct DelegationToken {
    let id: String
    let hmac: [UInt8]
    let owner: String
    let requester: String
    let renewers: [String]
    let issuedAt: Int64
    let lastsUntil: Int64
    var expiresAt: Int64

    /// The owner without its kind.
    var ownerName: String { owner.hasPrefix("User:") ? String(owner.dropFirst("User:".count)) : owner }

    /// SCRAM's view of it: the password is the HMAC in Base64.
    func credential(for mechanism: SaslMechanism, random: inout LabRandom) -> ScramCredential? {
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return ScramCredential(password: Data(hmac).base64EncodedString(), salt: salt, for: mechanism)
    }
}

/// The delegation tokens of a cluster.
final class DelegationTokens {
    private var byID: [String: DelegationToken] = [:]
    private let key = SymmetricKey(size: .bits256)

    /// How long a token lasts at most, and until it is prolonged, in milliseconds: Kafka's defaults.
    private static let longest: Int64 = 7 * 86_400_000
    private static let period: Int64 = 86_400_000

    var inOrder: [DelegationToken] { byID.values.sorted { $0.id < $1.id } }

    func valid(id: String, now: Int64) -> DelegationToken? { byID[id].flatMap { $0.expiresAt > now ? $0 : nil } }

    func find(_ hmac: WireBytes) -> DelegationToken? {
        let hmac = Array(hmac)
        return byID.values.first { $0.hmac == hmac }
    }

    func make(
        for owner: String, by requester: String, renewers: [String], lifetime: Int64, id: String, now: Int64
    ) -> DelegationToken {
        let most = lifetime > 0 ? min(lifetime, Self.longest) : Self.longest
        let hmac = Array(HMAC<SHA512>.authenticationCode(for: Array(id.utf8), using: key))
        let token = DelegationToken(
            id: id, hmac: hmac, owner: owner, requester: requester, renewers: renewers, issuedAt: now,
            lastsUntil: now + most, expiresAt: now + min(most, Self.period))
        byID[id] = token
        return token
    }

    /// Prolongs a token from now on, within its life; the time until when.
    func renew(_ token: DelegationToken, for period: Int64, now: Int64) -> Int64 {
        let wanted = period < 0 ? Self.period : min(period, Self.longest)
        let end = min(token.lastsUntil, now + wanted)
        byID[token.id]?.expiresAt = end
        return end
    }

    /// Has a token end after so many milliseconds; at once where they are negative.
    func expire(_ token: DelegationToken, after period: Int64, now: Int64) -> Int64 {
        guard period >= 0 else {
            byID[token.id] = nil
            return now
        }
        return renew(token, for: period, now: now)
    }
}
