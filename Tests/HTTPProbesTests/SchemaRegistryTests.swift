import TestSupport
import Testing

@testable import HTTPProbes

struct SchemaRegistryTests {
    @Test func registeringGivesTheIdAndSendsTheSchemaAsText() throws {
        let service = try StubService { _ in .init(body: #"{"id": 7}"#) }
        defer { service.stop() }
        let registry = try SchemaRegistry(url: service.url + "/", user: "u", password: "p")
        #expect(try registry.register(#"{"type":"record"}"#, .avro, subject: "seatrial.telemetry value") == 7)
        let request = try #require(service.requests.first)
        #expect(request.hasPrefix("POST /subjects/seatrial.telemetry%20value/versions HTTP/1.1"))
        #expect(request.hasSuffix(#"{"schema":"{\"type\":\"record\"}","schemaType":"AVRO"}"#))
    }

    @Test(arguments: [(200, "[1]", true), (404, #"{"error_code":40401}"#, false)])
    func aSubjectIsThereOrNot(status: Int, body: String, isThere: Bool) throws {
        let service = try StubService { _ in .init(status: status, body: body) }
        defer { service.stop() }
        let registry = try SchemaRegistry(url: service.url)
        #expect(try registry.has(subject: "s") == isThere)
    }

    @Test func aServiceThatFailsIsNotTakenForAnAbsentSubject() throws {
        let service = try StubService { _ in .init(status: 500, body: "no") }
        defer { service.stop() }
        let registry = try SchemaRegistry(url: service.url)
        #expect(throws: HTTPError.self) { try registry.has(subject: "s") }
    }

    @Test func aRefusalCarriesTheServicesWordsAndAdvice() throws {
        let service = try StubService { _ in
            .init(status: 409, body: #"{"error_code":409,"message":"Schema being registered is incompatible"}"#)
        }
        defer { service.stop() }
        let registry = try SchemaRegistry(url: service.url, user: "u", password: "hidden")
        let error = #expect(throws: HTTPError.self) { try registry.register("{}", .json, subject: "s") }
        #expect(error?.reason == "status 409: Schema being registered is incompatible")
        #expect(error?.description.contains("hidden") == false)
    }

    @Test(arguments: ["[]", "{}", #"{"id": -1}"#, #"{"id": "x"}"#, "<html>"])
    func anAnswerWithoutAnIdIsRefused(body: String) throws {
        let service = try StubService { _ in .init(body: body) }
        defer { service.stop() }
        let registry = try SchemaRegistry(url: service.url)
        #expect(throws: HTTPError.self) { try registry.register("{}", .json, subject: "s") }
    }

    @Test func deletionIsSoftThenHard() throws {
        let service = try StubService { _ in .init(body: "[1]") }
        defer { service.stop() }
        let registry = try SchemaRegistry(url: service.url)
        try registry.delete(subject: "s")
        #expect(
            service.requests.map { String($0.prefix { !$0.isNewline }) }
                == ["DELETE /subjects/s HTTP/1.1", "DELETE /subjects/s?permanent=true HTTP/1.1"])
    }
}
