import Foundation
import TestSupport
import Testing

@testable import HTTPProbes

struct HTTPClientTests {
    @Test func statusAndBodyComeBackAndTheRequestArrivesAsGiven() throws {
        let service = try StubService { _ in .init(status: 418, body: "short and stout") }
        defer { service.stop() }
        let client = try HTTPClient()
        let response = try client.send(
            HTTPRequest(
                .post, service.url + "/pot?x=1", headers: [("X-Lid", "on")], body: Array("tea".utf8), user: "ann",
                password: "leaf"))
        #expect(response.status == 418)
        #expect(response.text == "short and stout")
        let request = try #require(service.requests.first)
        #expect(request.hasPrefix("POST /pot?x=1 HTTP/1.1\r\n"))
        #expect(request.contains("X-Lid: on\r\n"))
        #expect(request.contains("Authorization: Basic \(Data("ann:leaf".utf8).base64EncodedString())"))
        #expect(request.hasSuffix("\r\n\r\ntea"))
    }

    @Test func oneClientServesSeveralRequestsWithoutMixingThem() throws {
        let service = try StubService { request in .init(body: request.hasPrefix("GET /a ") ? "first" : "second") }
        defer { service.stop() }
        let client = try HTTPClient()
        #expect(try client.send(HTTPRequest(.get, service.url + "/a", user: "u", password: "p")).text == "first")
        #expect(try client.send(HTTPRequest(.delete, service.url + "/b")).text == "second")
        let second = try #require(service.requests.last)
        #expect(second.hasPrefix("DELETE /b "))
        #expect(!second.contains("Authorization"))
    }

    @Test func aClosedPortSaysWhatToDo() throws {
        let service = try StubService { _ in .init() }
        let url = service.url
        service.stop()
        let client = try HTTPClient()
        let error = #expect(throws: HTTPError.self) { try client.send(HTTPRequest(.get, url + "/x")) }
        #expect(error?.advice.contains("port") == true)
        #expect(error?.operation == "GET \(url)/x")
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
    func onlyHTTPIsSpoken(url: String) throws {
        let client = try HTTPClient()
        let error = #expect(throws: HTTPError.self) { try client.send(HTTPRequest(.get, url)) }
        #expect(error?.advice.contains("http://") == true)
    }

    @Test func aRedirectIsNotFollowed() throws {
        let service = try StubService { _ in .init(status: 302, body: "elsewhere") }
        defer { service.stop() }
        let client = try HTTPClient()
        #expect(try client.send(HTTPRequest(.get, service.url)).status == 302)
        #expect(service.requests.count == 1)
    }

    @Test func tooLargeAnAnswerIsAnErrorThatSaysSo() throws {
        let service = try StubService { _ in .init(body: String(repeating: "x", count: HTTPClient.mostBytes + 1)) }
        defer { service.stop() }
        let client = try HTTPClient()
        let error = #expect(throws: HTTPError.self) { try client.send(HTTPRequest(.get, service.url)) }
        #expect(error?.reason.contains("larger than") == true)
    }

    @Test(arguments: [
        ("https://ann:secret@host:8081/subjects?token=abc", "https://host:8081/subjects"),
        ("http://host/a@b", "http://host/a@b"), ("host:1/x#frag", "host:1/x"),
    ])
    func secretsInAURLAreNotShown(url: String, shown: String) {
        #expect(HTTPClient.shown(url) == shown)
    }
}
