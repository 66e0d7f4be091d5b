internal import KafkaWire
internal import NIOCore

/// One API that the cluster serves: its versions, and what it does with a request.
///
/// Each is declared in a file of `Services` and listed in `LabServices.all`.
struct LabService: Sendable {
    let api: WireAPI
    /// The versions that are served.
    let versions: ClosedRange<Int16>
    /// The versions that ApiVersions tells; Kafka tells more than it serves of one API.
    let advertised: ClosedRange<Int16>
    let serve: @Sendable (WireBytes, RequestHeader, LabConnection) throws -> Void

    /// A service that answers through the call, at once or later.
    init<Request: WireRequest>(
        _ request: Request.Type, _ versions: ClosedRange<Int16>, advertised: ClosedRange<Int16>? = nil,
        _ handle: @escaping @Sendable (LabCall<Request>) throws -> Void
    ) {
        api = Request.api
        self.versions = versions
        self.advertised = advertised ?? versions
        serve = { frame, header, connection in
            var request = try Request.request(in: frame, version: header.version)
            let defects = connection.cluster.defects
            if !defects.isQuiet { request = defects.changed(request, header.version, on: connection) }
            let call = LabCall(request, header: header, size: frame.count, connection: connection)
            if let refusal = connection.refusal(of: request, version: header.version) { return call.answer(refusal) }
            try handle(call)
        }
    }

    /// A service that answers at once.
    init<Request: WireRequest>(
        answering request: Request.Type, _ versions: ClosedRange<Int16>,
        _ handle: @escaping @Sendable (LabCall<Request>) throws -> Request.Response
    ) {
        self.init(request, versions) { call in call.answer(try handle(call)) }
    }
}
