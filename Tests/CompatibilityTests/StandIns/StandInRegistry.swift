import Foundation
import Synchronization
import TestSupport

@testable import Compatibility

/// A Schema Registry on loopback that behaves as the documentation of Confluent's has it, except for one defect.
final class StandInRegistry: Sendable {
    private let service: StubService

    init(_ defect: RegistryDefect? = nil) throws {
        let state = Mutex(RegistryState(defect: defect))
        service = try .standIn { asked in state.withLock { $0.answer(asked) } }
    }

    var url: String { service.url }

    func stop() { service.stop() }
}

extension StubService {
    /// Answers with JSON what can be read, and refuses the rest.
    static func standIn(
        _ answer: @escaping @Sendable (StandInRequest) -> (status: Int, body: JSONValue)
    ) throws -> StubService {
        try StubService { text in
            guard let asked = StandInRequest(text) else { return .init(status: 400) }
            let (status, body) = answer(asked)
            do {
                return .init(status: status, body: String(decoding: try JSONEncoder().encode(body), as: UTF8.self))
            } catch {
                return .init(status: 500, body: "\(error)")
            }
        }
    }
}

/// A request in its parts: `DELETE /subjects/a?permanent=true`.
struct StandInRequest {
    var method: String
    /// Without the empty one in front: `subjects`, `a`.
    var path: [String]
    var query: Set<String>
    var body: JSONValue

    init?(_ text: String) {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
        guard words.count >= 2 else { return nil }
        method = String(words[0])
        let parts = words[1].split(separator: "?", maxSplits: 1)
        path = parts[0].split(separator: "/").map(String.init)
        query = parts.count > 1 ? Set(parts[1].split(separator: "&").map(String.init)) : []
        do {
            body = try JSONDecoder().decode(JSONValue.self, from: Data(text[end.upperBound...].utf8))
        } catch {
            // Without a body, or not of JSON.
            body = .null
        }
    }
}
