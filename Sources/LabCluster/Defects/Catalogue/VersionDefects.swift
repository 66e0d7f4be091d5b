internal import KafkaWire

// What the cluster says that it speaks.
extension LabDefect {
    static let versionDefects = [
        LabDefect(
            "hide-offset-fetch", .compatibility, "An API that every consumer needs is not offered",
            foundBy: [.check("proto.matrix-diff")],
            .answering(ApiVersionsRequest.self) { response, _, call in
                if call.strikes() { response.apiKeys.removeAll { $0.apiKey == 9 } }
            }),
        LabDefect(
            "no-old-produce", .compatibility,
            "Produce is offered from version 3 on, so that librdkafka stops compressing",
            foundBy: [.check("proto.produce-shim")],
            .answering(ApiVersionsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for index in response.apiKeys.indices where response.apiKeys[index].apiKey == 0 {
                    response.apiKeys[index].minVersion = 3
                }
            }),
        LabDefect(
            "upside-down-range", .compatibility, "The range of one API is upside down",
            foundBy: [.check("proto.apiversions-basic")],
            .answering(ApiVersionsRequest.self) { response, _, call in
                guard call.strikes() else { return }
                for index in response.apiKeys.indices where response.apiKeys[index].apiKey == 16 {
                    response.apiKeys[index].minVersion = response.apiKeys[index].maxVersion + 1
                }
            }),
    ]
}
