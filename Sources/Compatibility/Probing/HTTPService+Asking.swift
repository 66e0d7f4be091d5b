internal import Foundation
internal import HTTPProbes

/// What an HTTP interface answered.
struct HTTPAnswer: Sendable {
    var status: Int
    private let body: [UInt8]

    init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The `error_code` of a Schema Registry, which says more than the status; the status where there is none.
    var code: Int { json?["error_code"]?.number ?? status }

    /// The body as JSON; nil where it is none.
    var json: JSONValue? {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(body))
        } catch {
            // Not every answer has a body of JSON; what wants one says so.
            return nil
        }
    }
}

/// A value of JSON.
enum JSONValue: Codable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = Self.decoded(Bool.self, container) {
            self = .bool(value)
        } else if let value = Self.decoded(Double.self, container) {
            self = .number(value)
        } else if let value = Self.decoded(String.self, container) {
            self = .text(value)
        } else if let value = Self.decoded([JSONValue].self, container) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    private static func decoded<Value: Decodable>(
        _ type: Value.Type, _ container: any SingleValueDecodingContainer
    ) -> Value? {
        do {
            return try container.decode(type)
        } catch {
            // It is of another type: the next one is tried.
            return nil
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    subscript(key: String) -> JSONValue? {
        if case .object(let fields) = self { fields[key] } else { nil }
    }

    var text: String? { if case .text(let value) = self { value } else { nil } }
    var number: Int? { if case .number(let value) = self { Int(exactly: value) } else { nil } }
    var elements: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    var fields: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
}

extension Probe {
    /// Sends a request to an HTTP interface, records it, and returns the answer, whatever its status.
    func ask(
        _ service: HTTPService, _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil,
        media: String = "application/json"
    ) async throws -> HTTPAnswer {
        let began = ContinuousClock.now
        let bytes = try body.map { value in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return [UInt8](try encoder.encode(value))
        }
        let root = service.url.hasSuffix("/") ? String(service.url.dropLast()) : service.url
        let request = HTTPRequest(
            method, root + path, headers: [("Content-Type", media), ("Accept", media)], body: bytes, user: service.user,
            password: service.password)
        // libcurl blocks: a thread of its own, never one of the tasks'.
        let result: Result<HTTPAnswer, any Error> = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                do {
                    let response = try HTTPClient().send(request)
                    continuation.resume(returning: .success(HTTPAnswer(status: response.status, body: response.body)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        let answered: String
        switch result {
        case .success(let answer): answered = "\(answer.status) \(answer.json.map { "\($0)".prefix(1_500) } ?? "")"
        case .failure(let error): answered = "\(error)"
        }
        transcript.add(
            broker: "http", request: "\(method.rawValue) \(path)",
            asked: bytes.map { String(String(decoding: $0, as: UTF8.self).prefix(1_500)) } ?? "", answered: answered,
            from: began)
        do {
            return try result.get()
        } catch {
            throw CheckOutcome.inconclusive("\(error)")
        }
    }
}
