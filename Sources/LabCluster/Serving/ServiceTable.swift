internal import KafkaWire

/// The services of a cluster by their API keys.
struct ServiceTable {
    let services: [LabService]
    private let byKey: [Int16: LabService]

    init(_ services: [LabService] = LabServices.all) {
        self.services = services.sorted { $0.api.key < $1.api.key }
        byKey = Dictionary(uniqueKeysWithValues: services.map { ($0.api.key, $0) })
    }

    /// Serves a request; throws where the connection is to end.
    func serve(_ bytes: WireBytes, on connection: LabConnection) throws {
        if connection.login.isBare { return try takeBareLogin(bytes, on: connection) }
        let header = try RequestHeader(of: bytes)
        guard connection.mayAsk(header.apiKey) else {
            throw LabHangUp("API key \(header.apiKey) from somebody who is not logged in")
        }
        connection.clientID = header.clientID ?? ""
        if !connection.cluster.defects.isQuiet, connection.cluster.defects.refuses(header, on: connection) {
            throw LabHangUp("a defect ends the connection at \(header.apiKey) v\(header.version)")
        }
        guard let service = byKey[header.apiKey] else { throw LabHangUp("API key \(header.apiKey) is not served") }
        guard service.versions.contains(header.version) else {
            guard header.apiKey == ApiVersionsRequest.api.key else {
                throw LabHangUp("\(service.api.name) v\(header.version) is not served")
            }
            return connection.finish(Self.unsupportedVersion(header, service.versions), of: connection.turn)
        }
        try service.serve(bytes, header, connection)
    }

    /// What a mechanism says, as clients send it after the first version of SaslHandshake: without a header.
    private func takeBareLogin(_ bytes: WireBytes, on connection: LabConnection) throws {
        let answer = try connection.takeLogin(bytes)
        let size = UInt32(answer.count)
        connection.finish([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } + answer, of: connection.turn)
    }

    /// What a client that asks for a version of ApiVersions too new is told, in version 0 (KIP-511).
    private static func unsupportedVersion(_ header: RequestHeader, _ versions: ClosedRange<Int16>) -> [UInt8] {
        var response = ApiVersionsResponse()
        response.errorCode = .unsupportedVersion
        response.apiKeys = [
            .init {
                $0.apiKey = header.apiKey
                $0.minVersion = versions.lowerBound
                $0.maxVersion = versions.upperBound
            }
        ]
        return ApiVersionsRequest.frame(of: response, version: 0, correlationID: header.correlationID)
    }
}
