internal import CCurl
internal import Foundation

/// One connection to HTTP services, kept open between requests.
///
/// Blocks: for a thread of its own, never the cooperative pool. TLS certificates and host names are verified; redirects
/// are not followed, so that credentials go nowhere else.
package struct HTTPClient: ~Copyable {
    /// A larger body is an error, not an allocation.
    package static let mostBytes = 16 * 1_048_576

    private let handle: OpaquePointer

    package init() throws(HTTPError) {
        _ = HTTPClient.library
        guard let handle = curl_easy_init() else {
            throw HTTPError(
                operation: "start the HTTP client", reason: "libcurl has no handle", advice: "free memory and try again"
            )
        }
        self.handle = OpaquePointer(handle)
    }

    deinit {
        curl_easy_cleanup(UnsafeMutableRawPointer(handle))
    }

    /// curl_global_init is to be called once, before any other thread uses libcurl; a static is made once.
    private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    /// Sends a request and waits for its response.
    package func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
        let easy = UnsafeMutableRawPointer(handle)
        curl_easy_reset(easy)
        let inbox = Inbox()
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for header in request.headers {
            // An empty list is a null pointer, so a failed append must not replace the list.
            if let longer = curl_slist_append(headers, "\(header.name): \(header.value)") { headers = longer }
        }
        let context = Unmanaged.passUnretained(inbox).toOpaque()
        var codes = [
            seatrial_curl_set_long(easy, CURLOPT_NOSIGNAL, 1),
            seatrial_curl_restrict_to_http(easy),
            seatrial_curl_set_text(easy, CURLOPT_URL, request.url),
            seatrial_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue),
            seatrial_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeoutMs),
            seatrial_curl_set_long(easy, CURLOPT_TIMEOUT_MS, request.timeoutMs),
            seatrial_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0),
            seatrial_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1),
            seatrial_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2),
            seatrial_curl_set_headers(easy, headers),
            seatrial_curl_set_writer(easy, receiveBody, context),
        ]
        if let user = request.user {
            codes.append(seatrial_curl_set_basic(easy))
            codes.append(seatrial_curl_set_text(easy, CURLOPT_USERNAME, user))
            codes.append(seatrial_curl_set_text(easy, CURLOPT_PASSWORD, request.password ?? ""))
        }
        if let file = request.authorityFile { codes.append(seatrial_curl_set_text(easy, CURLOPT_CAINFO, file)) }
        if let body = request.body {
            codes.append(seatrial_curl_set_long(easy, CURLOPT_POSTFIELDSIZE, body.count))
            // Copied, so that the array need not outlive this closure.
            body.withUnsafeBufferPointer { bytes in
                codes.append(
                    seatrial_curl_set_pointer(
                        easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress)))
            }
        }
        if let code = codes.first(where: { $0 != CURLE_OK }) { throw failure(request, code, inbox) }
        let code = withExtendedLifetime(inbox) { curl_easy_perform(easy) }
        guard code == CURLE_OK else { throw failure(request, code, inbox) }
        var status = 0
        _ = seatrial_curl_status(easy, &status)
        return HTTPResponse(status: status, body: inbox.bytes)
    }

    private func failure(_ request: HTTPRequest, _ code: CURLcode, _ inbox: Inbox) -> HTTPError {
        let operation = "\(request.method.rawValue) \(HTTPClient.shown(request.url))"
        if inbox.isTooLarge {
            return HTTPError(
                operation: operation, reason: "the answer is larger than \(HTTPClient.mostBytes) bytes",
                advice: "check that the URL is the service's")
        }
        let reason = String(cString: curl_easy_strerror(code))
        return HTTPError(operation: operation, reason: reason, advice: HTTPClient.advice(code))
    }

    /// A URL without user, password and query.
    static func shown(_ url: String) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = bare.range(of: "://") else { return String(bare) }
        let rest = bare[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(bare) }
        return String(bare[..<scheme.upperBound]) + String(rest[rest.index(after: at)...])
    }

    private static func advice(_ code: CURLcode) -> String {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: "check the host's name, and DNS from this machine"
        case CURLE_COULDNT_CONNECT: "check port and firewall, and that the service runs"
        case CURLE_OPERATION_TIMEDOUT: "check that the service answers from this network"
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
            "its certificate is not trusted: name the authority's file, or mend the certificate"
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: "give a URL that begins with http:// or https://"
        default: "check the URL and the service"
        }
    }

    /// Where the body is collected.
    fileprivate final class Inbox {
        var bytes: [UInt8] = []
        var isTooLarge = false
    }
}

/// A file-level function: libcurl calls it, on the thread that performs.
private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    let inbox = Unmanaged<HTTPClient.Inbox>.fromOpaque(context).takeUnretainedValue()
    let length = size * count
    guard inbox.bytes.count + length <= HTTPClient.mostBytes else {
        inbox.isTooLarge = true
        // Any other number than was offered ends the transfer with CURLE_WRITE_ERROR.
        return 0
    }
    inbox.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
    return length
}
