internal import Foundation

/// A Schema Registry by its REST interface (Confluent's, which Karapace, Apicurio and Redpanda speak, too).
///
/// Blocks, as `HTTPClient` does. Reference: docs.confluent.io, "Schema Registry API".
package struct SchemaRegistry: ~Copyable {
    /// The words of the interface.
    package enum SchemaType: String, Sendable {
        case json = "JSON"
        case avro = "AVRO"
    }

    private let client: HTTPClient
    private let url: String
    private let user: String?
    private let password: String?
    private static let media = "application/vnd.schemaregistry.v1+json"

    /// - Parameter url: the interface's root, with or without a slash at its end.
    package init(url: String, user: String? = nil, password: String? = nil) throws(HTTPError) {
        client = try HTTPClient()
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.user = user
        self.password = password
    }

    /// Whether a subject has any version.
    package func has(subject: String) throws(HTTPError) -> Bool {
        let path = "/subjects/\(escaped(subject))/versions"
        let response = try client.send(request(.get, path, nil))
        switch response.status {
        case 200..<300: return true
        // Also what another service answers, but that one then refuses the registration.
        case 404: return false
        default:
            throw problem(
                .get, path, "status \(response.status): \(message(response))", Self.advice(status: response.status))
        }
    }

    /// Lets a subject take versions that do not fit each other: drift is what a rollout trial is to show.
    package func allowAnyChange(of subject: String) throws(HTTPError) {
        _ = try exchange(.put, "/config/\(escaped(subject))", ["compatibility": "NONE"])
    }

    /// Registers a schema, or finds it registered; gives the id that values are framed with.
    package func register(_ schema: String, _ type: SchemaType, subject: String) throws(HTTPError) -> UInt32 {
        let path = "/subjects/\(escaped(subject))/versions"
        let answer = try exchange(.post, path, ["schemaType": type.rawValue, "schema": schema])
        guard let object = answer as? [String: Any], let id = object["id"] as? Int, let id = UInt32(exactly: id) else {
            throw problem(.post, path, "the answer has no schema id", "check that the URL is a Schema Registry's")
        }
        return id
    }

    /// Deletes a subject for good.
    package func delete(subject: String) throws(HTTPError) {
        let path = "/subjects/\(escaped(subject))"
        // The interface wants a soft deletion before the hard one.
        _ = try exchange(.delete, path, nil)
        _ = try exchange(.delete, path + "?permanent=true", nil)
    }

    private func exchange(_ method: HTTPRequest.Method, _ path: String, _ body: [String: String]?) throws(HTTPError)
        -> Any
    {
        var bytes: [UInt8]?
        if let body {
            do {
                bytes = [UInt8](try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys]))
            } catch {
                throw problem(method, path, "the request is no JSON (\(error))", "report this")
            }
        }
        let response = try client.send(request(method, path, bytes))
        guard (200..<300).contains(response.status) else {
            throw problem(
                method, path, "status \(response.status): \(message(response))", Self.advice(status: response.status))
        }
        do {
            return try JSONSerialization.jsonObject(with: Data(response.body), options: [.fragmentsAllowed])
        } catch {
            throw problem(method, path, "the answer is no JSON", "check that the URL is a Schema Registry's")
        }
    }

    private func request(_ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]?) -> HTTPRequest {
        HTTPRequest(
            method, url + path, headers: [("Content-Type", Self.media), ("Accept", Self.media)], body: body,
            user: user, password: password)
    }

    /// What the service says for itself, cut short: it comes from outside.
    private func message(_ response: HTTPResponse) -> String {
        var text = response.text
        do {
            let answer = try JSONSerialization.jsonObject(with: Data(response.body))
            if let object = answer as? [String: Any], let message = object["message"] as? String { text = message }
        } catch {
            // No JSON: the text itself is all there is.
        }
        return String(text.prefix(200))
    }

    private func problem(_ method: HTTPRequest.Method, _ path: String, _ reason: String, _ advice: String) -> HTTPError
    {
        HTTPError(operation: "\(method.rawValue) \(HTTPClient.shown(url + path))", reason: reason, advice: advice)
    }

    private static func advice(status: Int) -> String {
        switch status {
        case 401, 403: "check the registry's user and password, and what they may do"
        case 404: "check that the URL is a Schema Registry's root"
        case 409: "the registry refuses the change: its subject may not be set to compatibility NONE by this user"
        case 422: "the registry does not take this type of schema"
        default: "look at the registry's log"
        }
    }

    private func escaped(_ subject: String) -> String {
        subject.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~")))
            ?? subject
    }
}
