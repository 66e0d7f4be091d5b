internal import Foundation
internal import TestSupport
import Testing

@testable import KafkaWire

/// A message as Kafka's own classes write it, in bytes and in words.
///
/// The table has one of seeded contents for every API, version and direction that this client has: 534. It was written
/// by the classes that Kafka's message generator makes of the definitions in aiven/inkless, a fork of Kafka 4.2. Of
/// these, 484 are in versions that the kafka-clients 4.0.0 release has too, and its classes write the same bytes; only
/// the array in the response of ListConfigResources version 0 has other names there. The other 50 rest on the fork.
struct ReferenceMessage: CustomTestStringConvertible, Sendable {
    var isRequest: Bool
    var key: Int16
    var version: Int16
    var bytes: [UInt8]
    /// Every field by its name, in the form of `WireStructure.description`; error codes by their number alone.
    var words: String

    var testDescription: String {
        "\(WireCatalogue.name(ofKey: key) ?? "\(key)") v\(version) \(isRequest ? "request" : "response")"
    }

    static let all: [ReferenceMessage] = {
        let file = RepositoryRoot.url.appending(path: "Tests/KafkaWireTests/Resources/reference-messages.txt")
        do {
            return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(ReferenceMessage.init)
        } catch {
            preconditionFailure("\(file.path) cannot be read: \(error)")
        }
    }()

    private init(line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 4)
        guard parts.count == 5, let key = Int16(parts[1]), let version = Int16(parts[2]) else {
            preconditionFailure("no reference message: \(line)")
        }
        isRequest = parts[0] == "request"
        self.key = key
        self.version = version
        bytes = parts[3] == "-" ? [] : hex(String(parts[3]))
        words = String(parts[4])
    }
}

/// A kind of message, whichever its type.
struct MessageKind: Sendable {
    let api: WireAPI
    private let structure: any WireStructure.Type

    init(_ message: ReferenceMessage) {
        guard let request = WireCatalogue.requests.first(where: { $0.api.key == message.key }) else {
            preconditionFailure("no API \(message.key)")
        }
        api = request.api
        structure = message.isRequest ? request : Self.response(of: request)
    }

    private static func response<Request: WireRequest>(of _: Request.Type) -> any WireStructure.Type {
        Request.Response.self
    }

    func decode(_ bytes: [UInt8], version: Int16) throws(WireError) -> any WireStructure {
        let reader = WireReader(
            bytes[...], version: version, isFlexible: api.isFlexible(version), place: "\(api.name) v\(version)")
        return try structure.init(decoding: reader)
    }

    func encode(_ message: any WireStructure, version: Int16) -> [UInt8] {
        message.encoded(version: version, isFlexible: api.isFlexible(version))
    }
}
