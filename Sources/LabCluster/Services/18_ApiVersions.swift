internal import KafkaWire

extension LabService {
    /// What the cluster serves, computed from the table of services.
    static let apiVersions = LabService(answering: ApiVersionsRequest.self, 0...4) { call in
        var response = ApiVersionsResponse()
        guard call.version < 3 || names(call.request) else {
            response.errorCode = .invalidRequest
            return response
        }
        response.apiKeys = call.cluster.services.services.map { service in
            .init {
                $0.apiKey = service.api.key
                $0.minVersion = service.advertised.lowerBound
                $0.maxVersion = service.advertised.upperBound
            }
        }
        response.supportedFeatures = call.cluster.features.map { feature in
            .init {
                $0.name = feature.name
                // Version 3 has no place for a range that begins at 0 (KAFKA-17011).
                $0.minVersion = call.version < 4 ? max(1, feature.supported.lowerBound) : feature.supported.lowerBound
                $0.maxVersion = feature.supported.upperBound
            }
        }
        response.finalizedFeaturesEpoch = call.cluster.featuresEpoch
        response.finalizedFeatures = call.cluster.features.filter { $0.finalized > 0 }.map { feature in
            .init {
                $0.name = feature.name
                $0.minVersionLevel = feature.finalized
                $0.maxVersionLevel = feature.finalized
            }
        }
        return response
    }

    /// Whether the client's name and version are as KIP-511 wants them.
    private static func names(_ request: ApiVersionsRequest) -> Bool {
        [request.clientSoftwareName, request.clientSoftwareVersion].allSatisfy { text in
            guard let first = text.utf8.first, let last = text.utf8.last else { return false }
            func isLetter(_ byte: UInt8) -> Bool {
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            }
            return isLetter(first) && isLetter(last)
                && text.utf8.allSatisfy { isLetter($0) || $0 == 0x2d || $0 == 0x2e }
        }
    }
}
