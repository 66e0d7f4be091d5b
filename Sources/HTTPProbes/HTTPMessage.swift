/// One request to a service beside the cluster.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    /// `http` or `https`.
    package var url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?
    /// For basic authentication; a secret: never in an error or a log.
    package var user: String?
    package var password: String?
    /// Bounds of the connection and of the whole exchange.
    package var connectTimeoutMs: Int
    package var timeoutMs: Int
    /// PEM file of certificate authorities; nil: the system's.
    package var authorityFile: String?

    package init(
        _ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil,
        user: String? = nil, password: String? = nil, connectTimeoutMs: Int = 5000, timeoutMs: Int = 15_000,
        authorityFile: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.user = user
        self.password = password
        self.connectTimeoutMs = connectTimeoutMs
        self.timeoutMs = timeoutMs
        self.authorityFile = authorityFile
    }
}

/// What came back: any status, the body up to a bound.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}

/// Why there is no response.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Method and URL without user and query.
    package var operation: String
    package var reason: String
    /// What to do about it.
    package var advice: String

    package init(operation: String, reason: String, advice: String) {
        self.operation = operation
        self.reason = reason
        self.advice = advice
    }

    package var description: String { "\(operation): \(reason): \(advice)" }
}
